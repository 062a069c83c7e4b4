/* Force-included when llama.cpp is compiled: ggml's threads wait for each other in a loop of pauses.
   Where other work has the cores, that loop burns the very time slice the awaited thread needs
   (measured at load 18: 2 threads embed 120 tok/s, with this 405, one thread 502). */
#if defined(__x86_64__) && !defined(__cplusplus)
#include <immintrin.h>
#include <sched.h>
static inline void eider_patient_pause(void) {
  static __thread unsigned pauses;
  __builtin_ia32_pause();
  if ((++pauses & 511) == 0) sched_yield();
}
#define _mm_pause() eider_patient_pause()
#endif
