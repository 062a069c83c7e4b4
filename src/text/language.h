#pragma once
// Which language and script a text is in, by counting characters. Statistics of a whole text:
// one or two words say little.

#include <string>
#include <string_view>

namespace eider::text {

/// `language`: "zh", "en", "mixed", "" (too little text, or another script such as kana).
/// Text in Latin letters counts as "en"; English terms inside Chinese sentences leave it "zh".
/// `script`: "Hans", "Hant", "Latn", "mixed", "" (also Chinese of which each character is in
/// both scripts). Hans and Hant are told apart by characters that exist in only one of them.
struct Script {
  std::string language;
  std::string script;
};

Script detect_script(std::string_view text);

}  // namespace eider::text
