// One pass from left to right. At every run of stop marks (with the closing quotes after it) the
// rules of the header decide whether the sentence ends there; none looks further than a word.

#include "text/sentences.h"

#include <algorithm>
#include <string>

#include "text/abbreviations.h"
#include "text/utf8.h"

namespace eider::text {
namespace {

constexpr std::size_t kLongSentence = 120;  // characters, from where weak stops count
constexpr std::size_t kLongTitle = 120;     // bytes: further away, a closing mark is unrelated
constexpr std::size_t kLongWord = 12;       // bytes: no abbreviation is longer

enum class Stop { kNone, kWeak, kPoint, kMark, kFull };

constexpr char32_t kEllipsis = 0x2026;

Stop stop_of(char32_t c) {
  if (c == U'.' || c == 0xFF0E) return Stop::kPoint;
  if (c == U'!' || c == U'?') return Stop::kMark;
  if (c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF61) return Stop::kFull;
  return c == 0xFF1B || c == kEllipsis ? Stop::kWeak : Stop::kNone;
}

bool is_one_of(char32_t c, std::u32string_view set) { return set.find(c) != set.npos; }

bool is_line_break(char32_t c) { return is_one_of(c, U"\n\r\v\f\u0085\u2028\u2029"); }

bool is_closing(char32_t c) {
  return is_one_of(c, U")]}\u201D\u2019\u300D\u300F\uFF09\u3011\u300B\u3009\u3015\uFF3D\uFF5D");
}

bool is_opening(char32_t c) {
  return is_one_of(c, U"([{\"'\u201C\u2018\u300C\u300E\uFF08\u3010\u300A\u3008\u3014\uFF3B");
}

bool is_plain_quote(char32_t c) { return c == U'"' || c == 0xFF02; }

/// Marks that carry a sentence on: commas, colons, semicolons of both widths.
bool is_joining(char32_t c) { return is_one_of(c, U",;:\uFF0C\uFF1B\uFF1A\u3001"); }

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// A run of stop marks and what closes after it.
struct Ending {
  Stop stop = Stop::kNone;
  std::size_t start = 0;  // first byte of the marks
  std::size_t marks = 0;
  std::size_t stop_byte = 0;  // after the closing quotes
  bool ellipsis = false;      // ends in U+2026 or several points
};

class Splitter {
 public:
  explicit Splitter(std::string_view text) : text_(text) {}

  std::vector<Span> split() {
    while (at_ < text_.size()) {
      const CodePoint c = decode(text_, at_);
      if (is_line_break(c.value)) {
        finish(at_);
      } else if (stop_of(c.value) != Stop::kNone) {
        const Ending ending = read_ending();
        if (ends(ending)) finish(ending.stop_byte);
        at_ = ending.stop_byte;
        continue;
      } else {
        note(c);
      }
      at_ += c.size;
    }
    finish(text_.size());
    return std::move(spans_);
  }

 private:
  /// Keeps what the rules need to know about the sentence so far.
  void note(CodePoint c) {
    ++characters_;
    if (is_plain_quote(c.value)) quote_open_ = !quote_open_;
    if (c.value != 0x300A) return;
    const auto near = text_.substr(at_, kLongTitle);
    const auto close = near.find("\u300B");
    if (close < near.find('\n')) title_stop_ = at_ + close;
  }

  void finish(std::size_t stop) {
    const std::string_view sentence = trim(text_.substr(start_, stop - start_));
    if (!sentence.empty()) {
      const auto begin = static_cast<std::int64_t>(sentence.data() - text_.data());
      spans_.push_back({begin, begin + static_cast<std::int64_t>(sentence.size())});
    }
    start_ = stop;
    characters_ = 0;
    quote_open_ = false;
    title_stop_ = 0;
  }

