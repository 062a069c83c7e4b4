#pragma once
// SearchParameters: how many lists a query looks into, and how much of a code's error is believed,
// so that a wanted share of the true neighbours is found. Chosen for each segment when it is made,
// by looking for rows of its own, each moved a little so that it stands for a question.
// A filter that leaves one row in a hundred makes the tenth neighbour as far as the thousandth
// was: so effort is known for depths, and a filtered search has the depth k / (share allowed).

#include <array>
#include <cstddef>
#include <cstdint>

namespace eider::vector_index {

inline constexpr std::array<double, 5> kRecalls = {0.95, 0.97, 0.99, 0.995, 0.999};
inline constexpr std::array<std::size_t, 3> kDepths = {10, 100, 1000};

struct Effort {
  std::uint32_t lists = 1;
  float error_width = 0;  // in standard deviations
};

struct SearchParameters {
  std::array<std::array<Effort, kDepths.size()>, kRecalls.size()> efforts = {};
  std::array<float, kRecalls.size()> measured = {};  // the recall of each, at the first depth

  /// The share of the true nearest that the order of int8 rows keeps.
  float kept = 1;
  std::uint32_t unused = 0;

  /// For a recall below 1; never more than `lists`. `refined`: full rows decide at the end, so
  /// that the int8 rows' order needs no allowance.
  Effort effort(double recall, bool refined, double depth, std::size_t lists) const;
};

}  // namespace eider::vector_index
