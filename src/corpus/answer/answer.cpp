#include "corpus/answer/answer.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "corpus/answer/judge.h"
#include "corpus/answer/material.h"
#include "corpus/answer/wording.h"

namespace eider::answer {
namespace {

// More material finds hardly more answers (98.4 % of them stand in 400 tokens, 97 % in 300), and
// reading it is what an answer costs.
constexpr std::int64_t kMaterialTokens = 400;
// Chosen with bench/answer_bench and the 1.5B generator, which showed 10 of 11 answers that were
// there and none of 10 that were not; two separate bounds on the same probabilities showed 3.
constexpr double kLeastCertainty = 5.5;  // nats

Answer abstention(const AnswerRequest& request, const Wording& wording) {
  Answer answer;
  answer.question = request.question;
  answer.abstained = true;
  answer.text =
      fmt::format(fmt::runtime(wording.nothing_found), fmt::arg("store", request.store),
                  fmt::arg("documents", request.documents), fmt::arg("chunks", request.chunks));
  if (!request.hits.empty()) {
    const Hit& nearest = request.hits.front();
    const std::string& named = nearest.title.empty() ? nearest.path : nearest.title;
    const std::string title = fmt::format("{}{}{}", wording.title_open, named, wording.title_close);
    answer.text += fmt::format(fmt::runtime(wording.nearest), fmt::arg("title", title));
  }
  answer.text += wording.full_stop;
  return answer;
}

double log_odds(double probability) { return std::log(probability / (1 - probability)); }

/// The model is asked in two ways whether the answer is there, and neither way tells alone: the
/// evidence is added up. Numbers of the sentences to show; none where it is too little.
Result<std::vector<std::int64_t>> decide(Judge& judge, const CancelFlag& cancel) {
  const Result<double> yes = judge.probability_of_yes(cancel);
  if (!yes) return std::unexpected(yes.error());
  const Result<double> none = judge.probability_of_none(cancel);
  if (!none) return std::unexpected(none.error());
  const double certainty = log_odds(*yes) - log_odds(*none);
  if (!(certainty >= kLeastCertainty)) return std::vector<std::int64_t>();
  return judge.select(cancel);
}

Answer shown(const AnswerRequest& request, const std::vector<MaterialSentence>& material,
             const std::vector<std::int64_t>& numbers) {
  Answer answer;
  answer.question = request.question;
  for (const std::int64_t number : numbers) {
    const MaterialSentence& sentence = material[static_cast<std::size_t>(number - 1)];
    // Latin sentences need a space between them, Chinese ones bring their own full stop.
    const bool latin = !answer.text.empty() && static_cast<unsigned char>(answer.text.back()) < 128;
    answer.text += (latin ? " " : "") + sentence.text;
    answer.sentences.push_back({sentence.text, sentence.citations});
  }
  return answer;
}

}  // namespace

Result<Answer> answer(const AnswerRequest& request, models::Generator& generator,
                      const CancelFlag& cancel) {
  const Wording& wording = wording_for(request.question);
  const auto count_tokens = [&](std::string_view text) { return generator.count_tokens(text); };
  const std::vector<MaterialSentence> material =
      choose_material(request.question, request.hits, count_tokens, kMaterialTokens);
  if (material.empty()) return abstention(request, wording);

  Judge judge(wording, material, request.question, generator);
  const auto numbers = decide(judge, cancel);
  if (!numbers) return std::unexpected(numbers.error());
  Answer made =
      numbers->empty() ? abstention(request, wording) : shown(request, material, *numbers);
  made.prompt_tokens = judge.prompt_tokens();
  made.answer_tokens = judge.answer_tokens();
  return made;
}

}  // namespace eider::answer
