#include "corpus/answer/prompts.h"

namespace eider::answer {
namespace {

std::string heading_of(const Wording& wording, const MaterialSentence& sentence) {
  std::string heading;
  heading.append(wording.title_open).append(sentence.title).append(wording.title_close);
  if (!sentence.published_at.empty()) {
    const std::string_view day = std::string_view(sentence.published_at).substr(0, 10);
    heading.append(wording.date_open).append(day).append(wording.date_close);
  }
  return heading;
}

}  // namespace

std::string material_and_question(const Wording& wording,
                                  std::span<const MaterialSentence> material,
                                  std::string_view question) {
  std::string text(wording.material);
  std::string heading;
  for (std::size_t i = 0; i < material.size(); ++i) {
    std::string own_heading = heading_of(wording, material[i]);
    if (i == 0 || own_heading != heading) {
      heading = std::move(own_heading);
      text += "\n\n";
      if (!material[i].title.empty()) text += heading;
    }
    text += "\n" + material[i].text + " [" + std::to_string(i + 1) + "]";
  }
  return text.append("\n\n").append(wording.question).append(question).append("\n\n");
}

models::Prompt prompt_with(const Wording& wording, const std::string& shared,
                           std::string_view instruction) {
  return {std::string(wording.system), shared + std::string(instruction), ""};
}

}  // namespace eider::answer
