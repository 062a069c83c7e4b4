#pragma once
// Gathers keywords into one clean list: no repeats (folded), no company, no ticker, no number.

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "records/theme.h"
#include "theme/keywords/keywords.h"

namespace eider::theme {

/// "zh-Hans", "zh-Hant" or "en"; `otherwise` where the characters of a Chinese term are the same
/// in both scripts.
std::string language_of(std::string_view term, std::string_view otherwise = "zh-Hans");

class KeywordCollector {
 public:
  /// Knows no names: for terms that a person gives or that were checked before.
  KeywordCollector() = default;
  explicit KeywordCollector(const KeywordRequest& request);

  /// Takes any term that is not empty and not there yet.
  bool add(Keyword entry);

  /// Takes a term only if it may describe a theme: it is no name of either kind, begins with none
  /// of `names` and holds none of three characters or more, and has two letters or a Han character
  /// (no ticker, no amount).
  bool add_checked(Keyword entry);

  bool may_describe_theme(std::string_view term) const;
  std::vector<Keyword> take() && { return std::move(list_); }

 private:
  std::vector<std::string> names_;  // folded, as all here
  std::set<std::string> common_names_;
  std::set<std::string> taken_;
  std::vector<Keyword> list_;
};

}  // namespace eider::theme
