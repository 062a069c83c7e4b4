#pragma once
// Replies as JSON text and back. Vectors are kept as whole ten-thousandths and brought to unit
// length again when they are read: short, and the same on every machine.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/generator.h"

namespace eider::models {

std::string write_completion(const Completion& completion);
std::string write_likelihoods(const std::vector<Likelihood>& likelihoods);
std::string write_vector(const std::vector<float>& vector);

/// nullopt: not what was written.
std::optional<Completion> read_completion(std::string_view reply);
std::optional<std::vector<Likelihood>> read_likelihoods(std::string_view reply);
std::optional<std::vector<float>> read_vector(std::string_view reply);

}  // namespace eider::models
