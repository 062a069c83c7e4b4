#include "corpus/parse/encoding_guess.h"

#include <uchardet/uchardet.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "corpus/parse/charset.h"
#include "corpus/parse/frequent_characters.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

constexpr std::size_t kSampleBytes = 1u << 18;  // weighed; the choice must then decode the whole
constexpr double kPlausible = 0.2;              // mean weight of a character
constexpr double kPlausibleOfFew = 0.35;        // where there are fewer than four
constexpr std::size_t kFew = 4;
constexpr std::size_t kFewest = 2;      // one character proves nothing
constexpr double kAlphabetShare = 0.9;  // of the letters, in one alphabet

bool between(char32_t c, char32_t low, char32_t high) { return low <= c && c <= high; }
bool is_ascii_letter(char32_t c) { return between(c | 0x20, 'a', 'z') && c < 0x80; }
bool is_hangul(char32_t c) { return between(c, 0xAC00, 0xD7A3); }
bool is_hiragana(char32_t c) { return between(c, 0x3041, 0x309F); }
bool is_katakana(char32_t c) { return between(c, 0x30A0, 0x30FF); }

// Marks that East Asian texts set between their characters, and full-width letters and digits.
bool is_wide_mark(char32_t c) {
  return between(c, 0x3000, 0x3017) || between(c, 0xFF01, 0xFF5E) || between(c, 0x2013, 0x2026) ||
         c == 0xB7 || c == 0x25CF || c == 0x25CB || c == 0x25A0 || c == 0x2103 || c == 0xFFE5;
}

double weigh_odd(char32_t c) {
  bool control = c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f';
  if (control || between(c, 0x7F, 0x9F)) return -3;
  bool no_text = between(c, 0xE000, 0xF8FF) || c >= 0x10000 || between(c, 0xFF61, 0xFF9F);
  return no_text ? -1.5 : -0.7;
}

double weigh_chinese(char32_t c) {
  if (text::is_han(c)) return is_frequent_han(c) ? 1 : -0.25;
  if (is_wide_mark(c)) return 0.8;
  if (is_hiragana(c) || is_katakana(c)) return 0;
  return weigh_odd(c);
}

double weigh_japanese(char32_t c) {
  if (is_hiragana(c)) return 1;
  if (is_katakana(c)) return 0.7;
  if (text::is_han(c)) return is_frequent_han(c) ? 0.3 : 0;
  if (is_wide_mark(c)) return 0.8;
  return weigh_odd(c);
}

double weigh_korean(char32_t c) {
  if (is_hangul(c)) return is_frequent_hangul(c) ? 1 : 0;
  if (text::is_han(c)) return -0.3;
  if (is_wide_mark(c)) return 0.5;
  return weigh_odd(c);
}

// Every letter, as UTF-16 has all languages: what is read at the wrong byte spreads everywhere.
double weigh_any(char32_t c) {
  if (c < 0x80) {
    bool letter = is_ascii_letter(c) || between(c, '0', '9');
    bool mark = between(c, 0x20, 0x7E) || between(c, '\t', '\r');
    return letter ? 0.8 : mark ? 0.5 : weigh_odd(c);
  }
  return std::max({weigh_chinese(c), weigh_japanese(c), weigh_korean(c)});
}

struct Weight {
  double sum = 0;
  std::size_t count = 0;

  double mean() const { return count == 0 ? 0 : sum / static_cast<double>(count); }
  bool is_plausible() const { return mean() >= (count < kFew ? kPlausibleOfFew : kPlausible); }
};

Weight weigh_wide(std::string_view text, double (*weigh)(char32_t), bool with_ascii) {
  Weight weight;
  for (std::size_t at = 0; at < text.size();) {
    text::CodePoint c = text::decode(text, at);
    at += c.size;
    if (c.value < 0x80 && !with_ascii) continue;
    weight.sum += weigh(c.value);
    ++weight.count;
  }
  if (weight.count < kFewest) weight.sum = 0;
  return weight;
}

// Western letters stand between ASCII ones, one or two at a time.
Weight weigh_western(std::string_view text) {
  Weight weight;
  char32_t before = ' ';
  std::size_t run = 0;
  for (std::size_t at = 0; at < text.size();) {
    text::CodePoint c = text::decode(text, at);
    at += c.size;
    run = c.value < 0x80 ? 0 : run + 1;
    if (c.value >= 0x80) {
      char32_t next = text::decode(text, at).value;
      bool letter = between(c.value, 0xC0, 0xFF) && c.value != 0xD7 && c.value != 0xF7;
      bool joined = is_ascii_letter(before) || is_ascii_letter(next);
      bool mark = between(c.value, 0x2013, 0x2026) || between(c.value, 0xA0, 0xBF) ||
                  c.value == 0x20AC || c.value == 0x2122;
      bool fits = run <= 2 && ((letter && joined) || mark);
      weight.sum += !fits ? -1 : letter ? 0.6 : 0.4;
      ++weight.count;
    }
    before = c.value;
  }
  // Few such letters are the rule in English: they say little, but nothing against it.
  if (weight.count > 0 && weight.count < kFew && weight.mean() > kPlausible) {
    weight.sum = (kPlausibleOfFew + 0.01) * static_cast<double>(weight.count);
  }
  return weight;
}

