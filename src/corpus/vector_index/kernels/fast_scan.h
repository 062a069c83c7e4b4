#pragma once
// Fast scan: the estimated similarities of 32 rows at a time out of their 1-bit codes, by looking
// four bits at a time up in small tables (Andre, Kermarrec, Le Scouarnec, VLDB 2015).
//
// A block, tables * 16 + 384 bytes at a multiple of 64: for each group of four dimensions 16 bytes,
// byte j = the four bits of row j | those of row j + 16 above; then 32 floats each of `fixed`,
// `factor`, `error`. A row's estimate is base + fixed + factor * sum, and may be off by
// width * error; sum = scale * (the sum of its table entries) + shift.
//
// Invariant: entries are at most kMaxEntry, so that four of them fit a byte; table sums are the
// same integers in every kernel; floats agree but for rounding.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace eider::vector_index {

inline constexpr std::size_t kBlockRows = 32;
inline constexpr std::size_t kHalfBlock = 16;
inline constexpr std::uint8_t kMaxEntry = 63;

constexpr std::size_t block_bytes(std::size_t tables) {
  return tables * 16 + 3 * kBlockRows * sizeof(float);
}

struct BlockScan {
  const std::uint8_t* entries = nullptr;  // 16 a table, at a multiple of 64
  std::size_t tables = 0;                 // a multiple of 16
  float scale = 0;
  float shift = 0;
  float base = 0;
  float width = 0;
};

struct FastScan {
  const char* name = "";

  /// masks[b]: bit j is set when row j of block b may be more similar than `threshold`.
  void (*survivors)(const BlockScan& scan, const std::uint8_t* blocks, std::size_t count,
                    float threshold, std::uint32_t* masks) = nullptr;

  /// out[32 * b + j] = the estimate of row j of block b (without the error); most[2 * b]
  /// and most[2 * b + 1] = the largest of the block's halves.
  void (*estimates)(const BlockScan& scan, const std::uint8_t* blocks, std::size_t count,
                    float* out, float* most) = nullptr;
};

/// Those that this CPU can run, slowest first; the first is the specification.
std::vector<FastScan> fast_scans();

}  // namespace eider::vector_index
