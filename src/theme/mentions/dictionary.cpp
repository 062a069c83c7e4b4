#include "theme/mentions/dictionary.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "text/fold.h"
#include "text/utf8.h"

namespace eider::theme {

namespace {

using Patterns = std::map<std::string, std::vector<Claim>>;

bool is_word_character(char32_t c) { return text::is_letter(c) || text::is_digit(c); }

std::string folded_name(std::string_view name) { return text::fold_text(text::trim(name)); }

/// The character that ends right before `at`, 0 at the start of the text.
char32_t character_before(std::string_view folded, std::size_t at) {
  if (at == 0) return 0;
  std::size_t start = at - 1;
  while (start > 0 && at - start < 4 &&
         (static_cast<unsigned char>(folded[start]) & 0xc0) == 0x80) {
    --start;
  }
  return text::decode(folded, start).value;
}

char32_t character_at(std::string_view folded, std::size_t at) {
  return at < folded.size() ? text::decode(folded, at).value : 0;
}

/// No letter or digit may touch the match where its own end is a letter or a digit.
bool stands_alone(std::string_view folded, Span span) {
  const auto start = static_cast<std::size_t>(span.start);
  const auto stop = static_cast<std::size_t>(span.stop);
  const bool joined_before = is_word_character(character_at(folded, start)) &&
                             is_word_character(character_before(folded, start));
  const bool joined_after = is_word_character(character_before(folded, stop)) &&
                            is_word_character(character_at(folded, stop));
  return !joined_before && !joined_after;
}

/// A name needs support where the company has contexts and the name is its common form: the
/// company's display name, or a part of a longer name of the same company.
ClaimKind kind_of(const std::string& name, const std::vector<std::string>& names,
                  const Company& company) {
  if (company.contexts.empty()) return ClaimKind::kName;
  const bool is_part = std::ranges::any_of(names, [&](const std::string& other) {
    return other.size() > name.size() && other.contains(name);
  });
  const bool is_display_name =
      name == folded_name(company.name) || name == folded_name(company.name_hant);
  return is_part || is_display_name ? ClaimKind::kShortName : ClaimKind::kName;
}

void add_claim(Patterns& patterns, const std::string& pattern, Claim claim) {
  if (pattern.empty()) return;
  std::vector<Claim>& claims = patterns[pattern];
  const bool known = std::ranges::any_of(claims, [&](const Claim& other) {
    return other.company == claim.company && other.kind == claim.kind;
  });
  if (!known) claims.push_back(claim);
}

void add_company(Patterns& patterns, std::uint32_t place, const Company& company) {
  std::vector<std::string> names;
  for (const std::string& alias : company.aliases) names.push_back(folded_name(alias));
  for (const std::string& name : names) {
    add_claim(patterns, name, {place, kind_of(name, names, company)});
  }
  for (const std::string& block : company.blocks) {
    add_claim(patterns, folded_name(block), {place, ClaimKind::kBlock});
  }
  for (const std::string& support : company.contexts) {
    add_claim(patterns, folded_name(support), {place, ClaimKind::kSupport});
  }
}

}  // namespace

CompanyDictionary::CompanyDictionary(const std::vector<Company>& companies) {
  Patterns patterns;
  for (const Company& company : companies) {
    add_company(patterns, static_cast<std::uint32_t>(ids_.size()), company);
    ids_.push_back(company.id);
  }
  std::vector<std::string> texts;
  for (auto& [pattern, claims] : patterns) {
    texts.push_back(pattern);
    claims_.push_back(std::move(claims));
  }
  automaton_ = Automaton::build(texts);
}

std::vector<PatternSighting> CompanyDictionary::sightings(std::string_view folded) const {
  std::vector<PatternSighting> found;
  for (const PatternMatch& match : automaton_.find_all(folded)) {
    if (stands_alone(folded, match.span)) found.push_back({match.span, &claims_[match.pattern]});
  }
  return found;
}

}  // namespace eider::theme
