#include "extension/functions/functions.h"
#include "pipeline/ask.h"

namespace eider::extension {
namespace {

store::Value sentences_of(const Answer& answer) {
  store::List sentences;
  for (const AnswerSentence& sentence : answer.sentences) {
    store::List citations;
    for (const Citation& c : sentence.citations) {
      citations.emplace_back(store::List{c.document_id, c.path, store::text_or_null(c.title),
                                         c.span.start, c.span.stop, c.quote});
    }
    sentences.emplace_back(store::List{sentence.text, std::move(citations)});
  }
  return sentences;
}

}  // namespace

Result<store::Value> ai_answer(const Call& call, const Values& row) {
  const pipeline::Question question{*row[0].text(), call.integer("k", 5), call.text("filter"),
                                    call.text("as_of")};
  const auto answer = pipeline::ask(*call.host, call.scope_with_options(), question);
  if (!answer) return std::unexpected(answer.error());
  return store::Value(store::List{answer->question, answer->text, answer->abstained,
                                  sentences_of(*answer), answer->generator, answer->seconds});
}

}  // namespace eider::extension
