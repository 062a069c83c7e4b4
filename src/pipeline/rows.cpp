#include "pipeline/rows.h"

#include "base/limits.h"
#include "rows/prompt.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace eider::pipeline {

namespace {

Result<void> check_writing(const WritingOptions& options) {
  constexpr auto kMost = static_cast<std::int64_t>(kMaxAnswerTokens);
  constexpr double kHottest = 2;
  if (options.max_tokens < 1 || options.max_tokens > kMost) {
    return fail(ErrorCode::kInvalidArgument, "max_tokens is " + std::to_string(options.max_tokens) +
                                                 ", it must be 1 to " + std::to_string(kMost));
  }
  if (options.temperature < 0 || options.temperature > kHottest) {
    return fail(ErrorCode::kInvalidArgument, "temperature must be 0 to 2");
  }
  return {};
}

}  // namespace

Result<Outcomes<std::string>> complete(RowStatement& statement, std::span<const CompleteRow> rows,
                                       const WritingOptions& options) {
  if (auto checked = check_writing(options); !checked) return std::unexpected(checked.error());
  Outcomes<std::string> outcomes(rows.size());
  std::vector<std::size_t> sound;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (!text::trim(rows[row].instruction).empty()) {
      sound.push_back(row);
    } else {
      outcomes[row] = fail(ErrorCode::kInvalidArgument, "the instruction is empty");
    }
  }
  RowQuestions questions;
  questions.size = sound.size();
  questions.task = [&](std::size_t i) {
    const CompleteRow& row = rows[sound[i]];
    models::RowTask task;
    task.prompt = rows::prompt_of(row.text, row.instruction);
    task.max_tokens = options.max_tokens;
    task.temperature = options.temperature;
    task.seed = options.seed;
    return task;
  };
  auto replies = statement.ask(questions);
  if (!replies) return std::unexpected(replies.error());
  for (std::size_t i = 0; i < sound.size(); ++i) {
    auto& reply = (*replies)[i];
    if (reply) {
      outcomes[sound[i]] = std::move(reply->value);
    } else {
      outcomes[sound[i]] = std::unexpected(reply.error());
    }
  }
  return outcomes;
}

Result<std::vector<float>> embed(Host& host, const Scope& scope, const std::string& text) {
  const auto embedder = host.embedder(scope.models);
  if (!embedder) return std::unexpected(embedder.error());
  if (!*embedder) {
    return fail(ErrorCode::kInvalidArgument, "the embedder is none", "",
                "SET eider_embedder to a model of eider_models()");
  }
  auto vectors = (*embedder)->embed({text::to_simplified(text)}, models::EmbedKind::kPassage,
                                    host.cancel_flag());
  if (!vectors) return std::unexpected(vectors.error());
  return std::move(vectors->front());
}

}  // namespace eider::pipeline
