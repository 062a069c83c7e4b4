#include "extension/registration.h"

#include <set>
#include <string>
#include <vector>

#include "extension/functions/functions.h"
#include "extension/scalar_glue.h"
#include "extension/table_glue.h"

namespace eider::extension {
namespace {

const std::map<std::string, TableFunction>& table_bodies() {
  static const std::map<std::string, TableFunction> bodies = {
      {"eider_load", &eider_load},
      {"eider_refresh", &eider_refresh},
      {"eider_drop", &eider_drop},
      {"ai_search", &ai_search},
      {"eider_theme", &eider_theme},
      {"theme_constituents", &theme_constituents},
      {"theme_keywords", &theme_keywords},
      {"theme_mentions", &theme_mentions},
      {"eider_index_status", &eider_index_status},
      {"eider_models", &eider_models},
      {"eider_tables", &eider_tables},
      {"eider_usage", &eider_usage},
      {"eider_errors", &eider_errors},
      {"eider_cache_clear", &eider_cache_clear},
  };
  return bodies;
}

const std::map<std::string, RelationFunction>& relation_bodies() {
  static const std::map<std::string, RelationFunction> bodies = {
      {"eider_table", &eider_table}, {"ai_join", &ai_join}, {"ai_dedup", &ai_dedup}};
  return bodies;
}

const std::map<std::string, ScalarFunction>& scalar_bodies() {
  static const std::map<std::string, ScalarFunction> bodies = {
      {"ai_answer", &ai_answer},         {"ai_embed", &ai_embed},
      {"eider_version", &eider_version}, {"eider_cancel", &eider_cancel},
      {"eider_release", &eider_release},
  };
  return bodies;
}

const std::map<std::string, RowsFunction>& rows_bodies() {
  static const std::map<std::string, RowsFunction> bodies = {
      {"ai_complete", &ai_complete},
      {"ai_filter", &ai_filter},
      {"ai_score", &ai_score},
      {"ai_classify", &ai_classify},
      {"ai_classify_multi", &ai_classify_multi},
      {"ai_extract", &ai_extract},
      {"ai_summarize", &ai_summarize},
      {"ai_translate", &ai_translate},
      {"ai_tokens", &ai_tokens},
      {"ai_similarity", &ai_similarity}};
  return bodies;
}

Result<std::set<std::string>> taken_names(duckdb_connection connection) {
  auto rows = store::Connection(connection)
                  .query(
                      "SELECT DISTINCT function_name FROM duckdb_functions() "
                      "WHERE starts_with(function_name, 'ai_')");
  if (!rows) return std::unexpected(rows.error());
  std::set<std::string> names;
  while (rows->next()) names.emplace(rows->text(0));
  return names;
}

bool register_one(duckdb_connection connection, const std::string& name, const Binding& binding) {
  return binding.spec->kind == FunctionKind::kScalar ? register_scalar(connection, name, binding)
                                                     : register_table(connection, name, binding);
}

/// The body of a function. Errors: kUnsupported where functions.yaml names one that has none.
Result<Binding> bind_body(const FunctionSpec& spec, const std::shared_ptr<State>& state) {
  Binding binding;
  binding.spec = &spec;
  binding.state = state;
  if (const auto table = table_bodies().find(spec.name); table != table_bodies().end()) {
    binding.table = table->second;
    return binding;
  }
  if (const auto relation = relation_bodies().find(spec.name);
      relation != relation_bodies().end()) {
    binding.relation = relation->second;
    return binding;
  }
  if (const auto scalar = scalar_bodies().find(spec.name); scalar != scalar_bodies().end()) {
    binding.scalar = scalar->second;
    return binding;
  }
  if (const auto rows = rows_bodies().find(spec.name); rows != rows_bodies().end()) {
    binding.rows = rows->second;
    return binding;
  }
  return fail(ErrorCode::kUnsupported, "the function has no body", spec.name);
}

/// ai_x and eider_x, with `tries` ai_try_x and eider_try_x; without the name that is taken.
std::vector<std::string> names_of(const FunctionSpec& spec, bool tries,
                                  const std::set<std::string>& taken) {
  const std::size_t cut = spec.name.find('_') + 1;
  const std::string verb = (tries ? "try_" : "") + spec.name.substr(cut);
  std::vector<std::string> names;
  const std::string name = spec.name.substr(0, cut) + verb;
  if (!taken.contains(name)) names.push_back(name);
  if (spec.twin) names.push_back("eider_" + verb);
  return names;
}

}  // namespace

Result<void> register_all(duckdb_connection connection, const std::shared_ptr<State>& state) {
  const auto taken = taken_names(connection);
  if (!taken) return std::unexpected(taken.error());
  for (const FunctionSpec& spec : function_specs()) {
    auto binding = bind_body(spec, state);
    if (!binding) return std::unexpected(binding.error());
    for (const bool tries : {false, true}) {
      if (tries && !spec.rows) continue;
      binding->tries = tries;
      for (const std::string& name : names_of(spec, tries, *taken)) {
        if (register_one(connection, name, *binding)) continue;
        return fail(ErrorCode::kUnavailable, "DuckDB refused the function", name);
      }
    }
  }
  return {};
}

}  // namespace eider::extension
