#include "corpus/vector_index/calibration.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace eider::vector_index {
namespace {

constexpr std::size_t kQuestions = 256;
constexpr std::size_t kTruthLists = 64;  // looked into for the truth, or a quarter of all
constexpr float kTruthWidth = 3.0F;
constexpr float kMove = 0.5F;
constexpr std::array<float, 7> kWidths = {0.4F, 0.6F, 0.8F, 1.0F, 1.3F, 1.7F, 2.3F};

/// What is aimed at for each of kRecalls: above it, as some hundred questions are a sample.
constexpr std::array<double, kRecalls.size()> kAims = {0.957, 0.9925, 0.9993};

// What a search costs, in the time that one row's code takes.
constexpr double kListCost = 60;
constexpr double kComputedCost = 20;

struct Question {
  ListQuery query;
  std::vector<std::uint32_t> truth;   // rows, nearest first
  std::vector<std::uint32_t> places;  // of each of them: how many lists are nearer than its own
};

/// Adds `share` of row r, less `share` of its centre where `residual`.
void add_row(const ListSegment& segment, std::uint32_t r, float share, bool residual,
             std::vector<float>& sum) {
  const ListView& view = segment.view();
  const float step = share * view.codes[r].gain / gain_per_step(segment.head().metric);
  const std::int8_t* values = view.values.data() + r * view.width;
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += step * static_cast<float>(values[i]);
  if (!residual) return;
  std::vector<float> centre(view.width);
  segment.quantizer().centre(segment.list_of_row(r), centre.data());
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] -= share * centre[i];
}

ListQuery question_near(const ListSegment& segment, std::uint32_t r, std::uint32_t other) {
  std::vector<float> turned(segment.origin().begin(), segment.origin().end());
  add_row(segment, r, 1, false, turned);
  add_row(segment, other, kMove, true, turned);
  if (segment.head().metric == Metric::kCosine) {
    double square = 0;
    for (const float value : turned) square += static_cast<double>(value) * value;
    const auto inverse = square > 0 ? static_cast<float>(1 / std::sqrt(square)) : 0.0F;
    for (float& value : turned) value *= inverse;
  }
  return ListQuery(turned, segment.origin(), segment.head().metric);
}

class Calibration {
 public:
  explicit Calibration(const ListSegment& segment) : segment_(segment), all_(segment.slots()) {
    for (std::size_t rank = 0; rank < segment.ids().size(); ++rank) {
      all_.insert(segment.slot_of_rank(rank));
    }
  }

  void ask(std::uint32_t r, std::uint32_t other);
  SearchParameters chosen() const;

 private:
  std::uint32_t lists_for_share(double share, std::size_t depth) const;
  std::pair<double, double> recall_and_cost(const Effort& effort) const;
  Effort cheapest(double aim) const;

  const ListSegment& segment_;
  SlotSet all_;
  std::vector<Question> questions_;
};

void Calibration::ask(std::uint32_t r, std::uint32_t other) {
  Question question = {question_near(segment_, r, other), {}, {}};
  const std::size_t lists = std::min(segment_.lists(), std::max(kTruthLists, segment_.lists() / 4));
  NearestK rows(kDepths.back());
  segment_.probe(question.query, all_, {static_cast<std::uint32_t>(lists), kTruthWidth}, rows);
  std::vector<std::uint32_t> place(segment_.lists(), static_cast<std::uint32_t>(lists));
  std::uint32_t at = 0;
  for (const ProbedList& list : segment_.quantizer().nearest_lists(question.query, lists)) {
    place[list.list] = at++;
  }
  for (const Neighbour& row : rows.take()) {
    const auto found = static_cast<std::uint32_t>(row.id);
    question.truth.push_back(found);
    question.places.push_back(place[segment_.list_of_row(found)]);
  }
  questions_.push_back(std::move(question));
}

