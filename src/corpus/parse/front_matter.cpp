#include "corpus/parse/front_matter.h"

#include <string>

#include "text/dates.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

constexpr std::size_t kMaxFrontMatterBytes = 64u << 10;

std::string_view unquoted(std::string_view value) {
  value = text::trim(value);
  if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') &&
      value.back() == value.front()) {
    return value.substr(1, value.size() - 2);
  }
  return value;
}

void take(std::string_view key, std::string_view value, PageFacts& facts) {
  auto set = [&](std::string& fact, std::string found) {
    if (fact.empty()) fact = std::move(found);
  };
  if (key == "title") set(facts.title, std::string(value));
  if (key == "source" || key == "author" || key == "site") set(facts.source, std::string(value));
  if (key == "url" || key == "link") set(facts.url, std::string(value));
  if (key == "date" || key == "published" || key == "published_at" || key == "publish_date") {
    set(facts.published_at, iso_date(value));
  }
  if (key == "fetch_date" || key == "fetched_at" || key == "crawled_at") {
    set(facts.fetched_at, iso_date(value));
  }
}

bool is_key(std::string_view key) {
  if (key.empty() || key.size() > 40) return false;
  for (char c : key) {
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!letter && c != '_' && c != '-') return false;
  }
  return true;
}

}  // namespace

std::string iso_date(std::string_view value) {
  std::string_view text = text::trim(value);
  std::size_t colon = text.find(':');
  std::size_t dot = colon == std::string_view::npos ? colon : text.find('.', colon);
  if (auto date = text::parse_date(text.substr(0, dot))) return *date;
  if (text.size() > 40) return "";
  auto found = text::find_date(text);
  return found ? found->iso : "";
}

std::size_t read_front_matter(std::string_view text, PageFacts& facts) {
  std::string_view head = text.substr(0, kMaxFrontMatterBytes);
  PageFacts found;
  std::size_t at = 0;
  int keys = 0;
  for (bool first = true; at < head.size(); first = false) {
    std::size_t end = head.find('\n', at);
    if (end == std::string_view::npos) end = head.size();
    std::string_view line = head.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    at = std::min(end + 1, head.size());
    bool fence = text::trim(line) == "---";
    if (first && !fence) return 0;
    if (first) continue;
    if (fence) {
      if (keys == 0) return 0;
      facts = std::move(found);
      facts.published_from = facts.fetched_from = "front matter";
      return at;
    }
    std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_key(line.substr(0, colon))) continue;
    ++keys;
    take(line.substr(0, colon), unquoted(line.substr(colon + 1)), found);
  }
  return 0;
}

}  // namespace eider::parse
