#pragma once
// For tests: opens a model of the catalogue from EIDER_MODELS or ~/.cache/eider/models.

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

#include "models/catalogue/model_file.h"

namespace eider::models {

/// nullopt if the model folder has no such file: the test then skips by that name.
inline std::optional<ModelFile> test_model(const std::string& name) {
  const char* folder = std::getenv("EIDER_MODELS");
  const char* home = std::getenv("HOME");
  const std::string path = folder != nullptr
                               ? folder
                               : std::string(home == nullptr ? "" : home) + "/.cache/eider/models";
  const auto found = locate(name, path);
  if (!found) return std::nullopt;
  return *found;
}

}  // namespace eider::models
