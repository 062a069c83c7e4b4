#pragma once
// The form in which a model writes keywords: ["term","term", ...], and nothing else.
//
// A term is of one script, 2 to 12 characters in Chinese (2 to 30 in English), and never holds a
// term before it or the theme's name: such a term would add nothing, and a small model that has
// run dry would go on forever by repeating and stretching what it has written.

#include <string>
#include <string_view>
#include <vector>

#include "models/generator.h"

namespace eider::theme {

enum class TermScript : std::uint8_t {
  kHan,    // Han characters, after at most four Latin letters and digits; at least one is Han
  kLatin,  // letters, digits, single spaces and hyphens; the first is a letter
};

struct TermListForm {
  TermScript script = TermScript::kHan;
  std::size_t max_terms = 12;
  std::vector<std::string> taken;  // folded terms that no new term may hold
};

class TermList : public models::Constraint {
 public:
  explicit TermList(TermListForm form) : form_(std::move(form)) {}

  bool allows(std::string_view text) const override;
  bool may_end(std::string_view text) const override;

  /// The complete terms of a reply, also of one that was cut short.
  std::vector<std::string> terms(std::string_view reply) const;

 private:
  TermListForm form_;
};

}  // namespace eider::theme
