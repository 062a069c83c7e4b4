// Short sorted lists, looked up without regard to case. Words of one letter or with inner points
// ("U.S", "p.m") are initials and need no list.

#include "text/abbreviations.h"

#include <algorithm>
#include <array>
#include <string>

#include "text/ascii.h"

namespace eider::text {
namespace {

constexpr std::array<std::string_view, 23> kNever = {
    "adm", "capt", "cf", "col", "dr",   "e.g", "gen", "gov", "hon", "i.e", "lt", "messrs",
    "mr",  "mrs",  "ms", "mt",  "prof", "rep", "rev", "sen", "sgt", "viz", "vs",
};

constexpr std::array<std::string_view, 25> kBeforeNumber = {
    "apr", "art", "aug", "ch",  "chap", "dec", "eq", "feb", "fig", "figs", "jan", "jul", "jun",
    "mar", "no",  "nos", "nov", "oct",  "p",   "pp", "sec", "sep", "sept", "tab", "vol",
};

constexpr std::array<std::string_view, 24> kMaybe = {
    "al",  "approx", "assn", "ave", "bros", "co",  "corp", "dept", "dist", "ed", "eds", "est",
    "etc", "inc",    "intl", "jr",  "llc",  "ltd", "mfg",  "plc",  "pty",  "sr", "st",  "univ",
};

constexpr std::array<std::string_view, 36> kOpeners = {
    "A",    "After",     "Although", "An",      "And",  "As",   "At",    "Because", "But",
    "By",   "For",       "He",       "However", "I",    "If",   "In",    "It",      "Its",
    "Many", "Meanwhile", "More",     "On",      "Our",  "She",  "Since", "So",      "That",
    "The",  "Their",     "There",    "These",   "They", "This", "We",    "When",    "While",
};

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// "J", "U.S", "p.m": letters with points between them.
bool is_initials(std::string_view word) {
  if (word.size() % 2 == 0) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (i % 2 == 0 ? !is_ascii_letter(word[i]) : word[i] != '.') return false;
  }
  return true;
}

}  // namespace

static_assert(std::ranges::is_sorted(kNever));
static_assert(std::ranges::is_sorted(kBeforeNumber));
static_assert(std::ranges::is_sorted(kMaybe));
static_assert(std::ranges::is_sorted(kOpeners));

Abbreviation abbreviation_of(std::string_view word) {
  const std::string known = lower_ascii(word);
  if (std::ranges::binary_search(kNever, known)) return Abbreviation::kNever;
  if (std::ranges::binary_search(kBeforeNumber, known)) return Abbreviation::kBeforeNumber;
  if (std::ranges::binary_search(kMaybe, known)) return Abbreviation::kMaybe;
  return is_initials(word) ? Abbreviation::kMaybe : Abbreviation::kNone;
}

bool opens_sentences(std::string_view word) { return std::ranges::binary_search(kOpeners, word); }

}  // namespace eider::text
