#include "vector_data.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <system_error>

namespace {

constexpr std::size_t kTopics = 300;
constexpr float kSpectrum = 0.5F;  // the i-th axis has a deviation of i^-0.5
constexpr float kMeanLength = 0.6F;
constexpr float kTopicScale = 1.0F;
constexpr float kSubtopicScale = 0.8F;
constexpr float kRowScale = 0.9F;
constexpr float kQueryScale = 0.35F;  // beyond a row's own

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15u + 0x1234567) {
    for (int i = 0; i < 4; ++i) bits();
  }
  std::uint64_t bits() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return state_ * 0x2545F4914F6CDD1Du;
  }
  float uniform() { return static_cast<float>(bits() >> 40) / 16777216.0F; }
  std::size_t below(std::size_t limit) { return (bits() >> 16) % limit; }
  /// Close to normal: the sum of eight uniforms.
  float normal() {
    float sum = 0;
    for (int i = 0; i < 2; ++i) {
      const std::uint64_t four = bits();
      for (int j = 0; j < 4; ++j) sum += static_cast<float>(four >> (16 * j) & 0xFFFF);
    }
    return (sum / 65535.0F - 4) * 1.2247449F;
  }

 private:
  std::uint64_t state_;
};

/// A random turn: rounds of plane rotations of random pairs of axes.
class Turn {
 public:
  Turn(std::size_t dimensions, Chance& chance) {
    std::vector<std::uint32_t> axes(dimensions);
    std::iota(axes.begin(), axes.end(), 0u);
    for (int round = 0; round < 24; ++round) {
      for (std::size_t i = dimensions - 1; i > 0; --i)
        std::swap(axes[i], axes[chance.below(i + 1)]);
      for (std::size_t i = 0; i + 1 < dimensions; i += 2) {
        const float angle = chance.uniform() * 6.2831853F;
        planes_.push_back({axes[i], axes[i + 1], std::cos(angle), std::sin(angle)});
      }
    }
  }
  void apply(float* values) const {
    for (const Plane& plane : planes_) {
      const float left = values[plane.left];
      const float right = values[plane.right];
      values[plane.left] = plane.cosine * left - plane.sine * right;
      values[plane.right] = plane.sine * left + plane.cosine * right;
    }
  }

 private:
  struct Plane {
    std::uint32_t left, right;
    float cosine, sine;
  };
  std::vector<Plane> planes_;
};

void make_unit(float* values, std::size_t count) {
  double square = 0;
  for (std::size_t i = 0; i < count; ++i) square += static_cast<double>(values[i]) * values[i];
  const auto inverse = static_cast<float>(1 / std::sqrt(std::max(square, 1e-30)));
  for (std::size_t i = 0; i < count; ++i) values[i] *= inverse;
}

std::vector<float> spectrum(std::size_t dimensions, float power) {
  std::vector<float> deviations(dimensions);
  for (std::size_t i = 0; i < dimensions; ++i) {
    deviations[i] = std::pow(static_cast<float>(i + 1), -power);
  }
  make_unit(deviations.data(), dimensions);
  return deviations;
}

std::vector<double> zipf(std::size_t count, double power) {
  std::vector<double> cumulated(count);
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    sum += std::pow(static_cast<double>(i + 1), -power);
    cumulated[i] = sum;
  }
  return cumulated;
}

std::size_t drawn(const std::vector<double>& cumulated, Chance& chance) {
  const double at = chance.uniform() * cumulated.back();
  const auto found = std::lower_bound(cumulated.begin(), cumulated.end(), at);
  return std::min(cumulated.size() - 1, static_cast<std::size_t>(found - cumulated.begin()));
}

class Topics {
 public:
  Topics(std::size_t subtopics, std::size_t dimensions, Chance& chance)
      : dimensions_(dimensions),
        axes_(spectrum(dimensions, kSpectrum)),
        own_(spectrum(dimensions, kSpectrum * 0.9F)),
        weights_(zipf(subtopics, 0.6)),
        turn_(dimensions, chance) {
    std::vector<float> topics(kTopics * dimensions);
    for (std::size_t i = 0; i < topics.size(); ++i) {
      topics[i] = kTopicScale * axes_[i % dimensions] * chance.normal();
    }
    const std::vector<double> popular = zipf(kTopics, 0.7);
    for (std::size_t s = 0; s < subtopics; ++s) {
      topic_.push_back(static_cast<std::uint32_t>(drawn(popular, chance)));
      width_.push_back(kRowScale * (0.6F + 0.8F * chance.uniform()));
      for (std::size_t i = 0; i < dimensions; ++i) {
        middles_.push_back(topics[topic_[s] * dimensions + i] +
                           kSubtopicScale * axes_[i] * chance.normal());
      }
    }
    order_.resize(kTopics * dimensions);
    for (std::size_t t = 0; t < kTopics; ++t) {
      const auto begin = order_.begin() + static_cast<std::ptrdiff_t>(t * dimensions);
      std::iota(begin, begin + static_cast<std::ptrdiff_t>(dimensions), 0u);
      for (std::size_t i = dimensions - 1; i > 0; --i) {
        std::swap(order_[t * dimensions + i], order_[t * dimensions + chance.below(i + 1)]);
      }
    }
    const float part = kMeanLength / std::sqrt(static_cast<float>(dimensions));
    for (std::size_t i = 0; i < dimensions; ++i)
      mean_.push_back((chance.bits() >> 60 & 1) != 0 ? part : -part);
  }

