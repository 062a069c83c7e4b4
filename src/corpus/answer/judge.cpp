#include "corpus/answer/judge.h"

#include <cmath>
#include <utility>

#include "corpus/answer/number_list.h"
#include "corpus/answer/prompts.h"

namespace eider::answer {
namespace {

constexpr std::int64_t kMostSelected = 3;
constexpr std::int64_t kSelectionTokens = 24;  // "[12, 13, 14]" and room

}  // namespace

Judge::Judge(const Wording& wording, std::span<const MaterialSentence> material,
             std::string_view question, models::Generator& generator)
    : wording_(wording),
      generator_(generator),
      sentences_(static_cast<std::int64_t>(material.size())),
      shared_(material_and_question(wording, material, question)) {}

void Judge::count(std::string_view instruction) {
  if (counted_ == instruction) return;
  if (counted_.empty()) prompt_tokens_ += generator_.count_tokens(shared_);
  prompt_tokens_ += generator_.count_tokens(instruction);
  counted_ = instruction;
}

Result<double> Judge::probability_of_yes(const CancelFlag& cancel) {
  const auto scored =
      generator_.score(prompt_with(wording_, shared_, wording_.check),
                       {std::string(wording_.yes), std::string(wording_.no)}, cancel);
  if (!scored) return std::unexpected(scored.error());
  count(wording_.check);
  const double margin = scored->at(1).log_probability - scored->at(0).log_probability;
  return 1 / (1 + std::exp(margin));
}

Result<double> Judge::probability_of_none(const CancelFlag& cancel) {
  const auto scored =
      generator_.score(prompt_with(wording_, shared_, wording_.select), {"[]"}, cancel);
  if (!scored) return std::unexpected(scored.error());
  count(wording_.select);
  return std::exp(scored->at(0).log_probability);
}

Result<std::vector<std::int64_t>> Judge::select(const CancelFlag& cancel) {
  const NumberListConstraint constraint(sentences_, kMostSelected);
  models::CompletionOptions options;
  options.max_tokens = kSelectionTokens;
  options.constraint = &constraint;
  const auto completion =
      generator_.complete(prompt_with(wording_, shared_, wording_.select), options, cancel);
  if (!completion) return std::unexpected(completion.error());
  count(wording_.select);
  answer_tokens_ += completion->answer_tokens;
  if (!constraint.may_end(completion->text)) return std::vector<std::int64_t>();
  return parse_number_list(completion->text);
}

}  // namespace eider::answer
