#include "corpus/vector_index/flat_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace eider::vector_index {
namespace {

constexpr std::size_t kRowsAtOnce = 256;

std::size_t lines_for(std::int64_t dimensions) {
  return (static_cast<std::size_t>(dimensions) + kFloatsPerLine - 1) / kFloatsPerLine;
}

FullRow padded(std::span<const float> values, double scale) {
  FullRow row;
  row.lines.resize(lines_for(static_cast<std::int64_t>(values.size())));
  for (std::size_t i = 0; i < values.size(); ++i) {
    row.lines[i / kFloatsPerLine].values[i % kFloatsPerLine] =
        static_cast<float>(values[i] * scale);
  }
  return row;
}

double square_of(std::span<const float> values) {
  double squares = 0;
  for (const float value : values) squares += static_cast<double>(value) * value;
  return squares;
}

}  // namespace

Result<FullRow> full_row(std::span<const float> values, std::int64_t dimensions, Metric metric) {
  if (static_cast<std::int64_t>(values.size()) != dimensions) {
    return fail(
        ErrorCode::kInvalidArgument,
        fmt::format("a vector of {} values where {} are expected", values.size(), dimensions), "",
        "embed with the model that embedded the store");
  }
  const double square = square_of(values);
  if (!std::isfinite(square)) {
    return fail(ErrorCode::kInvalidArgument, "a vector with an infinite value or not a number");
  }
  const bool cosine = metric == Metric::kCosine;
  if (cosine && square == 0) {
    return fail(ErrorCode::kInvalidArgument, "a vector without direction: all zero");
  }
  if (!cosine && !std::isfinite(static_cast<float>(square) * 4)) {
    return fail(ErrorCode::kInvalidArgument, "a vector too long: its square is infinite");
  }
  const double scale = cosine ? 1 / std::sqrt(square) : 1;
  FullRow row = padded(values, scale);
  row.squared_length = cosine ? 1.0F : static_cast<float>(square);
  return row;
}

std::optional<FullRow> stored_row(std::span<const float> values, Metric metric) {
  const double square = square_of(values);
  if (!std::isfinite(square)) return std::nullopt;
  FullRow row = padded(values, 1);
  row.squared_length = metric == Metric::kCosine ? 1.0F : static_cast<float>(square);
  return row;
}

FlatRows::FlatRows(std::int64_t dimensions, Metric metric)
    : dimensions_(dimensions),
      metric_(metric),
      lines_per_row_(lines_for(dimensions)),
      dot_rows_(dot_kernels().back().run) {}

void FlatRows::append(std::int64_t id, const FullRow& row) {
  const std::size_t slot = ids_.size();
  lines_.insert(lines_.end(), row.lines.begin(), row.lines.end());
  squared_lengths_.push_back(row.squared_length);
  ids_.push_back(id);
  live_.grow(slot + 1);
  live_.insert(slot);
  slot_of_.emplace(id, static_cast<std::uint32_t>(slot));
}

bool FlatRows::remove(std::int64_t id) {
  const auto found = slot_of_.find(id);
  if (found == slot_of_.end()) return false;
  live_.erase(found->second);
  slot_of_.erase(found);
  return true;
}

std::optional<std::size_t> FlatRows::slot_of(std::int64_t id) const {
  const auto found = slot_of_.find(id);
  if (found == slot_of_.end()) return std::nullopt;
  return found->second;
}

const float* FlatRows::values(std::size_t slot) const {
  return lines_[slot * lines_per_row_].values;
}

std::size_t FlatRows::resident_bytes() const {
  // A node of the map holds its pair, a pointer and the allocator's own word.
  constexpr std::size_t kNode = 40;
  return lines_.capacity() * sizeof(FloatLine) + squared_lengths_.capacity() * sizeof(float) +
         ids_.capacity() * sizeof(std::int64_t) + live_.bytes() + slot_of_.size() * kNode +
         slot_of_.bucket_count() * sizeof(void*);
}

FullRow FlatRows::row(std::size_t slot) const {
  const auto first = lines_.begin() + static_cast<std::ptrdiff_t>(slot * lines_per_row_);
  return {{first, first + static_cast<std::ptrdiff_t>(lines_per_row_)}, squared_lengths_[slot]};
}

SlotSet FlatRows::slots_of(std::span<const std::int64_t> ids) const {
  SlotSet slots(ids_.size());
  if (ids.size() < ids_.size()) {
    for (const std::int64_t id : ids) {
      if (const auto slot = slot_of(id)) slots.insert(*slot);
    }
    return slots;
  }
  for (std::size_t slot = 0; slot < ids_.size(); ++slot) {
    if (live_.contains(slot) && std::binary_search(ids.begin(), ids.end(), ids_[slot])) {
      slots.insert(slot);
    }
  }
  return slots;
}

float FlatRows::from_dot(float dot, const FullRow& query, std::size_t slot) const {
  if (metric_ != Metric::kL2) return dot;
  return std::min(0.0F, 2 * dot - query.squared_length - squared_lengths_[slot]);
}

void FlatRows::scan(const FullRow& query, const SlotSet& slots, NearestK& nearest) const {
  std::array<float, kRowsAtOnce> dots = {};
  for (std::size_t start = 0; start < ids_.size(); start += kRowsAtOnce) {
    const std::size_t count = std::min(kRowsAtOnce, ids_.size() - start);
    dot_rows_(query.lines.data(), {&lines_[start * lines_per_row_], count, lines_per_row_},
              dots.data());
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t slot = start + i;
      if (!slots.contains(slot)) continue;
      const float similarity = from_dot(dots[i], query, slot);
      if (similarity >= nearest.threshold()) nearest.offer({ids_[slot], similarity});
    }
  }
}

float FlatRows::similarity(const FullRow& query, std::size_t slot) const {
  float dot = 0;
  dot_rows_(query.lines.data(), {&lines_[slot * lines_per_row_], 1, lines_per_row_}, &dot);
  return from_dot(dot, query, slot);
}

}  // namespace eider::vector_index
