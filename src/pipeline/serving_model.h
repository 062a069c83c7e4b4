#pragma once
// Which embedder's vectors serve a search while a store changes from one model to another.

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "pipeline/host.h"

namespace eider::pipeline {

/// How many chunks of a store one model has embedded.
struct ModelCoverage {
  std::string hash;
  std::int64_t chunks = 0;
  bool at_hand = false;  // its file is there, so that it can embed a question
};

/// The hash of the wanted model where it has embedded every chunk, or no other model that is at
/// hand has embedded more; else the model at hand that has embedded the most (of two that are
/// equal, the lower hash). "" for no embedder ("none") is always kept.
std::string serving_model(const std::string& wanted, std::vector<ModelCoverage> models,
                          std::int64_t chunks);

/// The scope with the embedder that serves its store. Reads how much each model has embedded: ask
/// only where the wanted one has not embedded all.
Result<Scope> serving_scope(store::Connection connection, const Scope& scope);

}  // namespace eider::pipeline
