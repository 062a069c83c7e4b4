#pragma once
// What the programs of this folder share: how one ends when it can't measure, the processor's
// time, and the machine and commit that stand beside a figure.

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <type_traits>
#include <utility>

#include "base/error.h"

namespace eider::bench {

[[noreturn]] inline void die(const std::string& what) {
  fmt::print(stderr, "{}: {}\n", program_invocation_short_name, what);
  std::exit(1);
}

template <typename T>
T must(Result<T> result) {
  if (!result) die(result.error().message());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// Processor time of this thread, in seconds: other programs don't count.
inline double thread_seconds() {
  timespec at{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &at);
  return static_cast<double>(at.tv_sec) + static_cast<double>(at.tv_nsec) * 1e-9;
}

/// Of what a command prints.
inline std::string first_line(const char* command) {
  std::string line;
  if (std::FILE* pipe = popen(command, "r")) {
    char piece[512];
    if (std::fgets(piece, sizeof piece, pipe)) line = piece;
    pclose(pipe);
  }
  while (!line.empty() && line.back() == '\n') line.pop_back();
  return line;
}

inline std::string processor_name() {
  return first_line("sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1");
}

inline std::string commit_name() { return first_line("git rev-parse --short HEAD 2>/dev/null"); }

}  // namespace eider::bench
