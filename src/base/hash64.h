#pragma once
// XXH64 (xxHash specification 0.1.1, Yann Collet): a 64-bit hash of bytes, the same on every
// machine and in every version, fast enough to look for changes in gigabytes. Not against forgers:
// those have sha256.h.

#include <cstdint>
#include <span>
#include <string_view>

namespace eider {

std::uint64_t hash64(std::string_view bytes, std::uint64_t seed = 0);

/// Of the values' bytes in memory.
std::uint64_t hash64(std::span<const float> values, std::uint64_t seed = 0);

/// Of a number behind what was hashed before.
std::uint64_t hash64(std::int64_t number, std::uint64_t seed);

}  // namespace eider
