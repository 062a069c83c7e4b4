#include "extension/binding.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "extension/types.h"

namespace eider::extension {
namespace {

std::string setting(duckdb_client_context context, const char* name, const std::string& otherwise) {
  duckdb_config_option_scope scope;
  duckdb_value value = duckdb_client_context_get_config_option(context, name, &scope);
  if (!value) return otherwise;
  const store::Value read = read_constant(value);
  duckdb_destroy_value(&value);
  const std::string* text = read.text();
  return text && !text->empty() ? *text : otherwise;
}

std::int64_t whole_setting(duckdb_client_context context, const char* name,
                           std::int64_t otherwise) {
  duckdb_config_option_scope scope;
  duckdb_value value = duckdb_client_context_get_config_option(context, name, &scope);
  if (!value) return otherwise;
  const store::Value read = read_constant(value);
  duckdb_destroy_value(&value);
  return read.integer() ? *read.integer() : otherwise;
}

/// The catalog of a search path's first entry: cat.schema, "a.b".schema (a quote in a name is
/// doubled), a schema alone, or nothing.
std::string catalog_of(std::string_view search_path, const std::string& otherwise) {
  std::string name;
  bool quoted = false;
  for (std::size_t i = 0; i < search_path.size(); ++i) {
    const char c = search_path[i];
    const bool doubled = quoted && c == '"' && search_path.substr(i + 1).starts_with('"');
    if (doubled) ++i;
    if (!doubled && c == '"') {
      quoted = !quoted;
    } else if (c == '.' && !quoted) {
      return name;
    } else if (c == ',' && !quoted) {
      break;
    } else {
      name += c;
    }
  }
  return otherwise;
}

bool add_setting(duckdb_connection connection, const char* name, const char* meaning,
                 const std::string& value) {
  duckdb_config_option option = duckdb_create_config_option();
  const Type text(duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR));
  duckdb_value initial = duckdb_create_varchar(value.c_str());
  duckdb_config_option_set_name(option, name);
  duckdb_config_option_set_type(option, text.get());
  duckdb_config_option_set_default_value(option, initial);
  duckdb_config_option_set_default_scope(option, DUCKDB_CONFIG_OPTION_SCOPE_SESSION);
  duckdb_config_option_set_description(option, meaning);
  const bool done = duckdb_register_config_option(connection, option) == DuckDBSuccess;
  duckdb_destroy_value(&initial);
  duckdb_destroy_config_option(&option);
  return done;
}

std::string options_of(const FunctionSpec& spec) {
  std::string names;
  for (const auto& [name, type] : spec.options) names += (names.empty() ? "" : ", ") + name;
  return names;
}

bool fits(const std::string& type, const store::Value& value) {
  if (value.is_null()) return true;
  if (type == "BIGINT") return value.integer() != nullptr;
  if (type == "BOOLEAN") return std::holds_alternative<bool>(value.data);
  if (type == "DOUBLE") return value.integer() || std::holds_alternative<double>(value.data);
  return value.text() != nullptr;
}

}  // namespace

void delete_binding(void* binding) { delete static_cast<Binding*>(binding); }

Call call_in(const State& state, duckdb_client_context context) {
  Call call;
  call.host = state.host.get();
  call.scope.search_path = setting(context, "search_path", "");
  call.scope.catalog = catalog_of(call.scope.search_path, state.default_catalog);
  const pipeline::ModelNames& models = state.default_models;
  call.scope.models.generator = setting(context, "eider_generator", models.generator);
  call.scope.models.embedder = setting(context, "eider_embedder", models.embedder);
  call.threads = whole_setting(context, "threads", 1);
  call.scope.models.folder = setting(context, "eider_models_folder", models.folder);
  return call;
}

bool register_settings(duckdb_connection connection, const State& state) {
  const pipeline::ModelNames& models = state.default_models;
  return add_setting(connection, "eider_generator", "Language model of ai_* functions",
                     models.generator) &&
         add_setting(connection, "eider_embedder", "Embedding model, or none", models.embedder) &&
         add_setting(connection, "eider_models_folder", "Folder of model files", models.folder);
}

Result<void> read_options(const FunctionSpec& spec, duckdb_value options, Call& call) {
  const duckdb_logical_type type = duckdb_get_value_type(options);  // belongs to the value
  if (duckdb_is_null_value(options)) return {};
  if (duckdb_get_type_id(type) != DUCKDB_TYPE_STRUCT) {
    return fail(ErrorCode::kInvalidArgument, "the options must be a STRUCT", spec.name,
                "as in " + spec.name + "(..., {'" + spec.options.front().first + "': ...})");
  }
  for (idx_t i = 0; i < duckdb_struct_type_child_count(type); ++i) {
    char* raw = duckdb_struct_type_child_name(type, i);
    const std::string name = raw;
    duckdb_free(raw);
    const auto known = std::find_if(spec.options.begin(), spec.options.end(),
                                    [&](const Column& option) { return option.first == name; });
    if (known == spec.options.end()) {
      return fail(ErrorCode::kInvalidArgument, "there is no option " + name, spec.name,
                  "it has: " + options_of(spec));
    }
    duckdb_value child = duckdb_get_struct_child(options, i);
    store::Value value = read_constant(child);
    duckdb_destroy_value(&child);
    if (!fits(known->second, value)) {
      return fail(ErrorCode::kInvalidArgument, "option " + name + " must be " + known->second,
                  spec.name);
    }
    call.options[name] = std::move(value);
  }
  return {};
}

}  // namespace eider::extension
