#pragma once
// Likelihoods as the text that is kept of them: "-0.25 -3.5", in nats, one a continuation.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/generator.h"

namespace eider::pipeline {

std::string likelihoods_text(const std::vector<models::Likelihood>& likelihoods);

/// nullopt: not what was written, or not so many.
std::optional<std::vector<double>> read_likelihoods(std::string_view text, std::size_t count);

}  // namespace eider::pipeline