/// The lists that hold such a share of the true rows down to a depth.
std::uint32_t Calibration::lists_for_share(double share, std::size_t depth) const {
  std::vector<std::size_t> at_place(segment_.lists() + 1);
  std::size_t all = 0;
  for (const Question& question : questions_) {
    const std::size_t some = std::min(depth, question.places.size());
    for (std::size_t i = 0; i < some; ++i) ++at_place[question.places[i]];
    all += some;
  }
  std::size_t held = 0;
  std::uint32_t lists = 0;
  while (lists < segment_.lists() && static_cast<double>(held) < share * static_cast<double>(all)) {
    held += at_place[lists++];
  }
  return std::max(lists, 1u);
}

std::pair<double, double> Calibration::recall_and_cost(const Effort& effort) const {
  const double rows_a_list =
      static_cast<double>(segment_.ids().size()) / static_cast<double>(segment_.lists());
  std::size_t found = 0;
  std::size_t wanted = 0;
  std::size_t computed = 0;
  for (const Question& question : questions_) {
    NearestK rows(kDepths.front());
    computed += segment_.probe(question.query, all_, effort, rows);
    const std::size_t some = std::min(kDepths.front(), question.truth.size());
    wanted += some;
    const auto end = question.truth.begin() + static_cast<std::ptrdiff_t>(some);
    for (const Neighbour& row : rows.take()) {
      found += std::find(question.truth.begin(), end, row.id) != end ? 1 : 0;
    }
  }
  const double count = static_cast<double>(questions_.size());
  const double cost = effort.lists * (kListCost + rows_a_list) +
                      kComputedCost * static_cast<double>(computed) / count;
  return {static_cast<double>(found) / static_cast<double>(std::max<std::size_t>(wanted, 1)), cost};
}

/// For each width of error: as many lists as it then takes.
Effort Calibration::cheapest(double aim) const {
  Effort best = {static_cast<std::uint32_t>(segment_.lists()), kTruthWidth};
  double best_cost = recall_and_cost(best).second;
  for (const float width : kWidths) {
    Effort effort = {lists_for_share(aim, kDepths.front()), width};
    for (int tries = 0; tries < 4; ++tries) {
      const auto [recall, cost] = recall_and_cost(effort);
      if (recall >= aim) {
        if (cost < best_cost) {
          best = effort;
          best_cost = cost;
        }
        break;
      }
      // What the error's width loses, more lists must find.
      const double share =
          std::min(1.0, aim + (aim - recall) * (tries + 1) + 0.1 * (1 - aim) * tries);
      const std::uint32_t more = lists_for_share(share, kDepths.front());
      effort.lists = std::min(static_cast<std::uint32_t>(segment_.lists()),
                              std::max(effort.lists + effort.lists / 16 + 1, more));
      if (share >= 1) break;
    }
  }
  return best;
}

SearchParameters Calibration::chosen() const {
  SearchParameters parameters;
  for (std::size_t target = 0; target < kRecalls.size(); ++target) {
    const Effort best = cheapest(kAims[target]);
    parameters.measured[target] = static_cast<float>(recall_and_cost(best).first);
    const auto spare = static_cast<double>(best.lists) /
                       static_cast<double>(lists_for_share(kAims[target], kDepths.front()));
    for (std::size_t depth = 0; depth < kDepths.size(); ++depth) {
      const double lists = spare * lists_for_share(kAims[target], kDepths[depth]);
      parameters.efforts[target][depth] = {
          static_cast<std::uint32_t>(
              std::min(std::ceil(lists - 1e-6), static_cast<double>(segment_.lists()))),
          best.error_width};
    }
    parameters.efforts[target][0].lists = best.lists;
  }
  return parameters;
}

}  // namespace

Result<void> calibrate(ListSegment& segment, const CancelFlag& cancel) {
  Calibration calibration(segment);
  const std::size_t rows = segment.ids().size();
  const std::size_t questions = std::min(kQuestions, rows);
  for (std::size_t i = 0; i < questions; ++i) {
    if (cancel.cancelled()) return fail(ErrorCode::kCancelled, "the merge was cancelled");
    const auto r = static_cast<std::uint32_t>(i * rows / questions);
    const auto other = static_cast<std::uint32_t>((i * 2654435761u + 12345u) % rows);
    calibration.ask(r, other);
  }
  segment.set_search_parameters(calibration.chosen());
  return {};
}

}  // namespace eider::vector_index
