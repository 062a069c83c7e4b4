#include "models/encoder/encoder.h"

#include <gtest/gtest.h>

#include <numeric>

#include "models/encoder/test_weights.h"

namespace eider::encoder {
namespace {

constexpr std::size_t kHidden = 64;
constexpr std::size_t kWide = 128;
constexpr std::size_t kWindow = 40;
constexpr std::size_t kPieceCount = 50;

Norm plain_norm() { return {std::vector<float>(kHidden, 1), std::vector<float>(kHidden)}; }

BertWeights random_weights() {
  Numbers numbers;
  BertWeights weights;
  weights.hidden = kHidden;
  weights.heads = 2;
  weights.feed_forward = kWide;
  weights.epsilon = 1e-12f;
  const auto blocks = std::make_shared<const std::vector<std::uint8_t>>(
      random_blocks(kPieceCount * kHidden / kBlock, numbers));
  weights.pieces = *blocks;
  weights.keeps = blocks;
  weights.positions = numbers.many(kWindow * kHidden);
  weights.input_norm = plain_norm();
  for (int i = 0; i < 2; ++i) {
    Layer layer;
    layer.query_key_value = random_matrix(kHidden, 3 * kHidden, numbers);
    layer.attention_output = random_matrix(kHidden, kHidden, numbers);
    layer.up = random_matrix(kHidden, kWide, numbers);
    layer.down = random_matrix(kWide, kHidden, numbers);
    layer.attention_norm = layer.output_norm = plain_norm();
    weights.layers.push_back(std::move(layer));
  }
  return weights;
}

std::vector<Pieces> some_texts() {
  std::vector<Pieces> texts;
  for (const std::size_t size : {1, 40, 7, 2, 7}) {
    Pieces text(size);
    for (std::size_t i = 0; i < size; ++i) {
      text[i] = static_cast<std::int32_t>((i * 7 + texts.size()) % kPieceCount);
    }
    texts.push_back(text);
  }
  return texts;
}

std::vector<float> encode(const Encoder& encoder, const std::vector<Pieces>& texts) {
  std::vector<const Pieces*> views;
  for (const Pieces& text : texts) views.push_back(&text);
  Workspace space;
  std::vector<float> out(texts.size() * encoder.dimensions());
  encoder.encode(views, space, out.data());
  return out;
}

TEST(Encoder, KnowsItsSizes) {
  const Encoder encoder(random_weights());
  EXPECT_EQ(encoder.dimensions(), kHidden);
  EXPECT_EQ(encoder.window(), kWindow);
  EXPECT_EQ(encoder.piece_count(), kPieceCount);
}

TEST(Encoder, AStepGivesWhatEachTextGivesAlone) {
  const Encoder encoder(random_weights());
  const std::vector<Pieces> texts = some_texts();
  const std::vector<float> all = encode(encoder, texts);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::vector<float> one = encode(encoder, {texts[i]});
    for (std::size_t d = 0; d < kHidden; ++d) {
      EXPECT_NEAR(all[i * kHidden + d], one[d], 1e-5) << i << " " << d;
    }
  }
}

TEST(Encoder, AllKernelsAgree) {
  const std::vector<Pieces> texts = some_texts();
  const std::vector<float> expected = encode(Encoder(random_weights(), kernels().front()), texts);
  for (const Kernels& kernel : kernels()) {
    const std::vector<float> given = encode(Encoder(random_weights(), kernel), texts);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const auto at = static_cast<std::ptrdiff_t>(i * kHidden);
      const double cosine = std::inner_product(given.begin() + at, given.begin() + at + kHidden,
                                               expected.begin() + at, 0.0);
      EXPECT_GT(cosine, 0.999) << kernel.name << " " << i;
    }
  }
}

TEST(Encoder, OrderOfThePiecesMatters) {
  const Encoder encoder(random_weights());
  const std::vector<float> both = encode(encoder, {{1, 2, 3}, {3, 2, 1}});
  EXPECT_LT(std::inner_product(both.begin(), both.begin() + kHidden, both.begin() + kHidden, 0.0),
            0.9999);
}

}  // namespace
}  // namespace eider::encoder
