// eider search FILE 'question': passages by rank.
#include "cli/commands/commands.h"
#include "cli/render.h"
#include "cli/sql_text.h"

namespace eider::cli {

Result<Json> search(Database& database, const Options& options) {
  if (auto checked = check_text(options.text, "the question"); !checked) {
    return std::unexpected(checked.error());
  }
  Arguments arguments;
  arguments.add("k", options.k).add("store", options.store);
  arguments.add("filter", options.filter).add("as_of", options.as_of);
  auto rows = database.query(
      {"FROM ai_search(" + quote(options.text) + arguments.named() + ") ORDER BY rank",
       "passages"});
  if (!rows) return std::unexpected(std::move(rows.error()));
  Json hits = Json::array();
  for (const auto& row : rows->rows) {
    hits.push_back(pick(object_of(*rows, row), {"rank", "score", "document_id", "path", "title",
                                                "published_at", "start", "stop", "text"}));
    hits.back()["published_at"] = date_of(hits.back()["published_at"]);
  }
  return Json{{"question", options.text}, {"hits", std::move(hits)}, {"seconds", rows->seconds}};
}

Result<int> run_search(const Options& options) {
  return run_request(options, {Access::kReadOnly, search, render_hits});
}

}  // namespace eider::cli
