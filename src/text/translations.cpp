// The list is text in read-only data, a line a word, sorted by bytes: found by bisecting bytes.

#include "text/translations.h"

#include <algorithm>
#include <string>

asm(".pushsection .rodata.eider_translations, \"a\", @progbits\n"
    ".balign 64\n"
    ".local eider_translations_start\n"
    "eider_translations_start:\n"
    ".incbin \"" EIDER_TRANSLATIONS_FILE
    "\"\n"
    ".local eider_translations_stop\n"
    "eider_translations_stop:\n"
    ".popsection\n");

extern "C" {
extern const char eider_translations_start[] __attribute__((visibility("hidden")));
extern const char eider_translations_stop[] __attribute__((visibility("hidden")));
}

namespace eider::text {
namespace {

constexpr std::size_t kShortestStem = 2;

/// The line that byte `at` is in, from its first byte to its end.
std::string_view line_at(std::string_view list, std::size_t at) {
  const std::size_t before = at == 0 ? std::string_view::npos : list.rfind('\n', at - 1);
  const std::size_t start = before == std::string_view::npos ? 0 : before + 1;
  return list.substr(start, std::min(list.find('\n', at), list.size()) - start);
}

/// What stands behind the word and its tab; empty where the word is not in the list.
std::string_view entry_of(std::string_view word) {
  const std::string_view list(eider_translations_start, eider_translations_stop);
  std::size_t low = 0;
  std::size_t high = list.size();
  while (low < high) {
    const std::string_view line = line_at(list, low + (high - low) / 2);
    const std::string_view found = line.substr(0, line.find('\t'));
    if (found == word) return line.substr(std::min(found.size() + 1, line.size()));
    const auto start = static_cast<std::size_t>(line.data() - list.data());
    if (found < word) {
      low = start + line.size() + 1;
    } else {
      high = start;
    }
  }
  return {};
}

void add_terms(std::string_view entry, std::vector<std::string_view>& terms) {
  if (entry.starts_with('=')) entry = entry_of(entry.substr(1));
  while (!entry.empty()) {
    const std::size_t comma = std::min(entry.find(','), entry.size());
    const std::string_view term = entry.substr(0, comma);
    if (std::find(terms.begin(), terms.end(), term) == terms.end()) terms.push_back(term);
    entry.remove_prefix(std::min(comma + 1, entry.size()));
  }
}

/// What the word may be the regular form of: plural, third person, past, -ing.
std::vector<std::string> stems_of(std::string_view word) {
  std::vector<std::string> stems;
  const auto cut = [&](std::string_view ending, std::string_view instead) {
    if (!word.ends_with(ending) || word.size() < ending.size() + kShortestStem) return;
    std::string stem(word.substr(0, word.size() - ending.size()));
    const bool doubled =
        ending.size() > 1 && stem.size() > kShortestStem && stem.back() == stem[stem.size() - 2];
    stems.push_back(stem + std::string(instead));
    if (doubled) stems.emplace_back(stem.substr(0, stem.size() - 1));
  };
  cut("ies", "y");
  cut("ied", "y");
  cut("s", "");
  cut("es", "");
  cut("d", "");
  cut("ed", "");
  cut("ing", "");
  cut("ing", "e");
  return stems;
}

}  // namespace

std::vector<std::string_view> chinese_terms(std::string_view english_word) {
  std::vector<std::string_view> terms;
  if (english_word.empty()) return terms;
  add_terms(entry_of(english_word), terms);
  for (const std::string& stem : stems_of(english_word)) {
    const std::string_view entry = entry_of(stem);
    if (entry.empty()) continue;
    add_terms(entry, terms);
    break;
  }
  return terms;
}

}  // namespace eider::text
