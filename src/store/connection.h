#pragma once
// Connection and Rows: SQL in, typed rows out. The one place that runs statements.
// A Connection borrows its handle; a Rows owns its result and outlives no Connection.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "store/value.h"

namespace eider::store {

/// The rows of one result, read forward. Columns are numbered from 0 and must be BOOLEAN, BIGINT,
/// DOUBLE, VARCHAR, BLOB (read as text) or FLOAT[]; cast in the SELECT. Reading a NULL gives 0, ""
/// or an empty span; so does a FLOAT[] that holds one.
class Rows {
 public:
  struct State;
  explicit Rows(std::unique_ptr<State> state);
  Rows(Rows&&) noexcept;
  Rows& operator=(Rows&&) noexcept;
  ~Rows();

  /// Moves to the next row; false at the end.
  bool next();
  bool is_null(std::size_t column) const;
  bool boolean(std::size_t column) const;
  std::int64_t integer(std::size_t column) const;
  double number(std::size_t column) const;
  std::string_view text(std::size_t column) const;  // valid until next()
  std::span<const float> floats(std::size_t column) const;

 private:
  std::unique_ptr<State> state_;
};

class Connection {
 public:
  /// `handle` is a duckdb_connection that stays open as long as this object is used.
  explicit Connection(void* handle) : handle_(handle) {}

  /// One statement with its parameters ($1, $2, ...); a list is of texts. Errors: DuckDB's text,
  /// with the code that fits it (kIo for a read-only or full database, kInvalidArgument for a wrong
  /// statement).
  Result<Rows> query(const std::string& sql, const List& parameters = {});
  /// Several statements without parameters or results.
  Result<void> execute(const std::string& sql);

  void* handle() const { return handle_; }

 private:
  void* handle_;
};

/// Begins a transaction and rolls it back unless `commit` was called.
class Transaction {
 public:
  static Result<Transaction> begin(Connection connection);
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  Result<void> commit();

 private:
  explicit Transaction(Connection connection) : connection_(connection), open_(true) {}
  Connection connection_;
  bool open_;
};

/// A DuckDB error text as an Error.
Error error_of(std::string_view message);

/// An identifier in double quotes.
std::string quote_name(std::string_view name);

}  // namespace eider::store
