#pragma once
// In which role a company stands in a sentence: subject, source of the text, or speaker.
//
// Source: a credit ("(source: X)", a bracket that closes a paragraph, "X Aug 18 wire" at the start
// of a line, "data of X show"). Speaker: a broker whose analyst or research note is quoted. Both
// only lend their name to the news and are no evidence of what they do; all else is subject.
// The rules are general wording of Chinese and English news, on folded text.

#include <string_view>

#include "base/span.h"
#include "records/theme.h"

namespace eider::theme {

/// `name` is the byte range of a company's name in `folded`, the folded text of one article.
MentionRole role_of(std::string_view folded, Span name);

}  // namespace eider::theme
