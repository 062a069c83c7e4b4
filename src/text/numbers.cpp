// The text is normalised first (NFKC, simplified characters) and its footnote marks are taken off;
// QuantityReader then reads it left to right. Names are looked up in simplified characters, and
// shown as the text has them.

#include "text/numbers.h"

#include <algorithm>
#include <utility>

#include "text/fold.h"
#include "text/number_units.h"
#include "text/unit_parts.h"
#include "text/utf8.h"

namespace eider::text {
namespace {

constexpr std::size_t kMaxNumberBytes = 160;  // a longer text is no number
constexpr std::string_view kNoteSign = "\u6ce8";
constexpr std::u32string_view kMinusSigns =
    U"-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d";
constexpr std::u32string_view kUpArrows =
    U"\u2191\u2197\u21d1\u21e7\u25b2\u25b3\u25b4\u2b06\U0001f53a";
constexpr std::u32string_view kDownArrows =
    U"\u2193\u2198\u21d3\u21e9\u25bc\u25bd\u25be\u2b07\U0001f53b";

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

// Characters that NFKC would turn into plain digits: superscripts, fractions, numbers in circles,
// squared units.
bool hides_digits(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    const char32_t v = c.value;
    if (v == 0xb2 || v == 0xb3 || v == 0xb9 || (v >= 0xbc && v <= 0xbe)) return true;
    if ((v >= 0x2070 && v <= 0x209c) || (v >= 0x2150 && v <= 0x218b)) return true;
    if ((v >= 0x2460 && v <= 0x24ff) || (v >= 0x3200 && v <= 0x33ff)) return true;
    at += c.size;
  }
  return false;
}

// Digits of either width: without one nothing is a quantity.
bool has_digit(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] >= '0' && text[i] <= '9') return true;
    if (text.substr(i).starts_with("\xef\xbc")) return true;  // U+FF00 to U+FF3F
  }
  return false;
}

// Names are looked up in `simplified`; what is shown comes from `shown`.
struct Normal {
  std::string shown;
  std::string simplified;

  std::string slice_shown(std::size_t start, std::size_t stop) const {
    const std::string& from = shown.size() == simplified.size() ? shown : simplified;
    return std::string(trim(std::string_view(from).substr(start, stop - start)));
  }
};

Normal normalise(std::string_view text) {
  if (is_ascii(text)) return {std::string(text), std::string(text)};
  Normal normal;
  normal.shown = nfkc(text);
  normal.simplified = to_simplified(normal.shown);
  return normal;
}

std::string_view without_tail(std::string_view text, std::size_t size) {
  return trim(text.substr(0, size));
}

// The bytes of `text` without one footnote mark at its end; all of it where there is none.
std::string_view without_note(std::string_view text) {
  for (const std::string_view mark : {"*", "\u2020", "\u2021"}) {
    if (text.ends_with(mark)) return without_tail(text, text.size() - mark.size());
  }
  std::string_view rest = text;
  const char closing = rest.empty() ? '\0' : rest.back();
  if (closing == ']' || closing == ')') rest.remove_suffix(1);
  std::size_t digits = 0;
  while (digits < 2 && !rest.empty() && rest.back() >= '0' && rest.back() <= '9') {
    rest.remove_suffix(1);
    ++digits;
  }
  if (closing == ']') {
    return digits > 0 && rest.ends_with('[') ? without_tail(text, rest.size() - 1) : text;
  }
  if (!rest.ends_with(kNoteSign)) return text;
  rest.remove_suffix(kNoteSign.size());
  if (closing == ')') return rest.ends_with('(') ? without_tail(text, rest.size() - 1) : text;
  return digits > 0 ? trim(rest) : text;
}

class QuantityReader {
 public:
  explicit QuantityReader(const Normal& normal) : normal_(normal), text_(normal.simplified) {
    for (std::string_view shorter = without_note(text_); shorter.size() < text_.size();
         shorter = without_note(text_)) {
      text_ = shorter;
    }
  }

  std::optional<Quantity> read_quantity() {
    if (!read_lead()) return std::nullopt;
    auto number = read_number();
    if (!number || !read_tail() || !unit_.is_whole()) return std::nullopt;
    if (compound_ && unit_.scaled()) return std::nullopt;
    if (unit_.scaled()) number = number->times_ten_to(unit_.scale());
    const auto negative = is_negative();
    if (!negative) return std::nullopt;
    Quantity quantity;
    quantity.number = *negative ? Decimal{-number->digits, number->exponent} : *number;
    quantity.unit = {unit_.code(), unit_.own_power(), written_, unit_.is_money()};
    quantity.scaled = compound_ || unit_.scaled();
    quantity.bracketed = opened_;
    return quantity;
  }

