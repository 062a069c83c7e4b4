#pragma once
// What coding a row takes, once in portable code (the specification) and once in Highway.
// Invariant: all give the same bits: a sum is sixteen chains, of the values whose place is i, i +
// 16, ..., and then those in order; whatever the width of a register.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace eider::vector_index {

struct ErrorSums {
  float along = 0;   // error . anchor
  float square = 0;  // of the row as coded
  float lost = 0;    // of the error
};

struct SignSums {
  float length1 = 0;       // |r|_1
  float square = 0;        // |r|^2
  float anchor_signs = 0;  // anchor . signs of r
  float anchor_dot = 0;    // anchor . r
};

struct CodeOps {
  const char* name = "";

  /// out[i] = step * values[i]; `count` a multiple of 64, here and below.
  void (*expand)(const std::int8_t* values, float step, float* out, std::size_t count) = nullptr;

  /// sums[i] += step * values[i].
  void (*gather)(const std::int8_t* values, float step, float* sums, std::size_t count) = nullptr;

  /// Of error = coded - row, where anchor = row + origin.
  ErrorSums (*errors)(const float* row, const float* coded, const float* origin,
                      std::size_t count) = nullptr;

  /// Of r = row - centre. Fills codes: bit i % 4 of codes[i / 4] is whether r[i] is above zero.
  SignSums (*signs)(const float* row, const float* centre, const float* anchor, std::uint8_t* codes,
                    std::size_t count) = nullptr;
};

/// Those that this CPU can run, slowest first; the first is the specification.
std::vector<CodeOps> code_ops();

}  // namespace eider::vector_index
