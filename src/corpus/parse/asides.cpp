#include "corpus/parse/asides.h"

#include <algorithm>
#include <array>
#include <string>

#include "corpus/parse/characters.h"
#include "text/dates.h"

namespace eider::parse {
namespace {

constexpr int kAsideColumns = 70;

// Day of the week, page, issue, in all.
constexpr std::array<std::string_view, 8> kPageWords = {
    "\u661f\u671f", "\u7248", "\u671f", "\u603b\u7b2c", "\u7b2c", "\u5468", "page ", "vol"};

// Advertisement, hot line, sale, discount, to let, lost, vacancy, subscriptions.
constexpr std::array<std::string_view, 18> kAdvertisementWords = {"\u5e7f\u544a\u70ed\u7ebf",
                                                                  "\u5e7f\u544a\u7535\u8bdd",
                                                                  "\u8ba2\u62a5\u70ed\u7ebf",
                                                                  "\u53d1\u884c\u70ed\u7ebf",
                                                                  "\u62db\u5546\u70ed\u7ebf",
                                                                  "\u54a8\u8be2\u70ed\u7ebf",
                                                                  "\u8bda\u62db",
                                                                  "\u62db\u79df",
                                                                  "\u62db\u8058\u542f\u4e8b",
                                                                  "\u9057\u5931\u58f0\u660e",
                                                                  "\u58f0\u660e\u4f5c\u5e9f",
                                                                  "\u5927\u4fc3",
                                                                  "\u5168\u573a",
                                                                  "\u7279\u60e0",
                                                                  "\u9650\u65f6\u4f18\u60e0",
                                                                  "\u5e7f\u544a\u5237\u4f8b",
                                                                  "for sale",
                                                                  "advertisement"};

bool contains_any(std::string_view text, auto&& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return text.find(word) != std::string_view::npos;
  });
}

}  // namespace

bool is_masthead_line(std::string_view line) {
  if (line.size() > 200 || line.find_first_of("0123456789") == std::string_view::npos) return false;
  if (columns_of(line, kAsideColumns) > kAsideColumns || ends_sentence(line)) return false;
  return contains_any(simplified_lower(line), kPageWords) && !has_clause_mark(line) &&
         text::find_date(line).has_value();
}

bool is_advertisement_line(std::string_view line) {
  if (line.size() > 200 || columns_of(line, kAsideColumns) > kAsideColumns) return false;
  return contains_any(simplified_lower(line), kAdvertisementWords) &&
         last_character(line) != U'\u3002';
}

}  // namespace eider::parse
