#include "theme/keywords/prompts.h"

#include <string>
#include <utility>

namespace eider::theme {

namespace {

// "You are an editor who sorts news by theme. Answer only in the form asked for."
constexpr std::string_view kSystem =
    "\u4f60\u662f\u7ed9\u65b0\u95fb\u5206\u7c7b\u7684\u7f16\u8f91\u3002\u53ea\u6309\u8981\u6c42"
    "\u7684\u683c\u5f0f\u56de\u7b54\u3002";

/// A worked list prompt: the task with two themes answered (solar power, new drugs), and how the
/// third theme is put. Without the examples a small model repeats the words of the task.
struct ListText {
  std::string_view examples;
  std::string_view before_theme;
  std::string_view after_theme;
};

// "Write the special words that are common in the news of each theme." Theme: ... Words: ...
constexpr ListText kSimplified = {
    "\u5199\u51fa\u6bcf\u4e2a\u4e3b\u9898\u7684\u65b0\u95fb\u91cc\u5e38\u89c1\u7684\u4e13\u95e8"
    "\u8bcd\u8bed\u3002\n\n"
    "\u4e3b\u9898\uff1a\u5149\u4f0f\n\u8bcd\u8bed\uff1a[\"\u5149\u4f0f\u7ec4\u4ef6\","
    "\"\u7845\u7247\",\"\u9006\u53d8\u5668\",\"\u9499\u949b\u77ff\",\"\u591a\u6676\u7845\","
    "\"\u5206\u5e03\u5f0f\u5149\u4f0f\"]\n\n"
    "\u4e3b\u9898\uff1a\u521b\u65b0\u836f\n\u8bcd\u8bed\uff1a[\"\u5355\u514b\u9686\u6297\u4f53\","
    "\"\u4e34\u5e8a\u8bd5\u9a8c\",\"\u9776\u5411\u6cbb\u7597\",\"\u514d\u75ab\u7597\u6cd5\","
    "\"\u5c0f\u5206\u5b50\u836f\u7269\"]\n\n",
    "\u4e3b\u9898\uff1a", "\n\u8bcd\u8bed\uff1a"};

// The same, in the wording of Taiwan, the theme's own name there first; a third theme (software)
// shows how far the two differ. Theme: ... Taiwan: ...
constexpr ListText kTraditional = {
    "\u5beb\u51fa\u6bcf\u500b\u4e3b\u984c\u7684\u65b0\u805e\u88e1\u5e38\u898b\u7684\u5c08\u9580"
    "\u8a5e\u8a9e\uff0c\u7528\u53f0\u7063\u7684\u8aaa\u6cd5\uff0c\u5148\u5beb\u4e3b\u984c\u672c"
    "\u8eab\u3002\n\n"
    "\u4e3b\u984c\uff1a\u5149\u4f0f\n\u53f0\u7063\uff1a[\"\u592a\u967d\u5149\u96fb\","
    "\"\u592a\u967d\u80fd\u96fb\u6c60\",\"\u77fd\u6676\u5713\",\"\u8b8a\u6d41\u5668\"]\n\n"
    "\u4e3b\u984c\uff1a\u8f6f\u4ef6\n\u53f0\u7063\uff1a[\"\u8edf\u9ad4\","
    "\"\u4f5c\u696d\u7cfb\u7d71\",\"\u8cc7\u6599\u5eab\",\"\u96f2\u7aef\u670d\u52d9\"]\n\n"
    "\u4e3b\u984c\uff1a\u521b\u65b0\u836f\n\u53f0\u7063\uff1a[\"\u65b0\u85e5\","
    "\"\u55ae\u682a\u6297\u9ad4\",\"\u6a19\u9776\u6cbb\u7642\",\"\u81e8\u5e8a\u8a66\u9a57\"]\n\n",
    "\u4e3b\u984c\uff1a", "\n\u53f0\u7063\uff1a"};

// The theme's own name in English first, then its abbreviation.
constexpr ListText kEnglish = {
    "Write the special terms of each theme that are common in its news, its own name first.\n\n"
    "Theme: \u5149\u4f0f\nTerms: [\"photovoltaics\",\"PV\",\"solar panel\",\"inverter\","
    "\"polysilicon\"]\n\n"
    "Theme: \u865a\u62df\u73b0\u5b9e\nTerms: [\"virtual reality\",\"VR\",\"headset\",\"motion "
    "tracking\","
    "\"immersive display\"]\n\n",
    "Theme: ", "\nTerms:"};

const ListText& text_of(TermLanguage language) {
  switch (language) {
    case TermLanguage::kSimplified:
      return kSimplified;
    case TermLanguage::kTraditional:
      return kTraditional;
    case TermLanguage::kEnglish:
      return kEnglish;
  }
  std::unreachable();
}

}  // namespace

models::Prompt list_prompt(std::string_view theme, TermLanguage language) {
  const ListText& text = text_of(language);
  std::string user(text.examples);
  user += text.before_theme;
  user += theme;
  user += text.after_theme;
  return {std::string(kSystem), user, ""};
}

models::Prompt term_prompt(std::string_view theme) {
  // "Write a term that belongs to the theme X, the name of a technology, product or application."
  // "Term:"
  return {std::string(kSystem),
          "\u5199\u4e00\u4e2a\u5c5e\u4e8e\u4e3b\u9898\u201c" + std::string(theme) +
              "\u201d\u7684\u8bcd\u8bed\uff0c\u6280\u672f\u3001\u4ea7\u54c1\u6216\u5e94\u7528\u7684"
              "\u540d\u79f0\u3002",
          "\u8bcd\u8bed\uff1a"};
}

models::Prompt neutral_term_prompt() {
  // "Write a term that occurs in news." "Term:"
  return {std::string(kSystem),
          "\u5199\u4e00\u4e2a\u65b0\u95fb\u91cc\u51fa\u73b0\u7684\u8bcd\u8bed\u3002",
          "\u8bcd\u8bed\uff1a"};
}

}  // namespace eider::theme
