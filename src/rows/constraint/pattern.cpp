#include "rows/constraint/pattern.h"

#include <optional>
#include <string>

#include "rows/constraint/characters.h"
#include "rows/constraint/limits.h"
#include "text/utf8.h"

namespace eider::rows {
namespace {

using Ranges = std::vector<CodePoints>;

const Ranges kDigits{{'0', '9'}};
const Ranges kWordCharacters{{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
const Ranges kSpaces{{'\t', '\n'}, {'\f', '\r'}, {' ', ' '}};
const Ranges kHan{{0x3005, 0x3005}, {0x3007, 0x3007}, {0x3400, 0x4DBF},
                  {0x4E00, 0x9FFF}, {0xF900, 0xFAFF}, {0x20000, 0x3FFFD}};

std::optional<std::uint32_t> hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return std::nullopt;
}

// Recursive descent: choices of sequences of repeated atoms.
class PatternReader {
 public:
  PatternReader(LanguagePool& pool, std::string_view pattern) : pool_(pool), pattern_(pattern) {}

  Result<Language> read() {
    if (peek() == '^') ++at_;
    if (pattern_.ends_with('$') && !escaped_end()) pattern_.remove_suffix(1);
    auto language = read_choices(0);
    if (language && at_ < pattern_.size()) return wrong("')' without '('");
    return language;
  }

 private:
  int peek(std::size_t ahead = 0) const {
    return at_ + ahead < pattern_.size() ? static_cast<unsigned char>(pattern_[at_ + ahead]) : -1;
  }

  bool take(std::string_view text) {
    if (!pattern_.substr(at_).starts_with(text)) return false;
    at_ += text.size();
    return true;
  }

  std::unexpected<Error> wrong(std::string_view what,
                               ErrorCode code = ErrorCode::kInvalidArgument) const {
    return fail(code, "pattern: " + std::string(what), "byte " + std::to_string(at_));
  }

  bool escaped_end() const {
    std::size_t slashes = 0;
    while (slashes + 1 < pattern_.size() && pattern_[pattern_.size() - 2 - slashes] == '\\') {
      ++slashes;
    }
    return slashes % 2 == 1;
  }

  Result<Language> read_choices(std::size_t depth) {
    if (depth > kMaxPatternDepth) {
      return wrong("groups more than " + std::to_string(kMaxPatternDepth) + " deep",
                   ErrorCode::kLimit);
    }
    std::vector<Language> choices;
    do {
      std::vector<Language> sequence;
      while (peek() >= 0 && peek() != '|' && peek() != ')') {
        auto part = read_repeated(depth);
        if (!part) return part;
        sequence.push_back(*part);
      }
      Language language = kEmpty;
      for (std::size_t i = sequence.size(); i > 0; --i) {
        language = pool_.then(sequence[i - 1], language);
      }
      choices.push_back(language);
    } while (take("|"));
    return pool_.either(choices);
  }

  Result<Language> read_repeated(std::size_t depth) {
    auto language = read_atom(depth);
    if (!language) return language;
    std::uint32_t least = 1;
    std::uint32_t most = 1;
    if (take("*")) {
      least = 0;
      most = kNoMost;
    } else if (take("+")) {
      most = kNoMost;
    } else if (take("?")) {
      least = 0;
    } else if (take("{")) {
      const auto read = read_counts(least, most);
      if (!read) return std::unexpected(read.error());
    } else {
      return language;
    }
    const int next = peek();
    if (next == '*' || next == '+' || next == '?' || next == '{') {
      return wrong("a repeat of a repeat; put the first in (?:...)", ErrorCode::kUnsupported);
    }
    return pool_.repeat(*language, least, most);
  }

  Result<void> read_counts(std::uint32_t& least, std::uint32_t& most) {
    const auto first = read_count();
    if (!first) return std::unexpected(first.error());
    least = most = *first;
    if (take(",")) {
      most = kNoMost;
      if (peek() != '}') {
        const auto second = read_count();
        if (!second) return std::unexpected(second.error());
        most = *second;
      }
    }
    if (!take("}")) return wrong("'}' is missing behind a count");
    if (least > most) return wrong("a count {m,n} with m above n");
    return {};
  }

  Result<std::uint32_t> read_count() {
    if (peek() < '0' || peek() > '9') return wrong("a count of digits is missing behind '{'");
    std::uint32_t count = 0;
    while (peek() >= '0' && peek() <= '9') {
      count = count * 10 + static_cast<std::uint32_t>(peek() - '0');
      ++at_;
      if (count <= kMaxPatternRepeats) continue;
      return wrong("a count above " + std::to_string(kMaxPatternRepeats), ErrorCode::kLimit);
    }
    return count;
  }

  Result<Language> read_atom(std::size_t depth) {
    if (take("(")) {
      if (peek() == '?' && !take("?:")) {
        return wrong("'(?' other than '(?:'", ErrorCode::kUnsupported);
      }
      auto inner = read_choices(depth + 1);
      if (inner && !take(")")) return wrong("')' is missing");
      return inner;
    }
    if (take("[")) return read_class();
    if (take(".")) return character(pool_, all_but({{'\n', '\n'}}));
    const int next = peek();
    if (next == '*' || next == '+' || next == '?' || next == '{') {
      return wrong("a repeat of nothing");
    }
    if (next == '^' || next == '$') {
      return wrong("^ and $ but at the ends", ErrorCode::kUnsupported);
    }
    const auto ranges = read_character();
    if (!ranges) return std::unexpected(ranges.error());
    return checked(*ranges);
  }

  Result<Language> checked(const Ranges& ranges) {
    const Language language = character(pool_, ranges);
    if (language == kNothing) return wrong("no character can match");
    return language;
  }

  // Behind '['. A ']' right at the start stands for itself.
  Result<Language> read_class() {
    const bool inverted = take("^");
    Ranges ranges;
    bool is_first = true;
    while (is_first || peek() != ']') {
      is_first = false;
      if (peek() < 0) return wrong("']' is missing");
      if (pattern_.substr(at_).starts_with("[:")) {
        return wrong("a class by name", ErrorCode::kUnsupported);
      }
      auto part = read_character();
      if (!part) return std::unexpected(part.error());
      if (peek() == '-' && peek(1) != ']' && peek(1) >= 0) {
        ++at_;
        const auto last = read_character();
        if (!last) return std::unexpected(last.error());
        const bool are_single = part->size() == 1 && last->size() == 1 &&
                                part->front().first == part->front().last &&
                                last->front().first == last->front().last;
        if (!are_single) return wrong("a range of what is no single character");
        if (part->front().first > last->front().first) return wrong("a range from high to low");
        part->front().last = last->front().last;
      }
      ranges.insert(ranges.end(), part->begin(), part->end());
    }
    ++at_;
    return checked(inverted ? all_but(ranges) : ranges);
  }

  Result<Ranges> read_character() {
    if (take("\\")) return read_escape();
    const text::CodePoint next = text::decode(pattern_, at_);
    at_ += next.size;
    return Ranges{{next.value, next.value}};
  }

  Result<Ranges> read_escape() {
    const int letter = peek();
    if (letter < 0) return wrong("'\\' at the end");
    ++at_;
    switch (letter) {
      case 'd':
        return kDigits;
      case 'D':
        return all_but(kDigits);
      case 'w':
        return kWordCharacters;
      case 'W':
        return all_but(kWordCharacters);
      case 's':
        return kSpaces;
      case 'S':
        return all_but(kSpaces);
      case 'n':
        return Ranges{{'\n', '\n'}};
      case 'r':
        return Ranges{{'\r', '\r'}};
      case 't':
        return Ranges{{'\t', '\t'}};
      case 'f':
        return Ranges{{'\f', '\f'}};
      case 'v':
        return Ranges{{'\v', '\v'}};
      case 'x':
        return read_hex(2);
      case 'u':
        return read_hex(4);
      case 'p':
        if (take("{Han}")) return kHan;
        return wrong("a class \\p other than \\p{Han}", ErrorCode::kUnsupported);
      default:
        break;
    }
    const bool is_word = (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
                         (letter >= 'A' && letter <= 'Z') || letter >= 0x80;
    if (is_word) {
      --at_;
      return wrong("'\\' before this character", ErrorCode::kUnsupported);
    }
    return Ranges{{static_cast<char32_t>(letter), static_cast<char32_t>(letter)}};
  }

  // Exactly `digits` of them, or any number in braces.
  Result<Ranges> read_hex(std::size_t digits) {
    const bool has_braces = take("{");
    char32_t value = 0;
    std::size_t count = 0;
    while (has_braces ? peek() != '}' : count < digits) {
      const auto digit = peek() < 0 ? std::nullopt : hex_value(static_cast<char>(peek()));
      if (!digit) return wrong("a hexadecimal digit is missing");
      value = value * 16 + *digit;
      if (value > kLastCodePoint) return wrong("a character above U+10FFFF");
      ++at_;
      ++count;
    }
    if (has_braces) ++at_;
    if (count == 0) return wrong("a hexadecimal digit is missing");
    return Ranges{{value, value}};
  }

  LanguagePool& pool_;
  std::string_view pattern_;
  std::size_t at_ = 0;
};

}  // namespace

Result<Language> language_of_pattern(LanguagePool& pool, std::string_view pattern) {
  if (pattern.size() > kMaxPatternBytes) {
    return fail(ErrorCode::kLimit,
                "the pattern is longer than " + std::to_string(kMaxPatternBytes) + " bytes");
  }
  const std::size_t broken = text::first_invalid_byte(pattern);
  if (broken != std::string_view::npos) {
    return fail(ErrorCode::kInvalidArgument, "the pattern is not UTF-8",
                "byte " + std::to_string(broken));
  }
  auto language = PatternReader(pool, pattern).read();
  if (!language) return language;
  const auto checked = pool.check_states(*language, kMaxPatternStates);
  if (!checked) return fail(ErrorCode::kLimit, "the pattern has " + checked.error().what);
  return language;
}

}  // namespace eider::rows
