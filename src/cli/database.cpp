#include "cli/database.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "cli/open_error.h"
#include "cli/sql_text.h"
#include "cli/values.h"

namespace eider::cli {
namespace {

namespace fs = std::filesystem;
constexpr const char* kExtensionFile = "eider.duckdb_extension";

/// Something of DuckDB's that is destroyed at the end of its scope.
template <typename T, void (*kDestroy)(T*)>
struct Owned {
  T value{};
  Owned() = default;
  Owned(const Owned&) = delete;
  Owned& operator=(const Owned&) = delete;
  ~Owned() { kDestroy(&value); }
};
using OwnedConfig = Owned<duckdb_config, duckdb_destroy_config>;
using OwnedResult = Owned<duckdb_result, duckdb_destroy_result>;
using OwnedChunk = Owned<duckdb_data_chunk, duckdb_destroy_data_chunk>;
using OwnedType = Owned<duckdb_logical_type, duckdb_destroy_logical_type>;
using OwnedStatement = Owned<duckdb_prepared_statement, duckdb_destroy_prepare>;
using OwnedStatements = Owned<duckdb_extracted_statements, duckdb_destroy_extracted>;

std::string text_or(const char* text, const char* otherwise) {
  return text == nullptr ? otherwise : text;
}

/// Opens the file; "" or what DuckDB says.
std::string try_open(const std::string& path, bool read_only, duckdb_database& database) {
  OwnedConfig config;
  if (duckdb_create_config(&config.value) != DuckDBSuccess) return "no memory";
  duckdb_set_config(config.value, "allow_unsigned_extensions", "true");
  if (read_only) duckdb_set_config(config.value, "access_mode", "READ_ONLY");
  char* error = nullptr;
  const char* name = path == ":memory:" ? nullptr : path.c_str();
  if (duckdb_open_ext(name, &database, config.value, &error) == DuckDBSuccess) return "";
  const std::string message = text_or(error, "DuckDB does not say why");
  duckdb_free(error);
  return message;
}

Result<duckdb_database> open_file(const OpenRequest& request) {
  duckdb_database database = nullptr;
  if (request.path != ":memory:") {
    auto checked = check_path(request.path, request.access == Access::kCreate);
    if (!checked) return std::unexpected(std::move(checked.error()));
  }
  const bool read_only = request.access == Access::kReadOnly;
  const std::string message = try_open(request.path, read_only, database);
  if (message.empty()) return database;
  const bool retry = !read_only && is_unwritable(message) && fs::exists(request.path);
  if (retry && try_open(request.path, true, database).empty()) return database;
  return std::unexpected(open_error(message, request.path));
}

std::string extension_path() { return (fs::path(program_folder()) / kExtensionFile).string(); }

/// Looked for before the file is opened, so that nothing is made for a request that must fail.
Result<void> check_extension(const OpenRequest& request) {
  std::error_code ignored;
  if (!request.with_extension || fs::exists(extension_path(), ignored)) return {};
  return fail(ErrorCode::kNotFound, "Eider's extension is missing beside this program",
              extension_path(), "build it: ./dev build");
}

std::string unique_name(const Table& table, const std::string& name) {
  std::string unique = name;
  for (int n = 1;; ++n) {
    bool taken = false;
    for (const Column& column : table.columns) taken = taken || column.name == unique;
    if (!taken) return unique;
    unique = name + "_" + std::to_string(n);
  }
}

Table table_for(duckdb_result& result) {
  Table table;
  table.has_rows = duckdb_result_return_type(result) == DUCKDB_RESULT_TYPE_QUERY_RESULT;
  if (!table.has_rows) return table;
  for (idx_t i = 0; i < duckdb_column_count(&result); ++i) {
    const std::string name = text_or(duckdb_column_name(&result, i), "");
    table.columns.push_back({unique_name(table, name), is_numeric(duckdb_column_type(&result, i))});
  }
  return table;
}

void append_rows(duckdb_data_chunk chunk, Table& table) {
  if (!table.has_rows) return;
  const idx_t size = duckdb_data_chunk_get_size(chunk);
  const std::size_t first = table.rows.size();
  table.rows.resize(first + size);
  for (idx_t i = 0; i < table.columns.size(); ++i) {
    const duckdb_vector column = duckdb_data_chunk_get_vector(chunk, i);
    OwnedType type;
    type.value = duckdb_vector_get_column_type(column);
    for (idx_t row = 0; row < size; ++row) {
      table.rows[first + row].push_back(cell_of(column, type.value, row));
    }
  }
}

Error request_error(std::string_view message) {
  return Error{ErrorCode::kInvalidArgument, plain_message(message), "", ""};
}

}  // namespace

std::string program_folder() {
  std::error_code ignored;
  return fs::read_symlink("/proc/self/exe", ignored).parent_path().string();
}

Result<Database> Database::open(const OpenRequest& request) {
  block_interrupts();
  if (auto checked = check_extension(request); !checked) return std::unexpected(checked.error());
  auto file = open_file(request);
  if (!file) return std::unexpected(std::move(file.error()));
  Database database;
  database.database_ = *file;
  if (duckdb_connect(*file, &database.connection_) != DuckDBSuccess ||
      duckdb_connect(*file, &database.second_) != DuckDBSuccess) {
    return fail(ErrorCode::kUnavailable, "no connection could be made", request.path);
  }
  if (request.with_extension) {
    if (auto loaded = database.load_extension(); !loaded) {
      return std::unexpected(std::move(loaded.error()));
    }
  }
  return database;
}

Database::Database(Database&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)),
      connection_(std::exchange(other.connection_, nullptr)),
      second_(std::exchange(other.second_, nullptr)),
      extended_(std::exchange(other.extended_, false)) {}

