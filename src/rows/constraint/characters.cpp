#include "rows/constraint/characters.h"

#include <algorithm>

#include "text/utf8.h"

namespace eider::rows {
namespace {

constexpr char32_t kFirstSurrogate = 0xD800;
constexpr char32_t kLastSurrogate = 0xDFFF;

std::string written(char32_t character) {
  switch (character) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\b':
      return "\\b";
    case '\f':
      return "\\f";
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      break;
  }
  std::string text;
  if (character >= 0x20) {
    text::append(text, character);
    return text;
  }
  constexpr std::string_view kHex = "0123456789abcdef";
  text = "\\u00";
  text += kHex[character >> 4];
  text += kHex[character & 0xF];
  return text;
}

// Ranges of code points -> sequences of byte ranges: split until each byte's range is independent
// of the others (as in Thompson's and Cox's UTF-8 automata).
class SequenceSplitter {
 public:
  explicit SequenceSplitter(LanguagePool& pool) : pool_(pool) {}

  void add(char32_t first, char32_t last) {
    constexpr char32_t kLastOfSize[] = {0x7FF, 0xFFFF, kLastCodePoint};
    char32_t start = std::max<char32_t>(first, 0x80);
    for (const char32_t size_end : kLastOfSize) {
      if (start > last) return;
      if (start <= size_end) split(start, std::min(last, size_end));
      start = std::max<char32_t>(start, size_end + 1);
    }
  }

  std::vector<Language>& choices() { return choices_; }

 private:
  void split(char32_t first, char32_t last) {
    for (unsigned bits = 6; bits <= 18; bits += 6) {
      const char32_t low = (char32_t{1} << bits) - 1;
      if ((first & ~low) == (last & ~low)) break;
      if ((first & low) != 0) {
        split(first, first | low);
        return split((first | low) + 1, last);
      }
      if ((last & low) != low) {
        split(first, (last & ~low) - 1);
        return split(last & ~low, last);
      }
    }
    std::string from;
    std::string to;
    text::append(from, first);
    text::append(to, last);
    Language sequence = kEmpty;
    for (std::size_t at = from.size(); at > 0; --at) {
      const ByteSet set = byte_range(static_cast<unsigned char>(from[at - 1]),
                                     static_cast<unsigned char>(to[at - 1]));
      sequence = pool_.then(pool_.bytes(set), sequence);
    }
    choices_.push_back(sequence);
  }

  LanguagePool& pool_;
  std::vector<Language> choices_;
};

}  // namespace

std::vector<CodePoints> joined(const std::vector<CodePoints>& ranges) {
  std::vector<CodePoints> parts;
  for (const CodePoints& range : ranges) {
    const char32_t first = std::max<char32_t>(range.first, 1);
    const char32_t last = std::min(range.last, kLastCodePoint);
    if (first < kFirstSurrogate)
      parts.push_back({first, std::min<char32_t>(last, kFirstSurrogate - 1)});
    if (last > kLastSurrogate)
      parts.push_back({std::max<char32_t>(first, kLastSurrogate + 1), last});
  }
  std::erase_if(parts, [](const CodePoints& part) { return part.first > part.last; });
  std::ranges::sort(parts, {}, &CodePoints::first);
  std::vector<CodePoints> whole;
  for (const CodePoints& part : parts) {
    if (!whole.empty() && part.first <= whole.back().last + 1) {
      whole.back().last = std::max(whole.back().last, part.last);
    } else {
      whole.push_back(part);
    }
  }
  return whole;
}

std::vector<CodePoints> all_but(const std::vector<CodePoints>& ranges) {
  std::vector<CodePoints> others;
  char32_t next = 1;
  for (const CodePoints& range : joined(ranges)) {
    if (range.first > next) others.push_back({next, range.first - 1});
    next = range.last + 1;
  }
  if (next <= kLastCodePoint) others.push_back({next, kLastCodePoint});
  return joined(others);
}

Language character(LanguagePool& pool, const std::vector<CodePoints>& ranges) {
  ByteSet plain;
  SequenceSplitter splitter(pool);
  for (const CodePoints& range : joined(ranges)) {
    for (char32_t c = range.first; c <= std::min<char32_t>(range.last, 0x7F); ++c) {
      const std::string text = written(c);
      if (text.size() == 1) {
        plain.set(c);
      } else {
        splitter.choices().push_back(pool.literal(text));
      }
    }
    splitter.add(range.first, range.last);
  }
  splitter.choices().push_back(pool.bytes(plain));
  return pool.either(splitter.choices());
}

Language any_character(LanguagePool& pool) { return character(pool, {{1, kLastCodePoint}}); }

std::vector<std::string> written_characters(std::string_view text) {
  std::vector<std::string> characters;
  for (std::size_t at = 0; at < text.size();) {
    const text::CodePoint next = text::decode(text, at);
    characters.push_back(written(next.value == 0 ? text::kReplacement : next.value));
    at += next.size;
  }
  return characters;
}

std::string json_string(std::string_view text) {
  std::string result = "\"";
  for (const std::string& character : written_characters(text)) result += character;
  return result += '"';
}

}  // namespace eider::rows
