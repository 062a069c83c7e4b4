#include "pipeline/extracted_rows.h"

#include <utility>

#include "pipeline/row_checks.h"
#include "rows/batch_plan.h"
#include "rows/constraint/constraint.h"
#include "rows/constraint/schema_json.h"
#include "rows/constraint/schema_type.h"
#include "rows/prompts.h"
#include "text/utf8.h"

namespace eider::pipeline {
namespace {

Result<rows::Schema> schema_of(const std::string& text) {
  return text::trim(text).starts_with("{") ? rows::schema_of_json(text)
                                           : rows::schema_of_type(text);
}

/// unique_ptr -> shared_ptr
Result<RowQuestions::Constraint> shared(Result<std::unique_ptr<models::TokenConstraint>> made) {
  if (!made) return std::unexpected(made.error());
  return RowQuestions::Constraint(std::move(*made));
}

/// Rows of one schema.
Result<RowReplies> ask_schema(RowStatement& statement, std::span<const ExtractedRow> rows,
                              const std::vector<std::size_t>& chosen, const rows::Schema& schema,
                              const WritingOptions& options) {
  RowQuestions questions;
  questions.size = chosen.size();
  questions.constraint_text = rows[chosen.front()].schema;
  questions.task = [&](std::size_t i) {
    const ExtractedRow& row = rows[chosen[i]];
    return writing_task(rows::extraction_form(row.text, row.schema), options);
  };
  if (rows::has_quoted_strings(schema)) {
    questions.row_constraint = [&](const RowQuestions::Trie& trie,
                                   std::size_t i) -> Result<RowQuestions::Constraint> {
      const auto own = rows::strings_from(schema, rows[chosen[i]].text);
      if (!own) return std::unexpected(own.error());
      return shared(rows::compile_schema(*own, trie));
    };
  } else {
    questions.constraint = [&](const RowQuestions::Trie& trie) {
      return shared(rows::compile_schema(schema, trie));
    };
  }
  return statement.ask(questions);
}

Result<std::string> whole_value(Result<store::CachedReply> reply) {
  if (!reply) return std::unexpected(reply.error());
  if (reply->finished) return std::move(reply->value);
  return fail(ErrorCode::kLimit, "the value is longer than max_tokens", "",
              "raise max_tokens or shorten the schema");
}

}  // namespace

Result<Outcomes<std::string>> extract(RowStatement& statement, std::span<const ExtractedRow> rows,
                                      const WritingOptions& options) {
  if (auto checked = check_writing(options); !checked) return std::unexpected(checked.error());
  std::vector<std::string> schemas;
  for (const ExtractedRow& row : rows) schemas.push_back(row.schema);
  const rows::Collapsed groups = rows::collapse(schemas);
  Outcomes<std::string> outcomes(rows.size());
  for (std::size_t group = 0; group < groups.asking.size(); ++group) {
    std::vector<std::size_t> chosen;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (groups.group_of[row] == group) chosen.push_back(row);
    }
    const auto schema = schema_of(schemas[chosen.front()]);
    if (!schema) {
      for (const std::size_t row : chosen) outcomes[row] = std::unexpected(schema.error());
      continue;
    }
    auto replies = ask_schema(statement, rows, chosen, *schema, options);
    if (!replies) return std::unexpected(replies.error());
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      outcomes[chosen[i]] = whole_value(std::move((*replies)[i]));
    }
  }
  return outcomes;
}

}  // namespace eider::pipeline
