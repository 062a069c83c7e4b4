#include "theme/keywords/prompts.h"

#include <string>
#include <utility>

namespace eider::theme {

namespace {

// "You are an editor who sorts news by theme. Answer only in the form asked for."
constexpr std::string_view kSystem =
    "\u4f60\u662f\u7ed9\u65b0\u95fb\u5206\u7c7b\u7684\u7f16\u8f91\u3002\u53ea\u6309\u8981\u6c42"
    "\u7684\u683c\u5f0f\u56de\u7b54\u3002";

// "in simplified Chinese" / "in traditional Chinese, as Taiwan and Hong Kong write it" / English.
std::string_view wish(TermLanguage language) {
  switch (language) {
    case TermLanguage::kSimplified:
      return "\u7528\u7b80\u4f53\u4e2d\u6587\u5199\uff0c";
    case TermLanguage::kTraditional:
      return "\u7528\u7e41\u9ad4\u4e2d\u6587\u5beb\uff0c\u6309\u53f0\u7063\u548c\u9999\u6e2f\u7684"
             "\u8aaa\u6cd5\uff0c";
    case TermLanguage::kEnglish:
      return "Write in English. ";
  }
  std::unreachable();
}

std::string_view form(TermLanguage language) {
  return language == TermLanguage::kEnglish
             ? "Reply with a JSON list, for example [\"term\",\"term\"]."
             : "\u53ea\u5199\u4e00\u4e2aJSON\u5217\u8868\uff0c\u4f8b\u5982[\"\u8bcd\u8bed\","
               "\"\u8bcd\u8bed\"]\u3002";
}

}  // namespace

models::Prompt list_prompt(std::string_view theme, TermLanguage language) {
  // "Theme: X. List the terms that show in news that a company works in this theme: names of
  // technologies, products and applications. Each term short; no company names, no codes."
  std::string user = "\u4e3b\u9898\uff1a" + std::string(theme) +
                     "\n\u5217\u51fa\u65b0\u95fb\u91cc\u80fd\u8bf4\u660e\u4e00\u5bb6\u516c\u53f8"
                     "\u4ece\u4e8b\u8fd9\u4e2a\u4e3b\u9898\u7684\u8bcd\u8bed\uff1a\u6280\u672f"
                     "\u3001\u4ea7\u54c1\u548c\u5e94\u7528\u7684\u540d\u79f0\u3002"
                     "\u6bcf\u4e2a\u8bcd\u8bed\u8981\u77ed\uff0c\u4e0d\u5199\u516c\u53f8\u540d"
                     "\uff0c\u4e0d\u5199\u80a1\u7968\u4ee3\u7801\u3002\n";
  user += wish(language);
  user += form(language);
  return {std::string(kSystem), user, ""};
}

models::Prompt term_prompt(std::string_view theme) {
  // "Write a term of technology, product or application that belongs to the theme X." "Term:"
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
