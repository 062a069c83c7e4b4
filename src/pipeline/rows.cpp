#include "pipeline/rows.h"

#include "base/limits.h"
#include "rows/prompt.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace eider::pipeline {

Result<std::string> complete(Host& host, const Scope& scope, const CompleteRequest& request) {
  if (text::trim(request.instruction).empty()) {
    return fail(ErrorCode::kInvalidArgument, "the instruction is empty");
  }
  if (request.max_tokens < 1 || request.max_tokens > static_cast<std::int64_t>(kMaxAnswerTokens)) {
    return fail(ErrorCode::kInvalidArgument, "max_tokens is " + std::to_string(request.max_tokens) +
                                                 ", it must be 1 to " +
                                                 std::to_string(kMaxAnswerTokens));
  }
  const auto generator = host.generator(scope.models);
  if (!generator) return std::unexpected(generator.error());
  models::CompletionOptions options;
  options.max_tokens = request.max_tokens;
  auto completion = (*generator)
                        ->complete(rows::prompt_of(request.text, request.instruction), options,
                                   host.cancel_flag());
  if (!completion) return std::unexpected(completion.error());
  return std::move(completion->text);
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