  std::optional<Unit> read_unit() {
    while (at_ < text_.size()) {
      skip_spaces();
      if (read_word("in ") || read_word("of ")) continue;
      if (!read_unit_part()) return std::nullopt;
    }
    if (unit_.is_empty() || !unit_.is_whole()) return std::nullopt;
    return Unit{unit_.code(), unit_.scale() + unit_.own_power(),
                normal_.slice_shown(0, text_.size()), unit_.is_money()};
  }

 private:
  bool read_lead() {
    while (at_ < text_.size()) {
      skip_spaces();
      const CodePoint c = decode(text_, at_);
      if ((c.value >= '0' && c.value <= '9') || c.value == '.') return true;
      if (read_arrow()) continue;
      if (sign_ == 0 && (c.value == '+' || kMinusSigns.find(c.value) != kMinusSigns.npos)) {
        sign_ = c.value == '+' ? 1 : -1;
        at_ += c.size;
      } else if (!opened_ && c.value == '(') {
        opened_ = true;
        ++at_;
      } else {
        const UnitName* name = unit_name_at(text_, at_);
        if (name == nullptr || name->kind != UnitKind::kCurrency || !read_unit_part()) return false;
      }
    }
    return false;
  }

  // Digits; or digits and scale twice, the second below the first's scale.
  std::optional<Decimal> read_number() {
    const auto first = read_digits(text_, at_);
    const UnitName* scale = first ? scale_at(at_) : nullptr;
    if (scale == nullptr) return first;
    std::size_t next = at_ + scale->written.size();
    if (next >= text_.size() || text_[next] < '0' || text_[next] > '9') return first;
    const auto second = read_digits(text_, next);
    const UnitName* lower = second ? scale_at(next) : nullptr;
    if (lower == nullptr || lower->power >= scale->power) return std::nullopt;
    const Decimal rest = second->times_ten_to(lower->power);
    if (rest.to_double() >= Decimal{1, scale->power}.to_double()) return std::nullopt;
    at_ = next + lower->written.size();
    compound_ = true;
    return sum_of(first->times_ten_to(scale->power), rest);
  }

  const UnitName* scale_at(std::size_t at) const {
    const UnitName* name = unit_name_at(text_, at);
    return name && name->kind == UnitKind::kScale ? name : nullptr;
  }

  bool read_tail() {
    while (at_ < text_.size()) {
      skip_spaces();
      if (at_ == text_.size()) break;
      if (opened_ && !closed_ && text_[at_] == ')') {
        closed_ = true;
        ++at_;
      } else if (!read_arrow() && !read_unit_part()) {
        return false;
      }
    }
    return opened_ == closed_;
  }

  bool read_unit_part() {
    skip_spaces();
    const std::size_t start = at_;
    if (at_ < text_.size() && text_[at_] == '/') {
      ++at_;
      if (!unit_.add_slash()) return false;
    } else {
      const UnitName* name = unit_name_at(text_, at_);
      if (name == nullptr || !unit_.add(*name)) return false;
      at_ += name->written.size();
      if (name->kind == UnitKind::kScale) return true;
    }
    written_ += normal_.slice_shown(start, at_);
    return true;
  }

  bool read_arrow() {
    const CodePoint c = decode(text_, at_);
    const bool up = kUpArrows.find(c.value) != kUpArrows.npos;
    const bool down = kDownArrows.find(c.value) != kDownArrows.npos;
    if (c.size == 0 || arrow_ != 0 || !(up || down)) return false;
    arrow_ = up ? 1 : -1;
    at_ += c.size;
    if (const CodePoint next = decode(text_, at_); next.value == 0xfe0f) at_ += next.size;
    return true;
  }

  // Nothing where the signs deny each other.
  std::optional<bool> is_negative() const {
    const bool minus = sign_ < 0 || opened_ || arrow_ < 0;
    const bool plus = sign_ > 0 || arrow_ > 0;
    if (minus && plus) return std::nullopt;
    return minus;
  }

  bool read_word(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  void skip_spaces() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }

  const Normal& normal_;
  std::string_view text_;
  std::size_t at_ = 0;
  UnitParts unit_;
  std::string written_;
  int sign_ = 0;   // -1, 0, 1
  int arrow_ = 0;  // -1, 0, 1
  bool opened_ = false;
  bool closed_ = false;
  bool compound_ = false;
};

}  // namespace

std::optional<Quantity> parse_quantity(std::string_view text) {
  text = trim(text);
  if (text.size() > kMaxNumberBytes || !has_digit(text) || hides_digits(text)) return std::nullopt;
  const Normal normal = normalise(text);
  return QuantityReader(normal).read_quantity();
}

std::optional<Unit> parse_unit(std::string_view text) {
  text = trim(text);
  if (text.empty() || text.size() > kMaxNumberBytes) return std::nullopt;
  const Normal normal = normalise(text);
  return QuantityReader(normal).read_unit();
}

}  // namespace eider::text
