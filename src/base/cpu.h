#pragma once
// Which of Highway's targets this CPU runs. Debian's Highway has no static library, so its own
// dispatch can't be linked: each kernel file lists its targets and asks here.

namespace eider {

#if defined(__x86_64__)
inline bool runs_sse4() { return __builtin_cpu_supports("sse4.2") != 0; }

inline bool runs_avx2() {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
         __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("f16c");
}

inline bool runs_avx512() {
  return runs_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512vl");
}

inline bool runs_avx512_vnni() { return runs_avx512() && __builtin_cpu_supports("avx512vnni"); }
#endif

}  // namespace eider
