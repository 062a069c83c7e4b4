#include "corpus/vector_index/flat_vector_index.h"

#include <fmt/format.h>

#include <cmath>

namespace eider::vector_index {
namespace {

std::size_t lines_for(std::int64_t dimensions) {
  return (static_cast<std::size_t>(dimensions) + kFloatsPerLine - 1) / kFloatsPerLine;
}

double length_of(std::span<const float> values) {
  double squares = 0;
  for (const float value : values) squares += static_cast<double>(value) * value;
  return std::sqrt(squares);
}

}  // namespace

FlatVectorIndex::FlatVectorIndex(std::int64_t dimensions)
    : dimensions_(dimensions),
      lines_per_row_(lines_for(dimensions)),
      dot_rows_(dot_kernels().back().run) {}

Result<void> FlatVectorIndex::append_unit(std::span<const float> values,
                                          std::vector<FloatLine>& to) const {
  if (static_cast<std::int64_t>(values.size()) != dimensions_) {
    return fail(
        ErrorCode::kInvalidArgument,
        fmt::format("a vector of {} values where {} are expected", values.size(), dimensions_), "",
        "embed with the model that embedded the store");
  }
  const double length = length_of(values);
  if (!std::isfinite(length) || length == 0) {
    return fail(ErrorCode::kInvalidArgument,
                "a vector without direction: zero, infinite or not a number");
  }
  const std::size_t start = to.size();
  to.resize(start + lines_per_row_);
  for (std::size_t i = 0; i < values.size(); ++i) {
    to[start + i / kFloatsPerLine].values[i % kFloatsPerLine] =
        static_cast<float>(values[i] / length);
  }
  return {};
}

Result<void> FlatVectorIndex::add(std::span<const float> values) {
  const Result<void> added = append_unit(values, lines_);
  if (added) ++size_;
  return added;
}

Result<std::vector<float>> FlatVectorIndex::scores(std::span<const float> query) const {
  std::vector<FloatLine> unit;
  if (const Result<void> made = append_unit(query, unit); !made) {
    return std::unexpected(made.error());
  }
  std::vector<float> cosines(size_);
  dot_rows_(unit.data(), {lines_.data(), size_, lines_per_row_}, cosines.data());
  return cosines;
}

}  // namespace eider::vector_index
