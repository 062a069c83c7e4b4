#pragma once
// Which language and script a text is in, by counting characters.

#include <string>
#include <string_view>

namespace eider::text {

/// `language`: "zh", "en", "mixed", "" (too little text). `script`: "Hans", "Hant", "Latn",
/// "mixed", "". Hans and Hant are told apart by characters that exist in only one of them.
struct Script {
  std::string language;
  std::string script;
};

Script detect_script(std::string_view text);

}  // namespace eider::text
