#pragma once
// How much likelier the model finds a term after the theme than after a neutral question: tells
// the words of a theme from words of any news, better than the model can say it.

#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/error.h"
#include "models/generator.h"

namespace eider::theme {

/// log P(term | theme) - log P(term | neutral), in nats, one a term, in order.
/// Errors: the generator's.
Result<std::vector<double>> term_gains(const std::string& theme,
                                       const std::vector<std::string>& terms,
                                       models::Generator& generator, const CancelFlag& cancel);

}  // namespace eider::theme