Weight weigh_western_text(std::string_view text, double (*)(char32_t), bool) {
  return weigh_western(text);
}

struct Candidate {
  const char* encoding;
  Weight (*read)(std::string_view text, double (*weigh)(char32_t), bool with_ascii);
  double (*weigh)(char32_t);
  bool utf16;
};

constexpr std::array kCandidates = {
    Candidate{"GB18030", &weigh_wide, &weigh_chinese, false},
    Candidate{"Big5", &weigh_wide, &weigh_chinese, false},
    Candidate{"Shift_JIS", &weigh_wide, &weigh_japanese, false},
    Candidate{"EUC-JP", &weigh_wide, &weigh_japanese, false},
    Candidate{"EUC-KR", &weigh_wide, &weigh_korean, false},
    Candidate{"windows-1252", &weigh_western_text, nullptr, false},
    Candidate{"UTF-16LE", &weigh_wide, &weigh_any, true},
    Candidate{"UTF-16BE", &weigh_wide, &weigh_any, true},
};

// The bytes that say something: from the first one above ASCII on, except in UTF-16. A character
// that the sample's end cuts is not its fault.
std::string_view sample_of(std::string_view bytes, bool utf16) {
  if (!utf16) {
    auto high = std::find_if(bytes.begin(), bytes.end(),
                             [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    auto start = static_cast<std::size_t>(high - bytes.begin());
    bytes.remove_prefix(start > 0 ? start - 1 : 0);
  }
  return bytes.substr(0, kSampleBytes);
}

struct Choice {
  const Candidate* candidate = nullptr;
  double mean = 0;
};

std::vector<Choice> weigh_candidates(std::string_view bytes, bool only_utf16) {
  std::vector<Choice> choices;
  for (const Candidate& candidate : kCandidates) {
    if (only_utf16 && !candidate.utf16) continue;
    if (candidate.utf16 && bytes.size() % 2 != 0) continue;
    std::string_view sample = sample_of(bytes, candidate.utf16);
    bool cut = sample.size() == kSampleBytes;
    Result<std::string> text = decode_charset(sample, candidate.encoding);
    if (!text && !cut) continue;
    std::string read =
        text ? std::move(*text) : decode_charset_leniently(sample, candidate.encoding);
    Weight weight = candidate.read(read, candidate.weigh, candidate.utf16);
    if (weight.is_plausible()) choices.push_back({&candidate, weight.mean()});
  }
  std::stable_sort(choices.begin(), choices.end(),
                   [](const Choice& a, const Choice& b) { return a.mean > b.mean; });
  return choices;
}

// Cyrillic, Greek, Hebrew, Arabic, Thai: 0 for what is in none of them.
int alphabet_of(char32_t c) {
  if (between(c, 0x0400, 0x04FF)) return 1;
  if (between(c, 0x0370, 0x03FF)) return 2;
  if (between(c, 0x0590, 0x05FF)) return 3;
  if (between(c, 0x0600, 0x06FF)) return 4;
  return between(c, 0x0E00, 0x0E7F) ? 5 : 0;
}

bool is_one_alphabet(std::string_view text) {
  std::array<std::size_t, 6> count{};
  std::size_t all = 0;
  for (std::size_t at = 0; at < text.size();) {
    text::CodePoint c = text::decode(text, at);
    at += c.size;
    if (c.value < 0x80 || text::is_punctuation(c.value)) continue;
    ++count[static_cast<std::size_t>(alphabet_of(c.value))];
    ++all;
  }
  std::size_t most = *std::max_element(count.begin() + 1, count.end());
  return all >= kFew && static_cast<double>(most) >= kAlphabetShare * static_cast<double>(all);
}

EncodingGuess guess_alphabet(std::string_view bytes) {
  std::unique_ptr<uchardet, void (*)(uchardet_t)> detector(uchardet_new(), &uchardet_delete);
  if (!detector) return {};
  std::string_view sample = sample_of(bytes, false);
  if (uchardet_handle_data(detector.get(), sample.data(), sample.size()) != 0) return {};
  uchardet_data_end(detector.get());
  std::string encoding = charset_of_label(uchardet_get_charset(detector.get()));
  if (encoding.empty()) return {};
  Result<std::string> text = decode_charset(bytes, encoding);
  if (!text || !is_one_alphabet(*text)) return {};
  return {std::move(*text), std::move(encoding)};
}

}  // namespace

EncodingGuess guess_encoding(std::string_view bytes, bool only_utf16) {
  for (const Choice& choice : weigh_candidates(bytes, only_utf16)) {
    Result<std::string> text = decode_charset(bytes, choice.candidate->encoding);
    if (text) return {std::move(*text), choice.candidate->encoding};
  }
  return only_utf16 ? EncodingGuess{} : guess_alphabet(bytes);
}

}  // namespace eider::parse
