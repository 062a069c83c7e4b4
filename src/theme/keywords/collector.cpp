#include "theme/keywords/collector.h"

#include <algorithm>
#include <utility>

#include "text/fold.h"
#include "text/language.h"
#include "text/utf8.h"

namespace eider::theme {

namespace {

constexpr std::size_t kTelltaleCharacters = 3;  // a name of this length shows inside a term too

struct Counts {
  std::size_t han = 0;
  std::size_t letters = 0;
  std::size_t digits = 0;
};

Counts count(std::string_view term) {
  Counts counts;
  for (std::size_t at = 0; at < term.size();) {
    const text::CodePoint c = text::decode(term, at);
    if (text::is_han(c.value)) ++counts.han;
    if (text::is_letter(c.value)) ++counts.letters;
    if (text::is_digit(c.value)) ++counts.digits;
    at += c.size;
  }
  return counts;
}

bool is_word_start(std::string_view term, std::size_t at) {
  return at == 0 || !text::is_letter(static_cast<unsigned char>(term[at - 1]));
}

bool is_word_stop(std::string_view term, std::size_t at) {
  return at == term.size() || !text::is_letter(text::decode(term, at).value);
}

/// Does `term` hold `name` where a word may begin and, if Latin, as a whole word?
bool holds_name(std::string_view term, std::string_view name) {
  const bool is_latin = count(name).han == 0;
  const bool is_telltale = text::count_characters(name) >= kTelltaleCharacters;
  for (std::size_t at = term.find(name); at != std::string_view::npos;
       at = term.find(name, at + 1)) {
    if (at > 0 && !is_telltale) continue;
    if (!is_latin || (is_word_start(term, at) && is_word_stop(term, at + name.size()))) return true;
  }
  return false;
}

}  // namespace

std::string language_of(std::string_view term, std::string_view otherwise) {
  if (count(term).han == 0) return "en";
  const text::Script detected = text::detect_script(term);
  const std::string_view script = detected.script;
  if (script == "Hans") return "zh-Hans";
  if (script == "Hant") return "zh-Hant";
  return std::string(otherwise);
}

KeywordCollector::KeywordCollector(const KeywordRequest& request) {
  for (const std::string& name : request.names) {
    std::string folded = text::fold_text(text::trim(name));
    if (text::count_characters(folded) >= 2) names_.push_back(std::move(folded));
  }
  for (const std::string& name : request.common_names) {
    common_names_.insert(text::fold_text(text::trim(name)));
  }
}

bool KeywordCollector::add(Keyword entry) {
  entry.term = text::trim(entry.term);
  const std::string folded = text::fold_text(entry.term);
  if (folded.empty() || !taken_.insert(folded).second) return false;
  list_.push_back(std::move(entry));
  return true;
}

bool KeywordCollector::add_checked(Keyword entry) {
  return may_describe_theme(entry.term) && add(std::move(entry));
}

bool KeywordCollector::may_describe_theme(std::string_view term) const {
  const std::string folded = text::fold_text(text::trim(term));
  const Counts counts = count(folded);
  const bool has_words = counts.han > 0 || counts.letters >= 2;
  const bool is_code = counts.digits > counts.han + counts.letters;
  if (!has_words || is_code || common_names_.contains(folded)) return false;
  return std::ranges::none_of(names_,
                              [&](const std::string& name) { return holds_name(folded, name); });
}

}  // namespace eider::theme
