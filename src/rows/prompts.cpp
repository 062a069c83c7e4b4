#include "rows/prompts.h"

#include <string>

#include "rows/questions.h"
#include "text/fold.h"

namespace eider::rows {
namespace {

/// "head" + text + "tail"
std::string around(std::string_view head, std::string_view text, std::string_view tail = {}) {
  std::string all(head);
  all += text;
  all += tail;
  return all;
}

}  // namespace

models::Prompt prompt_of(std::string_view text, std::string_view instruction) {
  models::Prompt prompt;
  prompt.system =
      "You carry out an instruction on a text. Reply with the result alone, without comments.";
  prompt.user = around("Instruction: ", instruction, around("\n\nText:\n", text));
  return prompt;
}

models::Prompt extraction_form(std::string_view text, std::string_view schema) {
  if (tongue_of(text) == Tongue::kChinese) {
    return {
        "\u6309\u7ed9\u5b9a\u7684\u7ed3\u6784\u4ece\u6587\u672c\u4e2d\u62bd\u53d6\u4fe1\u606f\uff0c"
        "\u8f93\u51faJSON\u3002\u6587\u672c\u6ca1\u6709\u8bf4\u7684\u586bnull\uff0c\u4e0d\u8981"
        "\u7f16\u9020\u3002",
        around("\u7ed3\u6784\uff1a", schema, around("\n\n\u6587\u672c\uff1a\n", text)), ""};
  }
  return {"Extract what a text says as JSON of the given form. Use null for what it does not say.",
          around("Form: ", schema, around("\n\nText:\n", text)), ""};
}

models::Prompt summary_form(std::string_view text) {
  if (tongue_of(text) == Tongue::kChinese) {
    return {
        "\u7528\u4e00\u4e24\u53e5\u8bdd\u6982\u62ec\u6587\u672c\uff0c\u53ea\u7528\u6587\u672c\u91cc"
        "\u7684\u4e8b\u5b9e\uff0c\u6570\u5b57\u7167\u6284\u3002",
        around("\u6587\u672c\uff1a\n", text), ""};
  }
  return {"Summarize a text in one or two sentences. Use its facts alone and copy its numbers.",
          around("Text:\n", text), ""};
}

models::Prompt translation_form(std::string_view text, std::string_view language) {
  return {around("You translate into ", language,
                 ". Reply with the translation alone. Copy marks such as [#1] as they are."),
          around("Text:\n", text), ""};
}

bool names_chinese(std::string_view language) {
  const std::string folded = text::fold_text(language);
  for (const char* name : {"chinese", "mandarin", "\u4e2d\u6587", "\u6c49\u8bed", "\u534e\u8bed",
                           "\u7b80\u4f53", "\u7e41\u4f53", "zh"}) {
    if (folded.find(name) != std::string::npos) return true;
  }
  return false;
}

bool names_simplified_chinese(std::string_view language) {
  const std::string folded = text::fold_text(language);
  for (const char* name : {"traditional", "hant", "\u7e41\u4f53", "zh-tw", "zh-hk"}) {
    if (folded.find(name) != std::string::npos) return false;
  }
  return names_chinese(language);
}

}  // namespace eider::rows
