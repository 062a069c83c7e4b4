#pragma once
// The two things the model is asked, and their order: material first and the varying instruction
// last, so that the model reads the material once for both.

#include <span>
#include <string>
#include <string_view>

#include "corpus/answer/material.h"
#include "corpus/answer/wording.h"
#include "models/generator.h"

namespace eider::answer {

/// Each sentence followed by its number ("... . [1]"; before it, a small model is off by one),
/// under the title it stands under; then the question.
std::string material_and_question(const Wording& wording,
                                  std::span<const MaterialSentence> material,
                                  std::string_view question);

/// `shared` is what material_and_question() made, `instruction` Wording::select or ::check.
models::Prompt prompt_with(const Wording& wording, const std::string& shared,
                           std::string_view instruction);

}  // namespace eider::answer
