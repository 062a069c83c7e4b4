#pragma once
// How a context window of llama.cpp is made, for one text and its branches and for many rows.

#include <llama.h>

#include <cstdint>

#include "base/cancel.h"

namespace eider::models {

struct ContextShape {
  std::int64_t cells = 0;       // tokens that are held
  std::uint32_t batch = 0;      // tokens of a step, which fails or is done as a whole
  std::uint32_t sequences = 0;  // that share cells
  std::uint32_t outputs = 0;    // rows of logits a step may give
  std::int64_t threads = 1;
};

/// `cancel` says whose flag ends the step that runs; it lives as long as the context.
inline llama_context_params context_options(const ContextShape& shape,
                                            const CancelFlag* const* cancel) {
  llama_context_params params = llama_context_default_params();
  params.n_ctx = static_cast<std::uint32_t>(shape.cells);
  params.n_batch = shape.batch;
  params.n_ubatch = shape.batch;
  params.n_seq_max = shape.sequences;
  params.n_outputs_max = shape.outputs;
  params.n_threads = static_cast<std::int32_t>(shape.threads);
  params.n_threads_batch = params.n_threads;
  params.kv_unified = true;
  params.no_perf = true;
  params.abort_callback = [](void* data) {
    const auto* running = *static_cast<const CancelFlag* const*>(data);
    return running != nullptr && running->cancelled();
  };
  params.abort_callback_data = const_cast<const CancelFlag**>(cancel);
  return params;
}

}  // namespace eider::models
