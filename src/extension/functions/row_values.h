#pragma once
// What the functions over rows share: options of writing, and outcomes as SQL values.

#include <utility>
#include <vector>

#include "extension/call.h"
#include "pipeline/rows.h"

namespace eider::extension {

inline pipeline::WritingOptions writing_options(const Call& call) {
  pipeline::WritingOptions options;
  options.max_tokens = call.integer("max_tokens", options.max_tokens);
  options.temperature = call.number("temperature", options.temperature);
  options.seed = static_cast<std::uint64_t>(call.integer("seed", 0));
  return options;
}

template <typename T>
Result<Outcomes> values_of(Result<pipeline::Outcomes<T>> outcomes) {
  if (!outcomes) return std::unexpected(outcomes.error());
  Outcomes values;
  values.reserve(outcomes->size());
  for (Result<T>& outcome : *outcomes) {
    if (outcome) {
      values.emplace_back(store::Value(std::move(*outcome)));
    } else {
      values.emplace_back(std::unexpected(std::move(outcome.error())));
    }
  }
  return values;
}

}  // namespace eider::extension
