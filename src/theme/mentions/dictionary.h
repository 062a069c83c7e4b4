#pragma once
// What to look for in news: the companies' names, blocks and contexts -> one automaton.
//
// All of it is folded (text/fold.h), so a name is found in either script, in any case and width.
// A pattern carries its claims: each says which company it speaks for and as what. Patterns that
// begin or end with a Latin letter or a digit count only at the boundary of a word.

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "records/theme.h"
#include "theme/mentions/automaton.h"

namespace eider::theme {

enum class ClaimKind : std::uint8_t {
  kName,       // names the company by itself
  kShortName,  // a common word as well: counts only where the article supports the company
  kBlock,      // holds a name and is something else
  kSupport,    // supports the company: one of its contexts
};

struct Claim {
  std::uint32_t company = 0;  // place in the list of companies
  ClaimKind kind = ClaimKind::kName;
};

struct PatternSighting {
  Span span;                                   // bytes of the folded text
  const std::vector<Claim>* claims = nullptr;  // of the dictionary
};

/// Immutable after it is made; may be used by several threads.
class CompanyDictionary {
 public:
  explicit CompanyDictionary(const std::vector<Company>& companies);

  /// Every pattern that stands in folded text as a word of its own, by its end.
  std::vector<PatternSighting> sightings(std::string_view folded) const;

  std::int64_t company_id(std::uint32_t company) const { return ids_[company]; }

 private:
  std::vector<std::int64_t> ids_;
  std::vector<std::vector<Claim>> claims_;  // one list a pattern
  Automaton automaton_;
};

}  // namespace eider::theme
