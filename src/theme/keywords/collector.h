#pragma once
// Gathers keywords into one clean list: no repeats (folded), no company, no ticker, no number.

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "records/theme.h"

namespace eider::theme {

/// "zh-Hans", "zh-Hant" or "en"; `otherwise` where the characters of a Chinese term are the same
/// in both scripts.
std::string language_of(std::string_view term, std::string_view otherwise = "zh-Hans");

class KeywordCollector {
 public:
  explicit KeywordCollector(const std::vector<std::string>& company_names);

  /// Takes any term that is not empty and not there yet.
  bool add(Keyword entry);

  /// Takes a term only if it may describe a theme: it is or begins with no company's name, holds
  /// no name of three characters or more, and has two letters or a Han character (no ticker, no
  /// amount).
  bool add_checked(Keyword entry);

  bool may_describe_theme(std::string_view term) const;
  std::vector<std::string> folded_terms() const { return {folded_.begin(), folded_.end()}; }
  std::vector<Keyword> take() && { return std::move(list_); }

 private:
  std::vector<std::string> names_;  // folded
  std::set<std::string> folded_;
  std::vector<Keyword> list_;
};

}  // namespace eider::theme
