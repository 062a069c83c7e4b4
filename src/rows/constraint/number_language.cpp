#include "rows/constraint/number_language.h"

#include <algorithm>

namespace eider::rows {
namespace {

// Which bounds the digits so far are equal to: such a bound still limits the next digit.
struct Tight {
  bool low = false;
  bool high = false;
};

// Numbers from zero up between `low` and `high` (absent: none above), digit by digit.
class Magnitudes {
 public:
  Magnitudes(LanguagePool& pool, const NumberSchema& digits, NumberBound low,
             std::optional<NumberBound> high)
      : pool_(pool), digits_(digits), low_(std::move(low)), high_(std::move(high)) {
    digit_ = pool_.bytes(byte_range('0', '9'));
  }

  Language language() {
    std::vector<Language> lengths;
    std::uint32_t free_from = 0;  // lengths in a row that no bound touches are one repetition
    const std::uint32_t longest = digits_.whole_digits;
    for (std::uint32_t length = 1; length <= longest; ++length) {
      const Tight tight{length == low_.value.whole.size(),
                        high_ && length == high_->value.whole.size()};
      const bool is_between =
          length >= low_.value.whole.size() && (!high_ || length <= high_->value.whole.size());
      const bool is_free = is_between && !tight.low && !tight.high && length > 1;
      if (is_free && free_from == 0) free_from = length;
      if (free_from != 0 && (!is_free || length == longest)) {
        lengths.push_back(free_lengths(free_from, is_free ? length : length - 1));
        free_from = 0;
      }
      if (is_between && !is_free) lengths.push_back(whole(length, 0, tight));
    }
    return pool_.either(lengths);
  }

 private:
  Language free_lengths(std::uint32_t first, std::uint32_t last) {
    const Language rest = pool_.then(pool_.repeat(digit_, first - 1, last - 1), fraction(0, {}));
    return pool_.then(pool_.bytes(byte_range('1', '9')), rest);
  }

  Language whole(std::size_t length, std::size_t at, Tight tight) {
    if (at == length) return fraction(0, tight);
    if (!tight.low && !tight.high && at > 0) {
      const auto left = static_cast<std::uint32_t>(length - at);
      return pool_.then(pool_.repeat(digit_, left, left), fraction(0, {}));
    }
    const char lowest = tight.low ? low_.value.whole[at] : at == 0 && length > 1 ? '1' : '0';
    const char highest = tight.high ? high_->value.whole[at] : '9';
    return digit_between(lowest, highest, tight,
                         [&](Tight next) { return whole(length, at + 1, next); });
  }

  // What stands behind `at` digits of the fraction; behind none of them, the point comes first.
  Language fraction(std::size_t at, Tight tight) {
    const Language end = may_end(at, tight) ? kEmpty : kNothing;
    if (at == digits_.fraction_digits) return end;
    const Language point = at == 0 ? pool_.literal(".") : kEmpty;
    if (!tight.low && !tight.high) {
      const auto left = static_cast<std::uint32_t>(digits_.fraction_digits - at);
      const Language more = pool_.repeat(digit_, 1, left);
      return pool_.either({end, pool_.then(point, more)});
    }
    const char lowest = tight.low ? digit_of(low_.value.fraction, at) : '0';
    const char highest = tight.high ? digit_of(high_->value.fraction, at) : '9';
    const Language more =
        digit_between(lowest, highest, tight, [&](Tight next) { return fraction(at + 1, next); });
    return pool_.either({end, pool_.then(point, more)});
  }

  static char digit_of(const std::string& fraction, std::size_t at) {
    return at < fraction.size() ? fraction[at] : '0';
  }

  bool may_end(std::size_t at, Tight tight) const {
    if (tight.low && (at < low_.value.fraction.size() || !low_.is_included)) return false;
    return !tight.high || at < high_->value.fraction.size() || high_->is_included;
  }

  template <typename Next>
  Language digit_between(char lowest, char highest, Tight tight, const Next& next) {
    if (lowest > highest) return kNothing;
    const auto one = [&](char digit, Tight then) {
      return pool_.then(pool_.literal({&digit, 1}), next(then));
    };
    if (lowest == highest) return one(lowest, tight);
    std::vector<Language> ways;
    const int first = lowest + (tight.low ? 1 : 0);
    const int last = highest - (tight.high ? 1 : 0);
    if (first <= last) {
      const ByteSet inner =
          byte_range(static_cast<unsigned char>(first), static_cast<unsigned char>(last));
      ways.push_back(pool_.then(pool_.bytes(inner), next({})));
    }
    if (tight.low) ways.push_back(one(lowest, {true, false}));
    if (tight.high) ways.push_back(one(highest, {false, true}));
    return pool_.either(ways);
  }

  LanguagePool& pool_;
  const NumberSchema& digits_;
  NumberBound low_;
  std::optional<NumberBound> high_;
  Language digit_ = kNothing;
};

// The bound's number without its sign.
NumberBound size_of(const NumberBound& bound) {
  NumberBound size = bound;
  size.value.is_negative = false;
  return size;
}

}  // namespace

Language number_language(LanguagePool& pool, const NumberSchema& schema) {
  const bool may_be_positive = !schema.most || !schema.most->value.is_negative;
  const bool may_be_negative = !schema.least || schema.least->value.is_negative;
  Language language = kNothing;
  if (may_be_positive) {
    const bool has_least = schema.least && !schema.least->value.is_negative;
    const NumberBound low = has_least ? *schema.least : NumberBound{};
    language = Magnitudes(pool, schema, low, schema.most).language();
  }
  if (may_be_negative) {
    const bool has_most = schema.most && schema.most->value.is_negative;
    const NumberBound low = has_most ? size_of(*schema.most) : NumberBound{{}, false};
    std::optional<NumberBound> high;
    if (schema.least) high = size_of(*schema.least);
    const Language size = Magnitudes(pool, schema, low, high).language();
    language = pool.either({language, pool.then(pool.literal("-"), size)});
  }
  return language;
}

}  // namespace eider::rows
