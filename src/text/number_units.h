#pragma once
// The words that stand with numbers, in one table: scales, currencies, ratios and measures, in
// Chinese and English. Names are in NFKC and simplified characters; traditional ones are found
// by folding them first (text/fold.h). Latin names match in any case and end at a word's end.

#include <cstdint>
#include <string_view>

namespace eider::text {

enum class UnitKind : std::uint8_t {
  kScale,     // a power of ten: ten thousand, million, '000
  kCurrency,  // before or after the number
  kRatio,     // percent, per mille, percentage points, basis points
  kMeasure,   // what is counted or measured: people, cars, tonnes, shares
};

struct UnitName {
  std::string_view written;
  UnitKind kind = UnitKind::kMeasure;
  std::string_view code;  // what names of one unit share: "CNY", "%", "pp", "km"; "" of a scale
  int power = 0;          // the power of ten by which the number is multiplied
  bool as_cased = false;  // "M" is a million, "m" a metre
  bool with_currency = false;  // a scale only where a currency stands beside it: "$12m"
};

/// The longest name that begins at byte `at` of folded text, or nullptr.
const UnitName* unit_name_at(std::string_view text, std::size_t at);

/// Whether a currency sign that several countries share ("$", the yen and yuan sign, the bare
/// Chinese word for its unit) can mean this currency. Both are codes.
bool may_mean(std::string_view shared, std::string_view code);

}  // namespace eider::text
