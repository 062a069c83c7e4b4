// eider sql FILE 'SQL': the last statement's rows as a JSON array of objects, a row a line.
#include <filesystem>
#include <system_error>

#include "cli/commands/commands.h"

namespace eider::cli {

Result<int> run_sql(const Options& options) {
  std::error_code ignored;
  const bool exists = std::filesystem::exists(options.file, ignored);
  auto database = Database::open({options.file, exists ? Access::kWrite : Access::kCreate});
  if (!database) return std::unexpected(std::move(database.error()));
  auto table = database->query(options.text);
  if (!table) return std::unexpected(std::move(table.error()));
  std::string text = "[";
  for (std::size_t i = 0; i < table->rows.size(); ++i) {
    text += (i == 0 ? "" : ",\n") + dump(object_of(*table, table->rows[i]));
  }
  print(text + "]\n");
  return 0;
}

}  // namespace eider::cli