  void draw(float beyond, Chance& chance, float* out) const {
    const std::size_t s = drawn(weights_, chance);
    const std::uint32_t* order = &order_[topic_[s] * dimensions_];
    for (std::size_t i = 0; i < dimensions_; ++i) {
      out[i] =
          middles_[s * dimensions_ + i] + mean_[i] + width_[s] * 0.6F * own_[i] * chance.normal();
    }
    for (std::size_t i = 0; i < dimensions_; ++i) {
      out[order[i]] += width_[s] * 0.8F * own_[i] * chance.normal();
    }
    if (beyond > 0) {
      for (std::size_t i = 0; i < dimensions_; ++i) out[i] += beyond * own_[i] * chance.normal();
    }
    turn_.apply(out);
    make_unit(out, dimensions_);
  }

 private:
  std::size_t dimensions_;
  std::vector<float> axes_, own_, middles_, width_, mean_;
  std::vector<double> weights_;
  std::vector<std::uint32_t> topic_, order_;
  Turn turn_;
};

Rows drawn_rows(const Topics& topics, std::size_t count, std::size_t dimensions, float beyond,
                std::uint64_t seed) {
  Chance chance(seed);
  Rows rows = {count, dimensions, std::vector<float>(count * dimensions)};
  for (std::size_t r = 0; r < count; ++r) {
    topics.draw(beyond, chance, rows.values.data() + r * dimensions);
  }
  return rows;
}

}  // namespace

VectorData clustered(std::size_t rows, std::size_t queries, std::size_t dimensions) {
  Chance chance(1);
  const Topics topics(std::max<std::size_t>(rows / 33, 1), dimensions, chance);
  return {"clustered " + std::to_string(rows) + " x " + std::to_string(dimensions),
          drawn_rows(topics, rows, dimensions, 0, 1001),
          drawn_rows(topics, queries, dimensions, kQueryScale, 1002)};
}

VectorData from_file(const std::string& path, std::size_t queries, std::size_t dimensions) {
  std::ifstream file(path, std::ios::binary);
  std::array<std::uint32_t, 2> head = {};
  VectorData data;
  if (path.ends_with(".f32")) {
    std::error_code absent;
    const std::uintmax_t bytes = std::filesystem::file_size(path, absent);
    if (absent) return data;
    head[0] = static_cast<std::uint32_t>(bytes / (dimensions * sizeof(float)));
  } else {
    file.read(reinterpret_cast<char*>(head.data()), sizeof head);
    dimensions = head[1];
  }
  std::vector<float> all(head[0] * dimensions);
  file.read(reinterpret_cast<char*>(all.data()),
            static_cast<std::streamsize>(all.size() * sizeof(float)));
  if (!file || head[0] <= queries) return data;
  Chance chance(7);
  std::vector<std::uint32_t> order(head[0]);
  std::iota(order.begin(), order.end(), 0u);
  for (std::size_t i = order.size() - 1; i > 0; --i)
    std::swap(order[i], order[chance.below(i + 1)]);
  data.base = {head[0] - queries, dimensions, {}};
  data.queries = {queries, dimensions, {}};
  for (std::size_t i = 0; i < order.size(); ++i) {
    float* row = &all[order[i] * dimensions];
    make_unit(row, dimensions);
    std::vector<float>& to = i < data.base.count ? data.base.values : data.queries.values;
    to.insert(to.end(), row, row + dimensions);
  }
  data.name = path.substr(path.rfind('/') + 1) + " " + std::to_string(data.base.count) + " x " +
              std::to_string(dimensions);
  return data;
}

void write_rows(const Rows& rows, const std::string& path) {
  std::ofstream file(path, std::ios::binary);
  const std::array<std::uint32_t, 2> head = {static_cast<std::uint32_t>(rows.count),
                                             static_cast<std::uint32_t>(rows.dimensions)};
  file.write(reinterpret_cast<const char*>(head.data()), sizeof head);
  file.write(reinterpret_cast<const char*>(rows.values.data()),
             static_cast<std::streamsize>(rows.values.size() * sizeof(float)));
}
