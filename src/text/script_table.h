#pragma once
// Traditional and simplified characters, from OpenCC's table (make_script_table.py).

namespace eider::text {

/// The simplified character that replaces `c`; `c` itself where nothing does.
char32_t simplified(char32_t c);

bool is_hant_only(char32_t c);  // traditional text uses it, simplified text does not
bool is_hans_only(char32_t c);  // simplified text uses it, traditional text does not

}  // namespace eider::text
