// eider_usage, eider_errors, eider_cache_clear: what functions over rows did, and what they kept.

#include "extension/functions/functions.h"

namespace eider::extension {

Result<RowSource> eider_usage(const Call& call) {
  const auto lines = call.host->row_cache().usage(*call.host, call.scope);
  if (!lines) return std::unexpected(lines.error());
  std::vector<store::List> rows;
  for (const store::Usage& line : *lines) {
    rows.push_back({line.began_at, line.function, line.model, line.rows, line.calls, line.cached,
                    line.prompt_tokens, line.answer_tokens, line.seconds, line.errors});
  }
  return rows_of(std::move(rows));
}

Result<RowSource> eider_errors(const Call& call) {
  const auto lines = call.host->row_cache().errors(*call.host, call.scope);
  if (!lines) return std::unexpected(lines.error());
  std::vector<store::List> rows;
  for (const store::RowError& line : *lines) {
    rows.push_back({line.met_at, line.function, line.model, line.row_number, line.input, line.error,
                    store::text_or_null(line.remedy)});
  }
  return rows_of(std::move(rows));
}

Result<RowSource> eider_cache_clear(const Call& call) {
  const auto gone = call.host->row_cache().clear(*call.host, call.scope, call.text("function"));
  if (!gone) return std::unexpected(gone.error());
  return rows_of({{*gone}});
}

}  // namespace eider::extension
