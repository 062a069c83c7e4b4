#pragma once
// The Embedder port on llama.cpp alone; open_embedder takes it where Eider's own encoder does not
// run the file.

#include <memory>

#include "models/llama/open.h"
#include "models/llama/weights.h"

namespace eider::models {

/// Errors: kUnavailable (no memory), kInvalidArgument (no embedder).
Result<std::shared_ptr<Embedder>> open_llama_embedder(const std::shared_ptr<const Weights>& weights,
                                                      const LlamaOptions& options);

}  // namespace eider::models
