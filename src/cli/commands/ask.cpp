// eider ask FILE 'question': an answer whose every sentence names bytes of its sources.
#include "cli/commands/commands.h"
#include "cli/render.h"
#include "cli/sql_text.h"

namespace eider::cli {

Result<Json> ask(Database& database, const Options& options) {
  if (auto checked = check_text(options.text, "the question"); !checked) {
    return std::unexpected(checked.error());
  }
  Arguments arguments;
  arguments.add("k", options.k).add("store", options.store).add("as_of", options.as_of);
  arguments.add("model", options.generator);
  auto rows = database.query(
      {"SELECT ai_answer(" + quote(options.text) + arguments.options() + ") AS answer", "answers"});
  if (!rows) return std::unexpected(std::move(rows.error()));
  if (rows->rows.size() != 1 || !rows->rows[0][0].is_object()) {
    return fail(ErrorCode::kCorrupt, "ai_answer gave no answer");
  }
  return pick(rows->rows[0][0],
              {"question", "answer", "abstained", "sentences", "model", "seconds"});
}

Result<int> run_ask(const Options& options) {
  return run_request(options, {Access::kWrite, ask, render_answer});
}

}  // namespace eider::cli
