// eider models list|pull|import: which models there are, and bringing them into the models' folder.
#include <fmt/format.h>

#include <filesystem>

#include "base/cancel.h"
#include "cli/commands/commands.h"
#include "cli/render_table.h"
#include "cli/watch.h"
#include "models/catalogue/catalogue.h"
#include "models/catalogue/model_file.h"
#include "models/catalogue/pull.h"

namespace eider::cli {
namespace {

constexpr double kBytesPerMegabyte = 1e6;

/// The rows of `sql` in a database of no file: what the extension knows of models.
Result<Table> ask_extension(const std::string& sql) {
  auto database = Database::open({":memory:", Access::kCreate});
  if (!database) return std::unexpected(std::move(database.error()));
  return database->query(sql);
}

Result<std::string> models_folder() {
  const auto table = ask_extension("SELECT current_setting('eider_models_folder')");
  if (!table) return std::unexpected(table.error());
  if (table->rows.empty() || !table->rows[0][0].is_string()) {
    return fail(ErrorCode::kNotFound, "the setting eider_models_folder is empty", "",
                "set EIDER_MODELS to a folder");
  }
  return table->rows[0][0].get<std::string>();
}

std::string megabytes(std::int64_t bytes) {
  return fmt::format("{:.0f} MB", static_cast<double>(bytes) / kBytesPerMegabyte);
}

Json json_of(const models::ModelFile& file) {
  return Json{{"name", file.entry.name},
              {"role", std::string(models::to_string(file.entry.role))},
              {"file", file.entry.file},
              {"bytes", file.entry.bytes},
              {"path", file.path}};
}

Result<int> list(const Options& options) {
  const auto table = ask_extension(
      options.json ? "FROM eider_models()"
                   : "SELECT name, role, status, round(bytes / 1e6)::BIGINT AS \"MB\", licence, "
                     "coalesce(path, 'eider models pull ' || name) AS \"path, or how to get it\" "
                     "FROM eider_models()");
  if (!table) return std::unexpected(table.error());
  if (!options.json) {
    print(render_table(*table, screen_of_stdout()));
    return 0;
  }
  Json rows = Json::array();
  for (const auto& row : table->rows) rows.push_back(object_of(*table, row));
  print_json(rows);
  return 0;
}

Result<models::ModelFile> pull(const std::string& name, const std::string& folder) {
  CancelSource source;
  Watch watch([&source] { source.cancel_all(); }, "packages");
  const auto progress = [&watch](std::int64_t part, std::int64_t parts, std::int64_t bytes) {
    watch.note(fmt::format("{} of {} packages, {}", part, parts, megabytes(bytes)));
  };
  return models::pull_model(name, folder, progress, CancelFlag(source));
}

Result<models::ModelFile> import(const Options& options, const std::string& folder) {
  const std::string& path = options.paths.front();
  const std::string name =
      options.name.empty() ? std::filesystem::path(path).stem().string() : options.name;
  const models::Role role =
      options.role == "embedder" ? models::Role::kEmbedder : models::Role::kGenerator;
  return models::import_model(path, name, role, folder);
}

}  // namespace

Result<int> run_models(const Options& options) {
  if (options.command == Command::kModelsList) return list(options);
  const auto folder = models_folder();
  if (!folder) return std::unexpected(folder.error());
  const auto file = options.command == Command::kModelsPull ? pull(options.name, *folder)
                                                            : import(options, *folder);
  if (!file) return std::unexpected(file.error());
  if (options.json) {
    print_json(json_of(*file));
  } else {
    print(fmt::format("{}: {} ({})\n", file->entry.name, file->path, megabytes(file->entry.bytes)));
  }
  return 0;
}

}  // namespace eider::cli
