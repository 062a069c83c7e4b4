#pragma once
// Traditional and simplified characters, from OpenCC's table (make_script_table.py).

namespace eider::text {

/// The simplified character that replaces `c`; `c` itself where nothing does.
char32_t simplified(char32_t c);

enum class Telling { kNothing, kHant, kHans };

/// kHant: traditional text uses `c` and simplified text does not; kHans: the other way round.
Telling script_of(char32_t c);

}  // namespace eider::text