Database::~Database() {
  if (database_ == nullptr) return;
  if (extended_) {
    OwnedResult released;
    duckdb_query(connection_, "SELECT eider_release()", &released.value);
  }
  duckdb_disconnect(&second_);
  duckdb_disconnect(&connection_);
  duckdb_close(&database_);
}

Result<void> Database::load_extension() {
  const std::string path = extension_path();
  if (auto loaded = query("LOAD " + quote(path)); !loaded) {
    return fail(ErrorCode::kUnavailable, "cannot be loaded: " + loaded.error().what, path,
                "build it again: ./dev build");
  }
  extended_ = true;
  return {};
}

Result<Table> Database::query(const Request& request) {
  Watch watch([this] { stop(); }, request.unit);
  auto table = run(request, watch);
  interrupted_ = interrupted_ || watch.stopped();
  if (watch.stopped() && !table) return fail(ErrorCode::kCancelled, "stopped");
  if (table) table->seconds = static_cast<double>(watch.elapsed().count()) / 1000;
  return table;
}

void Database::stop() {
  duckdb_interrupt(connection_);
  if (!extended_) return;
  OwnedResult cancelled;
  duckdb_query(second_, "SELECT eider_cancel()", &cancelled.value);
}

Result<Table> Database::run(const Request& request, Watch& watch) {
  OwnedStatements statements;
  const idx_t count =
      duckdb_extract_statements(connection_, request.sql.c_str(), &statements.value);
  if (count == 0) {
    const char* error = duckdb_extract_statements_error(statements.value);
    return std::unexpected(request_error(text_or(error, "no statement in the SQL")));
  }
  Table table;
  for (idx_t i = 0; i < count; ++i) {
    OwnedStatement statement;
    if (duckdb_prepare_extracted_statement(connection_, statements.value, i, &statement.value) !=
        DuckDBSuccess) {
      return std::unexpected(request_error(text_or(duckdb_prepare_error(statement.value), "")));
    }
    auto ran = run_statement(statement.value, request, watch, table);
    if (!ran) return std::unexpected(std::move(ran.error()));
  }
  return table;
}

Result<void> Database::run_statement(duckdb_prepared_statement statement, const Request& request,
                                     Watch& watch, Table& table) {
  OwnedResult result;
  // Rows as they come only where they are shown as they come: DuckDB 1.5.6 can wait for ever for a
  // streamed result of several ordered pipelines (a UNION ALL).
  const auto execute = request.each ? &duckdb_execute_prepared_streaming : &duckdb_execute_prepared;
  if (execute(statement, &result.value) != DuckDBSuccess) {
    return std::unexpected(request_error(text_or(duckdb_result_error(&result.value), "")));
  }
  table = table_for(result.value);
  while (true) {
    OwnedChunk chunk;
    chunk.value = duckdb_fetch_chunk(result.value);
    if (chunk.value == nullptr) break;
    const std::size_t first = table.rows.size();
    append_rows(chunk.value, table);
    watch.count(static_cast<std::int64_t>(table.rows.size() - first));
    if (!request.each) continue;
    watch.aside([&] {
      for (std::size_t row = first; row < table.rows.size(); ++row) {
        request.each(object_of(table, table.rows[row]));
      }
    });
  }
  const char* error = duckdb_result_error(&result.value);
  if (error != nullptr) return std::unexpected(request_error(error));
  return {};
}

}  // namespace eider::cli
