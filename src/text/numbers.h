#pragma once
// Numbers as people write them in tables and news, in Chinese and English -> exact decimals.
//
//   quantity := lead number tail mark*              read whole, or not at all
//   lead     := [sign] [arrow] [currency] ["("]     in any order
//   number   := digits | digits scale digits scale  1,234.5 and its kin (text/decimal.h)
//   tail     := [scale] [unit ["/" unit]] [")"] [arrow]
//   mark     := "*" | "[1]" | a footnote word with a number
//
// Signs are + and every dash; arrows and triangles are signs too (up is plus), and may repeat what
// the sign says but not deny it; brackets round a number are the minus of accounts. Widths and
// scripts do not count. What could mean two things is no number: "1,5", "12 34", superscripts,
// "007" (a code), ranges, "about 5".
// A scale multiplies exactly: 8.15 of ten to the eighth is 815000000.

#include <optional>
#include <string>
#include <string_view>

#include "text/decimal.h"

namespace eider::text {

struct Unit {
  std::string code;     // what equal units share: "CNY", "%", "km", "CNY/share"; "" for none
  int power = 0;        // a number in this unit is 10^power of the code's own
  std::string written;  // as it stands in the text, widths apart
  bool money = false;   // a currency, or a currency for something
  friend bool operator==(const Unit&, const Unit&) = default;
};

struct Quantity {
  Decimal number;          // scale applied, unit.power not
  Unit unit;               // its power is that of the ratio alone (per mille: -1)
  bool scaled = false;     // a scale stands with the number itself
  bool bracketed = false;  // minus by brackets
};

/// The whole text, trimmed, as one quantity.
std::optional<Quantity> parse_quantity(std::string_view text);

/// The whole text as a unit without a number, as headers name it: "100 million yuan", "US$ m", "%",
/// "HK$'000", "in millions of US$". Its power has the scale in it.
std::optional<Unit> parse_unit(std::string_view text);

}  // namespace eider::text
