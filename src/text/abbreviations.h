#pragma once
// English abbreviations, and what a full stop after one means.

#include <string_view>

namespace eider::text {

enum class Abbreviation {
  kNone,          // an ordinary word: the stop ends the sentence
  kNever,         // "Mr.", "e.g.": something always follows
  kBeforeNumber,  // "No.", "Jan.": only a number goes on, else the stop ends
  kMaybe,         // "Inc.", "U.S.", an initial: ends only before a word that opens sentences
};

/// `word` is what stands before the stop, without it: "Mr", "U.S", "J".
Abbreviation abbreviation_of(std::string_view word);

/// "The", "It", "However": a word that follows an abbreviation only in a new sentence.
bool opens_sentences(std::string_view word);

}  // namespace eider::text
