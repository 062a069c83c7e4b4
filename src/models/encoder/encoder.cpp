#include "models/encoder/encoder.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace eider::encoder {
namespace {

void grow(std::vector<float>& buffer, std::size_t size) {
  if (buffer.size() < size) buffer.resize(size);
}

NormView view_of(const Norm& norm, float epsilon) {
  return {norm.gain.data(), norm.shift.data(), norm.gain.size(), epsilon};
}

/// The mean of `count` rows, of unit length.
void write_mean(const float* rows, std::size_t count, std::span<float> mean) {
  std::fill(mean.begin(), mean.end(), 0.0f);
  for (std::size_t row = 0; row < count; ++row) {
    for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += rows[row * mean.size() + i];
  }
  const double square = std::inner_product(mean.begin(), mean.end(), mean.begin(), 0.0);
  const double scale = 1 / std::sqrt(square);
  for (float& value : mean) value = static_cast<float>(value * scale);
}

}  // namespace

std::size_t BertWeights::piece_count() const {
  return pieces.size() / (hidden / kBlock * kQ4BlockBytes);
}

void Encoder::encode(std::span<const Pieces* const> texts, Workspace& space, float* out) const {
  std::size_t count = 0;
  std::size_t longest = 0;
  for (const Pieces* text : texts) {
    count += text->size();
    longest = std::max(longest, text->size());
  }
  const std::size_t hidden = weights_.hidden;
  grow(space.rows, count * hidden);
  grow(space.heads, count * hidden * 3);
  grow(space.sums, count * hidden);
  grow(space.wide, count * weights_.feed_forward);
  grow(space.scratch, attention_scratch(longest, hidden / weights_.heads));
  look_up(texts, space.rows.data());
  for (const Layer& layer : weights_.layers) run_layer(layer, texts, count, space);
  const float* rows = space.rows.data();
  for (const Pieces* text : texts) {
    write_mean(rows, text->size(), {out, hidden});
    rows += text->size() * hidden;
    out += hidden;
  }
}

void Encoder::look_up(std::span<const Pieces* const> texts, float* rows) const {
  const std::size_t hidden = weights_.hidden;
  const NormView norm = view_of(weights_.input_norm, weights_.epsilon);
  const std::size_t piece_bytes = hidden / kBlock * kQ4BlockBytes;
  for (const Pieces* text : texts) {
    for (std::size_t place = 0; place < text->size(); ++place, rows += hidden) {
      const std::uint8_t* block =
          weights_.pieces.data() + static_cast<std::size_t>((*text)[place]) * piece_bytes;
      for (std::size_t i = 0; i < hidden; i += kBlock, block += kQ4BlockBytes) {
        read_q4_block(block, rows + i);
      }
      const float* position = weights_.positions.data() + place * hidden;
      kernels_.add_and_norm(norm, position, 1, rows);
    }
  }
}

void Encoder::run_layer(const Layer& layer, std::span<const Pieces* const> texts, std::size_t count,
                        Workspace& space) const {
  const std::size_t hidden = weights_.hidden;
  float* rows = space.rows.data();
  multiply(layer.query_key_value, rows, count, space.bytes, space.heads.data());
  std::size_t begin = 0;
  for (const Pieces* text : texts) {
    const HeadsView heads{space.heads.data() + begin * hidden * 3, text->size(), weights_.heads,
                          hidden / weights_.heads};
    kernels_.attend(heads, space.scratch.data(), space.sums.data() + begin * hidden);
    begin += text->size();
  }
  multiply(layer.attention_output, space.sums.data(), count, space.bytes, space.heads.data());
  kernels_.add_and_norm(view_of(layer.attention_norm, weights_.epsilon), space.heads.data(), count,
                        rows);
  multiply(layer.up, rows, count, space.bytes, space.wide.data());
  kernels_.gelu(space.wide.data(), count * weights_.feed_forward);
  multiply(layer.down, space.wide.data(), count, space.bytes, space.sums.data());
  kernels_.add_and_norm(view_of(layer.output_norm, weights_.epsilon), space.sums.data(), count,
                        rows);
}

void Encoder::multiply(const Q4Matrix& matrix, const float* rows, std::size_t count,
                       ByteSpace& bytes, float* out) const {
  const Q4View view = matrix.view();
  kernels_.multiply(view, bytes.cut(kernels_.cut, rows, count, view.inputs), out);
}

}  // namespace eider::encoder
