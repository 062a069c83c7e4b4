// eider theme FILE 'name': its keywords and constituents, and the sentences for them.
#include "cli/commands/commands.h"
#include "cli/render.h"
#include "cli/sql_text.h"

namespace eider::cli {
namespace {

/// The rows of `sql` as objects with only `fields`.
Result<Json> objects(Database& database, const std::string& sql,
                     const std::vector<std::string_view>& fields) {
  auto rows = database.query(sql);
  if (!rows) return std::unexpected(std::move(rows.error()));
  Json list = Json::array();
  for (const auto& row : rows->rows) list.push_back(pick(object_of(*rows, row), fields));
  return list;
}

}  // namespace

Result<Json> theme(Database& database, const Options& options) {
  if (auto checked = check_text(options.text, "the theme's name"); !checked) {
    return std::unexpected(checked.error());
  }
  Arguments store;
  store.add("store", options.store);
  Arguments all = store;
  all.add("as_of", options.as_of).add("keywords", options.theme_keywords);
  all.add("companies", options.companies);
  const std::string name = quote(options.text);
  auto built = database.query({"FROM eider_theme(" + name + all.named() + ")", "constituents"});
  if (!built) return std::unexpected(std::move(built.error()));
  auto terms = objects(database, "FROM theme_keywords(" + name + store.named() + ")",
                       {"term", "language", "origin"});
  if (!terms) return std::unexpected(std::move(terms.error()));
  auto constituents =
      objects(database, "FROM theme_constituents(" + name + store.named() + ")",
              {"company", "security", "weight", "score", "events", "hits", "evidence"});
  if (!constituents) return std::unexpected(std::move(constituents.error()));
  for (Json& constituent : *constituents) {
    if (constituent["evidence"].is_null()) constituent["evidence"] = Json::array();
  }
  return Json{{"theme", options.text},
              {"keywords", std::move(*terms)},
              {"constituents", std::move(*constituents)},
              {"seconds", built->seconds}};
}

Result<int> run_theme(const Options& options) {
  return run_request(options, {Access::kWrite, theme, render_theme});
}

}  // namespace eider::cli
