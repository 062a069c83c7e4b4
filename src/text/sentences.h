#pragma once
// Where sentences end, in Chinese and English text. Spans are byte ranges of `text`, in order,
// disjoint, without white space at either end; together they hold every character that is not
// white space. A closing quote or bracket belongs to the sentence it closes; "3.5", "U.S.",
// "No. 5" and "Co., Ltd." end nothing; a blank line ends a sentence.

#include <string_view>
#include <vector>

#include "base/span.h"

namespace eider::text {

std::vector<Span> sentences(std::string_view text);

}  // namespace eider::text
