#include "models/catalogue/catalogue.h"

#include <algorithm>

namespace eider::models {

std::string_view to_string(Role role) {
  return role == Role::kGenerator ? "generator" : "embedder";
}

const ModelEntry* find_entry(std::string_view name) {
  const auto found = std::ranges::find(catalogue(), name, &ModelEntry::name);
  return found == catalogue().end() ? nullptr : &*found;
}

const ModelEntry& default_entry(Role role) {
  return *std::ranges::find_if(catalogue(), [role](const ModelEntry& entry) {
    return entry.role == role && entry.is_default;
  });
}

}  // namespace eider::models
