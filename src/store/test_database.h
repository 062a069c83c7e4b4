#pragma once
// A database in memory or in a file, for the tests of this room and of the pipeline.

#include <duckdb.h>

#include <string>

#include "store/connection.h"

namespace eider::store {

class TestDatabase {
 public:
  explicit TestDatabase(const char* path = nullptr) {
    duckdb_open(path, &database_);
    duckdb_connect(database_, &connection_);
  }
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;
  ~TestDatabase() {
    duckdb_disconnect(&connection_);
    duckdb_close(&database_);
  }
  Connection connection() const { return Connection(connection_); }
  void* handle() const { return database_; }

  /// The first column of the first row, as text.
  std::string one(const std::string& sql) const {
    auto rows = connection().query("SELECT (" + sql + ")::VARCHAR");
    if (!rows) return "error: " + rows.error().message();
    return rows->next() ? std::string(rows->text(0)) : "no row";
  }

 private:
  duckdb_database database_ = nullptr;
  duckdb_connection connection_ = nullptr;
};

/// One more connection of a database.
class TestConnection {
 public:
  explicit TestConnection(void* database) {
    duckdb_connect(static_cast<duckdb_database>(database), &handle_);
  }
  TestConnection(const TestConnection&) = delete;
  TestConnection& operator=(const TestConnection&) = delete;
  ~TestConnection() { duckdb_disconnect(&handle_); }
  Connection connection() const { return Connection(handle_); }

 private:
  duckdb_connection handle_ = nullptr;
};

}  // namespace eider::store
