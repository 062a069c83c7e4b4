#pragma once
// What a row asks where a verdict is read from likelihoods: text and condition or labels -> prompt
// and the continuations whose likelihoods are wanted (answers.h reads them).
// Of the forms measured by ./dev bench tasks these were the best; the person's words stand in the
// language they were written in. What a label's likelihood is worth is known only beside a prior:
// the mean over the panel, texts of every day that favour no label (as in Zhou et al., Batch
// Calibration, ICLR 2024, but with texts that never change, so that no row depends on another).

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/generator.h"

namespace eider::rows {

enum class Tongue { kEnglish, kChinese };

/// Chinese where there is a Han character.
Tongue tongue_of(std::string_view text);

struct Question {
  models::Prompt prompt;
  std::vector<std::string> continuations;
};

/// Is `condition` true by `text`? The first half of the continuations says yes, the second no.
Question filter_question(std::string_view text, std::string_view condition);

/// To which of `labels` does the text belong? One continuation a label, in their order.
Question classify_question(std::string_view text, std::span<const std::string> labels);

/// Texts to be put in the place of a row's for the prior.
std::span<const std::string_view> panel(Tongue tongue);

}  // namespace eider::rows
