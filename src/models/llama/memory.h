#pragma once
// How much memory this process may still take: the least of what the machine has (MemAvailable),
// the process's limits (RLIMIT_AS) and the memory limits of its control groups (cgroup v2).

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace eider::models {

/// Bytes. INT64_MAX if nothing is known.
std::int64_t free_memory_bytes();

/// The value of "name:   123 kB" in a text like /proc/meminfo, in bytes; -1 if it is not there.
std::int64_t memory_field(std::string_view text, std::string_view name);

/// kUnavailable if fewer than `needed` bytes are free; the message names the model.
Result<void> require_memory(std::string_view name, std::int64_t needed);

}  // namespace eider::models
