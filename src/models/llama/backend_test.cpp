// One matrix product on every CPU variant that this machine can run: a miscompiled variant shows
// here and not in a host process.

#include "models/llama/backend.h"

#include <ggml-alloc.h>
#include <ggml.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <memory>

namespace eider::models {
namespace {

constexpr std::int64_t kInner = 256;
constexpr std::int64_t kRows = 64;
constexpr std::int64_t kColumns = 48;

std::vector<float> waves(std::int64_t count, double step) {
  std::vector<float> values;
  for (std::int64_t i = 0; i < count; ++i) {
    values.push_back(static_cast<float>(std::sin(step * static_cast<double>(i))));
  }
  return values;
}

std::vector<float> product(const CpuVariant& variant, ggml_type type) {
  const std::unique_ptr<ggml_backend, void (*)(ggml_backend_t)> backend(
      ggml_backend_dev_init(ggml_backend_reg_dev_get(variant.backend(), 0), nullptr),
      &ggml_backend_free);
  const ggml_init_params params{ggml_tensor_overhead() * 16 + ggml_graph_overhead(), nullptr, true};
  const std::unique_ptr<ggml_context, void (*)(ggml_context*)> context(ggml_init(params),
                                                                       &ggml_free);
  ggml_tensor* left = ggml_new_tensor_2d(context.get(), type, kInner, kRows);
  ggml_tensor* right = ggml_new_tensor_2d(context.get(), GGML_TYPE_F32, kInner, kColumns);
  ggml_cgraph* graph = ggml_new_graph(context.get());
  ggml_tensor* result = ggml_mul_mat(context.get(), left, right);
  ggml_build_forward_expand(graph, result);
  const std::unique_ptr<ggml_backend_buffer, void (*)(ggml_backend_buffer_t)> buffer(
      ggml_backend_alloc_ctx_tensors(context.get(), backend.get()), &ggml_backend_buffer_free);

  const std::vector<float> a = waves(kInner * kRows, 0.37);
  const std::vector<float> b = waves(kInner * kColumns, 0.11);
  std::vector<char> quantized(ggml_nbytes(left));
  ggml_quantize_chunk(type, a.data(), quantized.data(), 0, kRows, kInner, nullptr);
  ggml_backend_tensor_set(left, quantized.data(), 0, quantized.size());
  ggml_backend_tensor_set(right, b.data(), 0, b.size() * sizeof(float));
  EXPECT_EQ(ggml_backend_graph_compute(backend.get(), graph), GGML_STATUS_SUCCESS);
  std::vector<float> values(static_cast<std::size_t>(kRows * kColumns));
  ggml_backend_tensor_get(result, values.data(), 0, values.size() * sizeof(float));
  return values;
}

std::vector<double> expected() {
  const std::vector<float> a = waves(kInner * kRows, 0.37);
  const std::vector<float> b = waves(kInner * kColumns, 0.11);
  std::vector<double> values;
  for (std::int64_t column = 0; column < kColumns; ++column) {
    for (std::int64_t row = 0; row < kRows; ++row) {
      double sum = 0;
      for (std::int64_t i = 0; i < kInner; ++i) {
        sum += static_cast<double>(a[static_cast<std::size_t>(row * kInner + i)]) *
               static_cast<double>(b[static_cast<std::size_t>(column * kInner + i)]);
      }
      values.push_back(sum);
    }
  }
  return values;
}

class VariantTest : public ::testing::TestWithParam<ggml_type> {};

TEST_P(VariantTest, EveryVariantMultipliesMatrices) {
  const std::vector<double> truth = expected();
  for (const CpuVariant& variant : supported_variants()) {
    const std::vector<float> values = product(variant, GetParam());
    ASSERT_EQ(values.size(), truth.size());
    double error = 0;
    double norm = 0;
    for (std::size_t i = 0; i < truth.size(); ++i) {
      error += std::pow(static_cast<double>(values[i]) - truth[i], 2);
      norm += truth[i] * truth[i];
    }
    EXPECT_LT(std::sqrt(error / norm), 0.12) << variant.name;  // what 4 bits lose
  }
}

INSTANTIATE_TEST_SUITE_P(Types, VariantTest,
                         ::testing::Values(GGML_TYPE_F16, GGML_TYPE_Q8_0, GGML_TYPE_Q4_0,
                                           GGML_TYPE_Q4_K, GGML_TYPE_Q6_K),
                         [](const auto& type) { return std::string(ggml_type_name(type.param)); });

TEST(Backend, AVariantIsAlwaysThere) {
  ASSERT_FALSE(supported_variants().empty());
  EXPECT_STREQ(supported_variants().back().name, "x64");
  prepare_backend();
  prepare_backend();  // once a process
  EXPECT_EQ(ggml_backend_reg_count(), 1U);
}

}  // namespace
}  // namespace eider::models
