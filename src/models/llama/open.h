#pragma once
// Opens the models that llama.cpp runs in this process. Only this folder includes llama.h or ggml.
// A model is loaded once a process: opening it again with the same options gives the same object
// while anyone holds it, and other options share its weights. Nothing is loaded before.

#include <cstdint>
#include <memory>

#include "base/error.h"
#include "base/limits.h"
#include "models/catalogue/catalogue.h"
#include "models/embedder.h"
#include "models/generator.h"
#include "models/row_engine.h"

namespace eider::models {

struct LlamaOptions {
  std::int64_t threads = 2;
  std::int64_t context_tokens = static_cast<std::int64_t>(kMaxPromptTokens);  // generators
};

/// Errors: kNotFound, kCorrupt (not a model that llama.cpp reads), kUnavailable (no memory).
Result<std::shared_ptr<Generator>> open_generator(const ModelFile& file,
                                                  const LlamaOptions& options);
Result<std::shared_ptr<Embedder>> open_embedder(const ModelFile& file, const LlamaOptions& options);

/// Memory: keys and values of `cache_tokens`, beside the weights, which all share.
struct RowEngineOptions {
  std::int64_t threads = 2;
  std::int64_t places = 16;  // rows worked on together
  std::int64_t window_tokens = static_cast<std::int64_t>(kMaxPromptTokens);  // one row
  std::int64_t cache_tokens = 8192;  // all rows together; at least one window
};

/// An engine of the caller's own; its weights are those that the process holds already.
/// Errors: those of open_generator; kInvalidArgument; kUnsupported (recurrent models).
Result<std::unique_ptr<RowEngine>> open_row_engine(const ModelFile& file,
                                                   const RowEngineOptions& options);

}  // namespace eider::models
