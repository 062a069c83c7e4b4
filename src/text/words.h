#pragma once
// The words of the keyword index: Han unigrams and bigrams, Latin words, numbers.
// Input is folded text (text/fold.h); spans are its byte ranges.

#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace eider::text {

struct Word {
  std::string_view text;  // into the folded text
  Span span;
};

/// In order of their first byte; a Han bigram follows the unigram it starts with. A number keeps
/// its inner points and commas ("1,117.5" is one word); a Latin word ends at anything that is
/// neither letter nor digit ("gpt-4" is two words, "h100" one). Kana and Hangul run as Latin does.
std::vector<Word> words(std::string_view folded);

}  // namespace eider::text
