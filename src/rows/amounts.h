#pragma once
// Amounts carried past the model: small models write large numbers wrong by a power of ten. Each
// amount of a text becomes a mark that the model copies, and comes back as a number of the language
// that is wanted, converted by code.
//   amount := digits with a point, a group or at least four of them, and no year | digits scale
// Invariant: a reply that has a number which the text doesn't have is refused.

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace eider::rows {

struct MarkedText {
  std::string text;                  // "[#1]" stands for amounts[0]
  std::vector<std::string> amounts;  // as written, with their scales
};

MarkedText mark_amounts(std::string_view text);

/// An amount in the scales of Chinese or English: "8.15\u4ebf" is "815 million".
std::string rewritten_amount(std::string_view amount, bool in_chinese);

/// The reply with its amounts. Errors: kCorrupt (a mark that is not there or was lost).
Result<std::string> put_amounts_back(std::string_view reply, const MarkedText& marked,
                                     bool in_chinese);

/// Errors: kCorrupt where `reply` has a number of three digits or more that `text` doesn't have.
Result<void> check_numbers(std::string_view reply, std::string_view text);

}  // namespace eider::rows
