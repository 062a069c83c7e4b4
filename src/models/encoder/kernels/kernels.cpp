#include "models/encoder/kernels/kernels.h"

namespace eider::encoder {
namespace {

#if defined(__x86_64__)
bool runs_avx2() {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
         __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("f16c");
}

bool runs_avx512() {
  return runs_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni");
}
#endif

Kernels kernels_for(Target target, const char* name) {
  return {name,
          multiply_for(target),
          attend_for(target),
          cut_for(target),
          gelu_for(target),
          add_and_norm_for(target)};
}

std::vector<Kernels> runnable_kernels() {
  std::vector<Kernels> found = {kernels_for(Target::kScalar, "scalar")};
#if defined(__x86_64__)
  if (__builtin_cpu_supports("sse4.2")) found.push_back(kernels_for(Target::kSse4, "sse4"));
  if (runs_avx2()) found.push_back(kernels_for(Target::kAvx2, "avx2"));
  if (runs_avx512()) found.push_back(kernels_for(Target::kAvx512, "avx512"));
#endif
  return found;
}

}  // namespace

const std::vector<Kernels>& kernels() {
  static const std::vector<Kernels> found = runnable_kernels();
  return found;
}

}  // namespace eider::encoder
