#include "corpus/answer/answer.h"

#include <fmt/format.h>

#include <utility>

#include "corpus/answer/judge.h"
#include "corpus/answer/material.h"
#include "corpus/answer/wording.h"

namespace eider::answer {
namespace {

// Chosen by bench/answer_bench with the 1.5B generator.
constexpr std::int64_t kMaterialTokens = 400;
constexpr double kLeastYes = 0.90;
constexpr double kMostNone = 0.17;

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

/// The numbers of the sentences to show; none where the model isn't sure of any.
Result<std::vector<std::int64_t>> decide(Judge& judge, const CancelFlag& cancel) {
  const Result<double> yes = judge.probability_of_yes(cancel);
  if (!yes) return std::unexpected(yes.error());
  if (*yes < kLeastYes) return std::vector<std::int64_t>();
  const Result<double> none = judge.probability_of_none(cancel);
  if (!none) return std::unexpected(none.error());
  if (*none > kMostNone) return std::vector<std::int64_t>();
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
