#pragma once
// The Embedder port on Eider's own encoder; llama.cpp gives the vocabulary alone.

#include <memory>

#include "models/embedder.h"
#include "models/llama/open.h"
#include "models/llama/weights.h"

namespace eider::models {

/// nullptr where the encoder does not run this file. Texts of a call are computed by as many
/// threads as the options say; calls from several threads run at once.
std::shared_ptr<Embedder> open_bert_embedder(const std::shared_ptr<const Weights>& weights,
                                             const LlamaOptions& options);

}  // namespace eider::models
