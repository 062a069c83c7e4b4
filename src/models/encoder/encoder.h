#pragma once
// A BERT encoder: texts as numbers of pieces -> the mean of the last layer's rows, of unit length.
// Texts stand one behind the other in a step, without padding: only attention looks at them one by
// one, so that a step costs what its pieces cost, whatever their lengths.
// Source: Devlin et al., "BERT" (2018), post-norm, GELU by tanh, as llama.cpp computes it.

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "models/encoder/kernels/kernels.h"
#include "models/encoder/q4_matrix.h"

namespace eider::encoder {

struct Norm {
  std::vector<float> gain;
  std::vector<float> shift;
};

struct Layer {
  Q4Matrix query_key_value;
  Q4Matrix attention_output;
  Q4Matrix up;
  Q4Matrix down;
  Norm attention_norm;
  Norm output_norm;
};

struct BertWeights {
  std::size_t hidden = 0;        // a multiple of 32
  std::size_t heads = 0;         // hidden / heads is a multiple of 32
  std::size_t feed_forward = 0;  // a multiple of 32
  float epsilon = 0;
  std::span<const std::uint8_t> pieces;  // Q4_0 blocks, a row of `hidden` values a piece
  std::vector<float> positions;          // window x hidden, what all pieces get included
  Norm input_norm;
  std::vector<Layer> layers;
  std::shared_ptr<const void> keeps;  // what `pieces` points into

  std::size_t piece_count() const;
  std::size_t window() const { return positions.size() / hidden; }
};

/// One thread's buffers; they grow to the largest step.
struct Workspace {
  std::vector<float> rows, heads, sums, wide, scratch;
  ByteSpace bytes;
};

using Pieces = std::vector<std::int32_t>;

/// Immutable: threads share it, each with a Workspace.
class Encoder {
 public:
  explicit Encoder(BertWeights weights, const Kernels& kernels = encoder::kernels().back())
      : weights_(std::move(weights)), kernels_(kernels) {}

  std::size_t dimensions() const { return weights_.hidden; }
  std::size_t window() const { return weights_.window(); }
  std::size_t piece_count() const { return weights_.piece_count(); }

  /// One row of dimensions() numbers a text into `out`. Each text has 1 to window() pieces, all
  /// below piece_count().
  void encode(std::span<const Pieces* const> texts, Workspace& space, float* out) const;

 private:
  void look_up(std::span<const Pieces* const> texts, float* rows) const;
  void run_layer(const Layer& layer, std::span<const Pieces* const> texts, std::size_t count,
                 Workspace& space) const;
  void multiply(const Q4Matrix& matrix, const float* rows, std::size_t count, ByteSpace& bytes,
                float* out) const;

  BertWeights weights_;
  const Kernels& kernels_;
};

}  // namespace eider::encoder
