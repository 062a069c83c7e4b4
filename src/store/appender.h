#pragma once
// Appender: many rows into one table, in the transaction of its connection.

#include <string_view>

#include "base/error.h"
#include "store/connection.h"
#include "store/schema.h"

namespace eider::store {

class Appender {
 public:
  static Result<Appender> open(Connection connection, const Catalog& catalog,
                               std::string_view table);
  Appender(Appender&& other) noexcept;
  Appender& operator=(Appender&&) = delete;
  ~Appender();

  /// One row; as many values as the table has columns. Text is cast to the column's type.
  Result<void> row(const List& values);
  /// Must be called: what is appended becomes part of the transaction only here.
  Result<void> finish();

 private:
  explicit Appender(void* handle) : handle_(handle) {}
  Result<void> check(int state);
  void* handle_;
};

}  // namespace eider::store
