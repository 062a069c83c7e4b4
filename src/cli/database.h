#pragma once
// Database: one DuckDB file, opened with Eider's extension in it, that answers SQL.
// Invariant: the second connection serves `stop` alone, for a request is stopped from another
// thread; when a Database ends, the extension has let go of the file and the file is closed.

#include <duckdb.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "cli/table.h"
#include "cli/watch.h"

namespace eider::cli {

enum class Access : std::uint8_t {
  kCreate,    // read and write; a missing file is made
  kWrite,     // read and write, or read where it can't be written; a missing file is an error
  kReadOnly,  // several processes may do so at once
};

struct OpenRequest {
  std::string path;  // ":memory:" for a database without a file
  Access access = Access::kReadOnly;
  bool with_extension = true;  // false: DuckDB alone
};

struct Request {
  std::string sql;                             // one statement or several
  std::string_view unit = "rows";              // what the progress counts
  std::function<void(const Json&)> each = {};  // sees each row, as an object, when it comes
};

class Database {
 public:
  /// Errors name the file and what to do.
  static Result<Database> open(const OpenRequest& request);

  Database(Database&&) noexcept;
  Database& operator=(Database&&) = delete;
  ~Database();

  /// Runs all statements and gives the last one's rows. Ctrl-C stops it with kCancelled.
  Result<Table> query(const Request& request);
  Result<Table> query(const std::string& sql) { return query(Request{sql}); }

  /// Whether Ctrl-C came during any request, also where that one had ended before it was stopped.
  bool interrupted() const { return interrupted_; }

 private:
  Database() = default;
  Result<void> load_extension();
  Result<Table> run(const Request& request, Watch& watch);
  Result<void> run_statement(duckdb_prepared_statement statement, const Request& request,
                             Watch& watch, Table& table);
  void stop();

  duckdb_database database_ = nullptr;
  duckdb_connection connection_ = nullptr;
  duckdb_connection second_ = nullptr;
  bool extended_ = false;
  bool interrupted_ = false;
};

/// The folder of the running program.
std::string program_folder();

}  // namespace eider::cli
