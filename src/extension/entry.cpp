// The entry point that DuckDB calls at LOAD: makes the pool, the settings and the functions.
// Reads the environment, here alone: EIDER_MODELS (folder of models), else XDG_CACHE_HOME or HOME.

#define DUCKDB_EXTENSION_NAME eider
#include <duckdb_extension.h>

#include <cstdlib>
#include <memory>
#include <string>

#include "extension/binding.h"
#include "extension/guard.h"
#include "extension/registration.h"
#include "extension/worker_entry.h"
#include "models/catalogue/catalogue.h"
#include "store/pool.h"

namespace eider::extension {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

std::string models_folder() {
  if (const std::string folder = variable("EIDER_MODELS"); !folder.empty()) return folder;
  if (const std::string cache = variable("XDG_CACHE_HOME"); !cache.empty()) {
    return cache + "/eider/models";
  }
  return variable("HOME") + "/.cache/eider/models";
}

Result<std::string> default_catalog(duckdb_connection connection) {
  auto rows = store::Connection(connection).query("SELECT current_database()");
  if (!rows) return std::unexpected(rows.error());
  rows->next();
  return std::string(rows->text(0));
}

Result<void> load(duckdb_connection connection, duckdb_database database) {
  const auto catalog = default_catalog(connection);
  if (!catalog) return std::unexpected(catalog.error());
  auto reader = worker_command();
  if (!reader) return std::unexpected(reader.error());
  auto pool = store::Pool::open(database);
  if (!pool) return std::unexpected(pool.error());
  auto state = std::make_shared<State>();
  state->host = std::make_shared<pipeline::Host>(*pool, std::move(*reader));
  state->default_catalog = *catalog;
  state->default_models = {models::default_entry(models::Role::kGenerator).name,
                           models::default_entry(models::Role::kEmbedder).name, models_folder()};
  if (!register_settings(connection, *state)) {
    return fail(ErrorCode::kUnavailable, "DuckDB refused the settings of Eider");
  }
  if (auto registered = register_all(connection, state); !registered) return registered;
  (*pool)->start_reaper();
  return {};
}

}  // namespace
}  // namespace eider::extension

DUCKDB_EXTENSION_ENTRYPOINT(duckdb_connection connection, duckdb_extension_info info,
                            struct duckdb_extension_access* access) {
  bool loaded = false;
  eider::extension::guarded(
      [&] {
        const auto done = eider::extension::load(connection, *access->get_database(info));
        if (!done) access->set_error(info, ("eider: " + done.error().message()).c_str());
        loaded = done.has_value();
      },
      [&](const char* text) { access->set_error(info, text); });
  return loaded;
}
