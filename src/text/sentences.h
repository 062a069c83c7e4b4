#pragma once
// Where sentences end, in Chinese and English text. Spans are byte ranges of `text`, in order,
// disjoint, without white space at either end; together they hold every character that is not
// white space.
//
// - A line break ends a sentence: the reader has already joined hard-wrapped lines, so one that
//   is left stands between list items, table rows or paragraphs.
// - U+3002, the full-width ! and ?, and . ! ? before white space end a sentence, with the closing
//   quotes and brackets that follow; not before a comma or inside a short title in U+300A.
// - "3.5", "U.S.", "No. 5" and "Co., Ltd." end nothing, nor does the number of a list item.
// - The full-width semicolon and the ellipsis end only a sentence of more than 120 characters.

#include <string_view>
#include <vector>

#include "base/span.h"

namespace eider::text {

std::vector<Span> sentences(std::string_view text);

}  // namespace eider::text
