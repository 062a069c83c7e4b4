#include "pipeline/rows.h"

#include <functional>
#include <numeric>
#include <utility>

#include "base/limits.h"
#include "pipeline/row_checks.h"
#include "rows/amounts.h"
#include "rows/batch_plan.h"
#include "rows/prompts.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace eider::pipeline {
namespace {

/// How one function writes: which rows it refuses, what it asks, what it makes of a reply.
struct Writing {
  std::size_t size = 0;
  std::function<Result<void>(std::size_t row)> check;
  std::function<models::Prompt(std::size_t row)> prompt;
  std::function<Result<std::string>(std::size_t row, std::string reply)> finish;
};

Result<Outcomes<std::string>> write(RowStatement& statement, const Writing& writing,
                                    const WritingOptions& options) {
  if (auto checked = check_writing(options); !checked) return std::unexpected(checked.error());
  Outcomes<std::string> outcomes(writing.size);
  std::vector<std::size_t> sound;
  for (std::size_t row = 0; row < writing.size; ++row) {
    if (auto checked = writing.check(row); checked) {
      sound.push_back(row);
    } else {
      outcomes[row] = std::unexpected(checked.error());
    }
  }
  RowQuestions questions;
  questions.size = sound.size();
  questions.task = [&](std::size_t i) { return writing_task(writing.prompt(sound[i]), options); };
  auto replies = statement.ask(questions);
  if (!replies) return std::unexpected(replies.error());
  for (std::size_t i = 0; i < sound.size(); ++i) {
    auto& reply = (*replies)[i];
    if (reply) {
      outcomes[sound[i]] = writing.finish(sound[i], std::move(reply->value));
    } else {
      outcomes[sound[i]] = std::unexpected(reply.error());
    }
  }
  return outcomes;
}

Result<void> check_filled(const std::string& text, const char* name) {
  if (!text::trim(text).empty()) return {};
  return fail(ErrorCode::kInvalidArgument, std::string("the ") + name + " is empty");
}

}  // namespace

Result<void> check_writing(const WritingOptions& options) {
  constexpr auto kMost = static_cast<std::int64_t>(kMaxAnswerTokens);
  constexpr double kHottest = 2;
  if (options.max_tokens < 1 || options.max_tokens > kMost) {
    return fail(ErrorCode::kInvalidArgument, "max_tokens is " + std::to_string(options.max_tokens) +
                                                 ", it must be 1 to " + std::to_string(kMost));
  }
  if (!(options.temperature >= 0) || options.temperature > kHottest) {
    return fail(ErrorCode::kInvalidArgument, "temperature must be 0 to 2");
  }
  return {};
}

models::RowTask writing_task(models::Prompt prompt, const WritingOptions& options) {
  models::RowTask task;
  task.prompt = std::move(prompt);
  task.max_tokens = options.max_tokens;
  task.temperature = options.temperature;
  task.seed = options.seed;
  return task;
}

Result<Outcomes<std::string>> complete(RowStatement& statement, std::span<const CompleteRow> rows,
                                       const WritingOptions& options) {
  Writing writing;
  writing.size = rows.size();
  writing.check = [&](std::size_t row) {
    return check_filled(rows[row].instruction, "instruction");
  };
  writing.prompt = [&](std::size_t row) {
    return rows::prompt_of(rows[row].text, rows[row].instruction);
  };
  writing.finish = [](std::size_t, std::string reply) {
    return Result<std::string>(std::move(reply));
  };
  return write(statement, writing, options);
}

Result<Outcomes<std::string>> summarize(RowStatement& statement, std::span<const std::string> texts,
                                        const WritingOptions& options) {
  Writing writing;
  writing.size = texts.size();
  writing.check = [&](std::size_t row) { return check_filled(texts[row], "text"); };
  writing.prompt = [&](std::size_t row) { return rows::summary_form(texts[row]); };
  writing.finish = [&](std::size_t row, std::string reply) -> Result<std::string> {
    if (auto checked = rows::check_numbers(reply, texts[row]); !checked) {
      return std::unexpected(checked.error());
    }
    return Result<std::string>(std::move(reply));
  };
  return write(statement, writing, options);
}

Result<Outcomes<std::string>> translate(RowStatement& statement,
                                        std::span<const TranslatedRow> rows,
                                        const WritingOptions& options) {
  Writing writing;
  writing.size = rows.size();
  writing.check = [&](std::size_t row) { return check_filled(rows[row].language, "language"); };
  writing.prompt = [&](std::size_t row) {
    return rows::translation_form(rows::mark_amounts(rows[row].text).text, rows[row].language);
  };
  writing.finish = [&](std::size_t row, const std::string& reply) -> Result<std::string> {
    const TranslatedRow& asked = rows[row];
    const rows::MarkedText marked = rows::mark_amounts(asked.text);
    if (auto checked = rows::check_numbers(reply, marked.text); !checked) {
      return std::unexpected(checked.error());
    }
    auto text = rows::put_amounts_back(reply, marked, rows::names_chinese(asked.language));
    if (!text || !rows::names_simplified_chinese(asked.language)) return text;
    return text::to_simplified(*text);
  };
  return write(statement, writing, options);
}

Result<Outcomes<std::int64_t>> count_tokens(RowStatement& statement,
                                            std::span<const std::string> texts) {
  const RowSettings& settings = statement.settings();
  const auto executor = statement.host().row_executor(settings.scope.models, settings.threads);
  if (!executor) return std::unexpected(executor.error());
  Outcomes<std::int64_t> outcomes;
  for (const std::string& text : texts) {
    outcomes.emplace_back(std::ssize((*executor)->engine().vocabulary().tokens_of(text)));
  }
  return outcomes;
}

Result<Outcomes<double>> similarity(RowStatement& statement, std::span<const Pair> pairs) {
  std::vector<std::string> texts;
  for (const Pair& pair : pairs) {
    texts.push_back(pair.left);
    texts.push_back(pair.right);
  }
  const rows::Collapsed collapsed = rows::collapse(texts);
  std::vector<std::string> distinct;
  for (const std::size_t at : collapsed.asking) distinct.push_back(texts[at]);
  const auto vectors = embed(statement.host(), statement.settings().scope, distinct);
  if (!vectors) return std::unexpected(vectors.error());
  Outcomes<double> outcomes;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto& left = (*vectors)[collapsed.group_of[2 * i]];
    const auto& right = (*vectors)[collapsed.group_of[2 * i + 1]];
    outcomes.emplace_back(std::inner_product(left.begin(), left.end(), right.begin(), 0.0));
  }
  return outcomes;
}

Result<std::vector<std::vector<float>>> embed(Host& host, const Scope& scope,
                                              std::span<const std::string> texts) {
  const auto embedder = host.embedder(scope.models);
  if (!embedder) return std::unexpected(embedder.error());
  if (!*embedder) {
    return fail(ErrorCode::kInvalidArgument, "the embedder is none", "",
                "SET eider_embedder to a model of eider_models()");
  }
  std::vector<std::string> simplified;
  for (const std::string& text : texts) simplified.push_back(text::to_simplified(text));
  return (*embedder)->embed(simplified, models::EmbedKind::kPassage, host.cancel_flag());
}

Result<std::vector<float>> embed(Host& host, const Scope& scope, const std::string& text) {
  auto vectors = embed(host, scope, std::span(&text, 1));
  if (!vectors) return std::unexpected(vectors.error());
  return std::move(vectors->front());
}

}  // namespace eider::pipeline
