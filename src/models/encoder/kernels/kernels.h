#pragma once
// The inner loops of a BERT encoder, once in portable code (the specification) and once in Google
// Highway for each instruction set; the fastest that this CPU runs is chosen at run time.
// Weights are 4-bit blocks of 32 (GGUF's Q4_0: value = scale * (q - 8)), activations are cut to
// 8-bit blocks of 32 as llama.cpp does, so that the products of a block are exact integers.
// Invariant: all kernels agree with the scalar ones but for the rounding of float sums.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace eider::encoder {

inline constexpr std::size_t kBlock = 32;         // inputs that share a scale
inline constexpr std::size_t kGroup = 16;         // outputs that are computed side by side
inline constexpr std::size_t kQuadPairs = 4;      // groups of 4 inputs in half a block
inline constexpr std::size_t kHalf = kBlock / 2;  // inputs in the low halves of the bytes
inline constexpr std::int32_t kMiddle = 8;        // the half byte that means zero
inline constexpr float kByteMost = 127;

/// One block of inputs of 16 outputs. Byte 4*o+i of quads[t] holds of output o the weights of the
/// inputs 4t+i (low half) and 16+4t+i (high half).
struct alignas(64) Q4Tile {
  float scales[kGroup];
  std::uint8_t quads[kQuadPairs][kGroup * 4];
};

/// outputs x inputs, in tiles: all blocks of the first 16 outputs, then of the next.
struct Q4View {
  const Q4Tile* tiles = nullptr;
  const float* bias = nullptr;  // one an output
  std::size_t inputs = 0;       // a multiple of kBlock
  std::size_t outputs = 0;      // a multiple of kGroup
};

/// Rows cut to 8 bits: value = scale * q, |q| <= 127. `offsets` is -8 times the sum of a block's q.
struct ByteRows {
  const std::int8_t* values = nullptr;    // rows x inputs
  const float* scales = nullptr;          // rows x blocks
  const std::int32_t* offsets = nullptr;  // rows x blocks
  std::size_t count = 0;
};

/// Query, key and value side by side in a row, each of heads * head_size floats.
struct HeadsView {
  const float* rows = nullptr;
  std::size_t count = 0;  // rows: the tokens of one text
  std::size_t heads = 0;
  std::size_t head_size = 0;  // a multiple of kBlock
};

/// What `cut` writes, of as many blocks as it is given.
struct CutRows {
  std::int8_t* values = nullptr;
  float* scales = nullptr;
  std::int32_t* offsets = nullptr;
};

struct NormView {
  const float* gain = nullptr;
  const float* shift = nullptr;
  std::size_t size = 0;  // a multiple of kGroup
  float epsilon = 0;
};

/// out[row][output] = bias + the row times the weights.
using Multiply = void (*)(const Q4View& weights, const ByteRows& rows, float* out);
/// out[row] = softmax(query . keys / sqrt(head_size)) * values, head by head. `scratch` has
/// attention_scratch() floats.
using Attend = void (*)(const HeadsView& qkv, float* scratch, float* out);
/// Blocks of 32 values to 8 bits, each by its largest value.
using Cut = void (*)(const float* values, std::size_t blocks, const CutRows& out);
/// x / 2 * (1 + tanh(sqrt(2/pi) * (x + 0.044715 x^3))), in place; count is a multiple of kGroup.
using Gelu = void (*)(float* values, std::size_t count);
/// rows = norm(rows + added), in place.
using AddAndNorm = void (*)(const NormView& norm, const float* added, std::size_t count,
                            float* rows);

struct Kernels {
  const char* name = "";
  Multiply multiply = nullptr;
  Attend attend = nullptr;
  Cut cut = nullptr;
  Gelu gelu = nullptr;
  AddAndNorm add_and_norm = nullptr;
};

/// The floats that `attend` needs for texts of up to `tokens` tokens.
std::size_t attention_scratch(std::size_t tokens, std::size_t head_size);

/// Those that this CPU can run, slowest first; the first is the specification.
const std::vector<Kernels>& kernels();

enum class Target : std::uint8_t { kScalar, kSse4, kAvx2, kAvx512 };

/// The scalar one where this program has none for the target.
Multiply multiply_for(Target target);
Attend attend_for(Target target);
Cut cut_for(Target target);
Gelu gelu_for(Target target);
AddAndNorm add_and_norm_for(Target target);

}  // namespace eider::encoder