  Ending read_ending() {
    Ending ending{.start = at_, .stop_byte = at_};
    CodePoint c = decode(text_, at_);
    for (Stop stop = stop_of(c.value); stop != Stop::kNone; stop = stop_of(c.value)) {
      ending.stop = std::max(ending.stop, stop);
      ++ending.marks;
      ending.ellipsis = c.value == kEllipsis || (stop == Stop::kPoint && ending.marks > 1);
      ending.stop_byte += c.size;
      c = decode(text_, ending.stop_byte);
    }
    characters_ += ending.marks;
    while (c.size > 0 && closes(c.value, ending.stop_byte + c.size)) {
      if (is_plain_quote(c.value)) quote_open_ = false;
      ++characters_;
      ending.stop_byte += c.size;
      c = decode(text_, ending.stop_byte);
    }
    return ending;
  }

  bool closes(char32_t c, std::size_t after) const {
    if (is_plain_quote(c)) return quote_open_;
    if (c != U'\'') return is_closing(c);
    const CodePoint next = decode(text_, after);
    return next.size == 0 || is_space(next.value);
  }

  bool ends(const Ending& ending) const {
    if (ending.start < title_stop_) return false;
    const CodePoint next = decode(text_, ending.stop_byte);
    if (is_joining(next.value)) return false;
    if (ending.stop == Stop::kFull) return true;
    if (next.size == 0 || is_space(next.value)) return ends_before_space(ending);
    if (ending.stop == Stop::kWeak) return characters_ > kLongSentence;
    const bool han_before = is_han(decode_before(text_, ending.start).value);
    if (ending.stop == Stop::kPoint) return han_before && is_han(next.value);
    return han_before || is_han(next.value);
  }

  bool ends_before_space(const Ending& ending) const {
    std::size_t at = ending.stop_byte;
    CodePoint next = decode(text_, at);
    while (next.size > 0 && is_space(next.value)) {
      if (is_line_break(next.value)) return true;
      at += next.size;
      next = decode(text_, at);
    }
    if (next.size == 0) return true;
    if (next.value >= U'a' && next.value <= U'z') return false;
    if (ending.ellipsis) return !is_digit(next.value);  // points that lead to a page number
    if (ending.stop == Stop::kMark) return true;
    if (ending.stop == Stop::kWeak) return characters_ > kLongSentence;
    return !is_item_number(ending.start) && point_ends(ending.start, at);
  }

  /// Whether the full stop at `point`, with the next word at `next`, ends a sentence.
  bool point_ends(std::size_t point, std::size_t next) const {
    switch (abbreviation_of(word_before(point))) {
      case Abbreviation::kNone:
        return true;
      case Abbreviation::kNever:
        return false;
      case Abbreviation::kBeforeNumber:
        return !is_digit(decode(text_, next).value);
      case Abbreviation::kMaybe:
        return opens_sentences(word_after(next));
    }
    return true;
  }

  /// "1", "12", "b", "iv" and nothing else since the sentence began.
  bool is_item_number(std::size_t point) const {
    const std::string_view number = trim(text_.substr(start_, point - start_));
    if (number.size() == 1 && is_ascii_letter(number[0])) return true;
    if (number.empty() || number.size() > 4) return false;
    return number.find_first_not_of("0123456789") == number.npos ||
           number.find_first_not_of("ivxIVX") == number.npos;
  }

  std::string_view word_before(std::size_t point) const {
    std::size_t start = point;
    const std::size_t lowest = std::max(start_, point - std::min(point, kLongWord));
    while (start > lowest && (is_ascii_letter(text_[start - 1]) || text_[start - 1] == '.')) {
      --start;
    }
    return text_.substr(start, point - start);
  }

  std::string_view word_after(std::size_t at) const {
    CodePoint c = decode(text_, at);
    while (c.size > 0 && is_opening(c.value)) {
      at += c.size;
      c = decode(text_, at);
    }
    std::size_t stop = at;
    while (stop < text_.size() && stop - at < kLongWord && is_ascii_letter(text_[stop])) ++stop;
    return text_.substr(at, stop - at);
  }

  std::string_view text_;
  std::vector<Span> spans_;
  std::size_t at_ = 0;
  std::size_t start_ = 0;       // of the sentence
  std::size_t characters_ = 0;  // in the sentence so far
  bool quote_open_ = false;     // after an odd number of plain double quotes
  std::size_t title_stop_ = 0;  // closing mark of the title in U+300A that is open
};

}  // namespace

std::vector<Span> sentences(std::string_view text) { return Splitter(text).split(); }

}  // namespace eider::text
