#include "models/encoder/kernels/kernels.h"

#include "base/cpu.h"

namespace eider::encoder {
namespace {

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
  if (runs_sse4()) found.push_back(kernels_for(Target::kSse4, "sse4"));
  if (runs_avx2()) found.push_back(kernels_for(Target::kAvx2, "avx2"));
  if (runs_avx512_vnni()) found.push_back(kernels_for(Target::kAvx512, "avx512"));
#endif
  return found;
}

}  // namespace

const std::vector<Kernels>& kernels() {
  static const std::vector<Kernels> found = runnable_kernels();
  return found;
}

}  // namespace eider::encoder
