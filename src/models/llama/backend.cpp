#include "models/llama/backend.h"

#include <llama.h>

extern "C" {
ggml_backend_reg_t eider_cpu_reg_x64();
ggml_backend_reg_t eider_cpu_reg_haswell();
ggml_backend_reg_t eider_cpu_reg_icelake();
}

namespace eider::models {
namespace {

// __builtin_cpu_supports also asks the operating system (XGETBV) for the wide registers.
bool has_haswell() {
  return __builtin_cpu_supports("avx") && __builtin_cpu_supports("avx2") &&
         __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2") &&
         __builtin_cpu_supports("f16c");
}

bool has_icelake() {
  return has_haswell() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512cd") &&
         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi") &&
         __builtin_cpu_supports("avx512vnni");
}

void silence(ggml_log_level, const char*, void*) {}

bool register_fastest() {
  ggml_log_set(silence, nullptr);
  llama_log_set(silence, nullptr);
  ggml_backend_register(supported_variants().front().backend());
  llama_backend_init();
  return true;
}

}  // namespace

std::vector<CpuVariant> supported_variants() {
  __builtin_cpu_init();
  std::vector<CpuVariant> variants;
  if (has_icelake()) variants.push_back({"icelake", eider_cpu_reg_icelake});
  if (has_haswell()) variants.push_back({"haswell", eider_cpu_reg_haswell});
  variants.push_back({"x64", eider_cpu_reg_x64});
  return variants;
}

void prepare_backend() {
  // ggml's own table of backends is one a process, so this is too.
  [[maybe_unused]] static const bool registered = register_fastest();
}

}  // namespace eider::models
