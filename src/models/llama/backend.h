#pragma once
// Chooses the CPU code of ggml by what this CPU and its operating system support. Each variant is
// a whole CPU backend compiled for one instruction set (tools/parts/llama.sh).

#include <ggml-backend.h>

#include <vector>

namespace eider::models {

struct CpuVariant {
  const char* name;
  ggml_backend_reg_t (*backend)();
};

/// The variants that this CPU can run, the fastest first; never empty.
std::vector<CpuVariant> supported_variants();

/// Registers the fastest variant and silences the logs of llama.cpp. Once a process, thread-safe.
void prepare_backend();

}  // namespace eider::models
