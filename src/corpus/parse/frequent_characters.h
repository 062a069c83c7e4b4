#pragma once
// Characters that most of a written text is made of: bytes read in a wrong encoding give others.

namespace eider::parse {

/// Of written Chinese, in either script (about 560 characters, two in three of a news text).
bool is_frequent_han(char32_t c);

/// Of written Korean.
bool is_frequent_hangul(char32_t c);

}  // namespace eider::parse
