#include "corpus/vector_index/calibration.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

#include "corpus/vector_index/questions.h"

namespace eider::vector_index {
namespace {

constexpr std::size_t kQuestions = 256;
constexpr std::array<float, 9> kWidths = {0.5F, 0.7F, 0.9F, 1.2F, 1.5F, 1.9F, 2.4F, 3.0F, 4.0F};
constexpr std::size_t kWidthsTried = 6;  // from that of the recall below on
constexpr int kTries = 4;
constexpr double kMargin = 0.1;  // of what may be missed: some hundred questions are a sample

// What a search costs, in the time that one row's code takes.
constexpr double kListCost = 60;
constexpr double kComputedCost = 20;

struct Trial {
  double recall = 0;
  double cost = 0;
};

class Calibration {
 public:
  explicit Calibration(const ListSegment& segment) : segment_(segment), all_(segment.slots()) {
    for (std::size_t rank = 0; rank < segment.ids().size(); ++rank) {
      all_.insert(segment.slot_of_rank(rank));
    }
  }

  void ask_one(std::size_t number, std::size_t count) {
    questions_.push_back(ask(segment_, all_, number, count));
  }
  SearchParameters chosen() const;

 private:
  std::uint32_t lists_for_share(double share, std::size_t depth) const;
  Trial tried(const Effort& effort) const;
  std::optional<std::pair<Effort, Trial>> reaching(double aim, float width) const;
  std::pair<Effort, Trial> cheapest(double aim, std::size_t& from) const;

  const ListSegment& segment_;
  SlotSet all_;
  std::vector<Question> questions_;
};

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

Trial Calibration::tried(const Effort& effort) const {
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
  const double rows_a_list =
      static_cast<double>(segment_.ids().size()) / static_cast<double>(segment_.lists());
  const double computed_a_question =
      static_cast<double>(computed) / static_cast<double>(questions_.size());
  return {static_cast<double>(found) / static_cast<double>(std::max<std::size_t>(wanted, 1)),
          effort.lists * (kListCost + rows_a_list) + kComputedCost * computed_a_question};
}

/// As many lists as this width of error takes: what it loses, more lists must find.
std::optional<std::pair<Effort, Trial>> Calibration::reaching(double aim, float width) const {
  Effort effort = {lists_for_share(aim, kDepths.front()), width};
  double share = aim;
  for (int tries = 0; tries < kTries && share < 1; ++tries) {
    const Trial trial = tried(effort);
    if (trial.recall >= aim) return std::pair(effort, trial);
    share += 1.2 * (aim - trial.recall);
    const std::uint32_t more = lists_for_share(std::min(share, 1.0), kDepths.front());
    effort.lists = std::min(static_cast<std::uint32_t>(segment_.lists()),
                            std::max(effort.lists + effort.lists / 16 + 1, more));
  }
  return std::nullopt;
}

std::pair<Effort, Trial> Calibration::cheapest(double aim, std::size_t& from) const {
  std::optional<std::pair<Effort, Trial>> best;
  const std::size_t end = std::min(from + kWidthsTried, kWidths.size());
  for (std::size_t width = from; width < end; ++width) {
    const auto reached = reaching(aim, kWidths[width]);
    if (!reached || (best && best->second.cost <= reached->second.cost)) continue;
    best = reached;
    from = width;
  }
  if (best) return *best;
  const Effort most = {lists_for_share(1, kDepths.front()), kWidths.back()};
  return {most, tried(most)};
}

SearchParameters Calibration::chosen() const {
  SearchParameters parameters;
  double kept = 0;
  for (const Question& question : questions_) kept += question.kept;
  parameters.kept =
      static_cast<float>(std::clamp(kept / static_cast<double>(questions_.size()), 0.5, 1.0));
  std::size_t from = 0;
  for (std::size_t target = 0; target < kRecalls.size(); ++target) {
    const double aim = kRecalls[target] + kMargin * (1 - kRecalls[target]);
    const auto [best, trial] = cheapest(aim, from);
    parameters.measured[target] = static_cast<float>(trial.recall);
    const double spare =
        std::max(1.0, static_cast<double>(best.lists) / lists_for_share(aim, kDepths.front()));
    for (std::size_t depth = 0; depth < kDepths.size(); ++depth) {
      const double lists = std::ceil(spare * lists_for_share(aim, kDepths[depth]) - 1e-6);
      const double most = std::min(lists, static_cast<double>(segment_.lists()));
      parameters.efforts[target][depth] = {static_cast<std::uint32_t>(most), best.error_width};
    }
    parameters.efforts[target][0].lists = best.lists;
  }
  return parameters;
}

}  // namespace

Result<void> calibrate(ListSegment& segment, const CancelFlag& cancel) {
  Calibration calibration(segment);
  const std::size_t questions = std::min(kQuestions, segment.ids().size());
  for (std::size_t i = 0; i < questions; ++i) {
    if (cancel.cancelled()) return fail(ErrorCode::kCancelled, "the merge was cancelled");
    calibration.ask_one(i, questions);
  }
  segment.set_search_parameters(calibration.chosen());
  return {};
}

}  // namespace eider::vector_index
