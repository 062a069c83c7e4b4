#include "corpus/vector_index/questions.h"

#include <algorithm>
#include <cmath>

#include "corpus/vector_index/kernels/code_ops.h"

namespace eider::vector_index {
namespace {

constexpr std::size_t kTruthLists = 64;  // looked into for the truth, or a quarter of all
constexpr float kTruthWidth = 3.0F;
constexpr float kOwnShare = 0.7F;    // of a row's way from its centre
constexpr float kOtherShare = 0.8F;  // of another's
constexpr std::size_t kNoisyRows = 30;
constexpr std::uint64_t kDraws = 8;

/// sum += share * (row r - its centre).
void add_way(const ListSegment& segment, std::uint32_t r, float share, std::vector<float>& sum) {
  const ListView& view = segment.view();
  const CodeOps ops = code_ops().back();
  const float step = view.codes[r].gain / gain_per_step(segment.head().metric);
  ops.gather(view.values.data() + r * view.width, share * step, sum.data(), view.width);
  std::vector<float> centre(view.width);
  segment.quantizer().centre(segment.list_of_row(r), centre.data());
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] -= share * centre[i];
}

/// Where a question lies, turned: its own way from the centre of a row's list.
std::vector<float> place_near(const ListSegment& segment, std::uint32_t r, std::uint32_t other) {
  std::vector<float> turned(segment.view().width);
  segment.quantizer().centre(segment.list_of_row(r), turned.data());
  for (std::size_t i = 0; i < turned.size(); ++i) turned[i] += segment.origin()[i];
  add_way(segment, r, kOwnShare, turned);
  add_way(segment, other, kOtherShare, turned);
  if (segment.head().metric != Metric::kCosine) return turned;
  double square = 0;
  for (const float value : turned) square += static_cast<double>(value) * value;
  const auto inverse = square > 0 ? static_cast<float>(1 / std::sqrt(square)) : 0.0F;
  for (float& value : turned) value *= inverse;
  return turned;
}

/// Close to normal and always the same: four parts of a hash, summed.
float noise(std::uint64_t seed) {
  std::uint64_t bits = (seed + 1) * 0x9E3779B97F4A7C15u;
  bits = (bits ^ (bits >> 29)) * 0xBF58476D1CE4E5B9u;
  bits ^= bits >> 32;
  float sum = 0;
  for (int i = 0; i < 4; ++i) sum += static_cast<float>(bits >> (16 * i) & 0xFFFF) / 65536.0F;
  return (sum - 2) * 1.7320508F;
}

/// How far a similarity may be from that of the full row, as a deviation: rounding errs evenly
/// within a step, and the part of it that lies along the row is taken off already.
float doubt(const ListSegment& segment, const Neighbour& row, float query_length) {
  const Metric metric = segment.head().metric;
  float apart = query_length;
  if (metric == Metric::kCosine) apart = std::sqrt(std::max(0.0F, 2 - 2 * row.similarity));
  if (metric == Metric::kL2) apart = std::sqrt(std::max(0.0F, -row.similarity));
  return apart * segment.view().codes[static_cast<std::size_t>(row.id)].gain / std::sqrt(12.0F);
}

/// The share of the first rows that stay the first when each is moved by its doubt.
double kept_share(const ListSegment& segment, std::span<const Neighbour> rows, float query_length) {
  const std::size_t first = std::min(kDepths.front(), rows.size());
  if (first == 0) return 1;
  std::size_t kept = 0;
  for (std::uint64_t draw = 0; draw < kDraws; ++draw) {
    NearestK moved(first);
    for (std::size_t i = 0; i < std::min(rows.size(), kNoisyRows); ++i) {
      const auto seed = kDraws * static_cast<std::uint64_t>(rows[i].id) + draw;
      const float by = doubt(segment, rows[i], query_length) * noise(seed);
      moved.offer({static_cast<std::int64_t>(i), rows[i].similarity + by});
    }
    for (const Neighbour& row : moved.take()) kept += static_cast<std::size_t>(row.id) < first;
  }
  return static_cast<double>(kept) / static_cast<double>(kDraws * first);
}

}  // namespace

Question ask(const ListSegment& segment, const SlotSet& slots, std::size_t number,
             std::size_t count) {
  const std::size_t rows = segment.ids().size();
  const std::vector<float> turned =
      place_near(segment, static_cast<std::uint32_t>(number * rows / count),
                 static_cast<std::uint32_t>((number * 2654435761u + 12345u) % rows));
  float square = 0;
  for (const float value : turned) square += value * value;
  Question question = {ListQuery(turned, segment.origin(), segment.head().metric), {}, {}, 1};
  const std::size_t lists = std::min(segment.lists(), std::max(kTruthLists, segment.lists() / 4));
  NearestK nearest(kDepths.back());
  segment.probe(question.query, slots, {static_cast<std::uint32_t>(lists), kTruthWidth}, nearest);
  std::vector<std::uint32_t> place(segment.lists(), static_cast<std::uint32_t>(lists));
  std::uint32_t at = 0;
  for (const ProbedList& list : segment.quantizer().nearest_lists(question.query, lists)) {
    place[list.list] = at++;
  }
  const std::vector<Neighbour> truth = nearest.take();
  question.kept = kept_share(segment, truth, std::sqrt(square));
  for (const Neighbour& row : truth) {
    const auto found = static_cast<std::uint32_t>(row.id);
    question.truth.push_back(found);
    question.places.push_back(place[segment.list_of_row(found)]);
  }
  return question;
}

}  // namespace eider::vector_index
