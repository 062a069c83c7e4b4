#include "rows/prompt.h"

namespace eider::rows {

models::Prompt prompt_of(std::string_view text, std::string_view instruction) {
  models::Prompt prompt;
  prompt.system =
      "You carry out an instruction on a text. Reply with the result alone, without comments.";
  prompt.user = "Instruction: ";
  prompt.user += instruction;
  prompt.user += "\n\nText:\n";
  prompt.user += text;
  return prompt;
}

}  // namespace eider::rows
