#include "corpus/vector_index/quantizer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>

#include "corpus/vector_index/kernels/code_ops.h"

namespace eider::vector_index {
namespace {

constexpr std::size_t kSpare = 12;  // lists looked at exactly beyond those that are wanted
constexpr std::size_t kSteps = 512;

bool nearer_list(const ProbedList& left, const ProbedList& right) {
  if (left.nearness != right.nearness) return left.nearness > right.nearness;
  return left.list < right.list;
}

/// So much is the count-th largest, or somewhat less: exactly of the largest of each half of a
/// block, else by counting how many values fall into equal steps. At most all of them are wanted.
float limit_for(std::span<const float> estimates, std::span<const float> most, std::size_t count) {
  if (3 * count <= 2 * most.size()) {
    std::vector<float> ranked(most.begin(), most.end());
    const auto at = ranked.begin() + static_cast<std::ptrdiff_t>(count - 1);
    std::nth_element(ranked.begin(), at, ranked.end(), std::greater<>());
    return *at;
  }
  const auto [low, high] = std::minmax_element(estimates.begin(), estimates.end());
  const float scale = static_cast<float>(kSteps - 1) / (*high - *low);
  if (!std::isfinite(scale)) return -INFINITY;
  std::array<std::uint32_t, kSteps> counts = {};
  for (const float estimate : estimates) {
    const float at = (*high - estimate) * scale;
    ++counts[at >= 0 && at < kSteps ? static_cast<std::size_t>(at) : kSteps - 1];
  }
  std::size_t step = 0;
  for (std::size_t seen = counts[0]; seen < count && step + 1 < kSteps;) seen += counts[++step];
  return step + 1 == kSteps ? -INFINITY : *high - static_cast<float>(step + 1) / scale;
}

/// The lists whose estimate is among the `count` best, and some more.
std::vector<std::uint32_t> best_lists(std::span<const float> estimates, std::span<const float> most,
                                      std::size_t count) {
  const float limit = limit_for(estimates, most, count);
  std::vector<std::uint32_t> best;
  for (std::size_t half = 0; half < most.size(); ++half) {
    if (most[half] < limit) continue;
    const std::size_t end = std::min((half + 1) * kHalfBlock, estimates.size());
    for (std::size_t list = half * kHalfBlock; list < end; ++list) {
      if (estimates[list] >= limit) best.push_back(static_cast<std::uint32_t>(list));
    }
  }
  return best;
}

}  // namespace

std::size_t centre_block_bytes(std::size_t lists, std::size_t width) {
  return (lists + kBlockRows - 1) / kBlockRows * block_bytes(width / 4);
}

Quantizer::Quantizer(const QuantizerView& view)
    : view_(view), fast_scan_(fast_scans().back()), dot_(int8_dots().back()) {}

std::vector<ProbedList> Quantizer::nearest_lists(const ListQuery& query, std::size_t count) const {
  const std::size_t wanted = std::min(lists(), count + count / 2 + kSpare);
  std::vector<std::uint32_t> candidates;
  if (wanted < lists()) {
    const std::size_t blocks = (lists() + kBlockRows - 1) / kBlockRows;
    std::vector<float> estimates(blocks * kBlockRows);
    std::vector<float> most(2 * blocks);
    fast_scan_.estimates(query.scan(), view_.blocks.data(), blocks, estimates.data(), most.data());
    candidates = best_lists({estimates.data(), lists()}, most, wanted);
  } else {
    candidates.resize(lists());
    std::iota(candidates.begin(), candidates.end(), 0u);
  }
  std::vector<std::int32_t> sums(candidates.size());
  dot_.picked(query.values16(), {view_.values.data(), view_.width}, candidates.data(),
              candidates.size(), sums.data());
  std::vector<ProbedList> probed(candidates.size());
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Centre& centre = view_.centres[candidates[i]];
    const float dot = query.inner_product(sums[i]) * centre.step;
    const float distance = std::max(0.0F, query.square() - 2 * dot + centre.square);
    const float base = view_.metric == Metric::kL2 ? -distance : query.bias() + dot;
    const float nearness = view_.metric == Metric::kInnerProduct ? dot : -distance;
    // What is no number (of bytes that only seemed sound) must not meet the sort.
    probed[i] = {candidates[i], base, std::sqrt(distance),
                 std::isfinite(nearness) ? nearness : -INFINITY};
  }
  const std::size_t kept = std::min(count, probed.size());
  const auto end = probed.begin() + static_cast<std::ptrdiff_t>(kept);
  if (end != probed.end()) std::nth_element(probed.begin(), end, probed.end(), nearer_list);
  std::sort(probed.begin(), end, nearer_list);
  probed.resize(kept);
  return probed;
}

void Quantizer::centre(std::size_t list, float* values) const {
  const std::int8_t* bytes = view_.values.data() + list * view_.width;
  const float step = view_.centres[list].step;
  code_ops().back().expand(bytes, step, values, view_.width);
}

}  // namespace eider::vector_index
