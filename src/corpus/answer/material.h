#pragma once
// What the model gets to read: the sentences of the hits that bear on the question, few enough to
// be read in seconds. Input: question, hits -> output: sentences, in order of hit and place.
// Invariant: a sentence's text is exactly the bytes of each of its citations; a sentence that
// stands in several hits is there once, with a citation for each.

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "records/answer.h"

namespace eider::answer {

struct MaterialSentence {
  std::string text;
  std::string title;         // of the document or article it was first met in
  std::string published_at;  // of the same
  std::vector<Citation> citations;
};

using TokenCounter = std::function<std::int64_t(std::string_view)>;

/// At most `budget` tokens of sentences. What shares no word with the question, neither itself nor
/// by a neighbour, is left out, unless no sentence shares any (a question in another language).
std::vector<MaterialSentence> choose_material(std::string_view question, std::span<const Hit> hits,
                                              const TokenCounter& count_tokens,
                                              std::int64_t budget);

}  // namespace eider::answer
