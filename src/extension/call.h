#pragma once
// Call: one use of a SQL function in a statement, with its constant parts, as a function of
// extension/functions sees it.

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "extension/function_spec.h"
#include "pipeline/host.h"
#include "pipeline/row_statement.h"
#include "store/value.h"

namespace eider::extension {

/// Makes one RowStatement of a bound function for each of its executions, however many threads
/// begin it.
class RunningStatement {
 public:
  std::shared_ptr<pipeline::RowStatement> enter(pipeline::Host& host,
                                                const pipeline::RowSettings& settings);

 private:
  std::mutex mutex_;
  std::weak_ptr<pipeline::RowStatement> statement_;
};

struct Call {
  pipeline::Host* host = nullptr;
  std::shared_ptr<RunningStatement> running;  // of a function over rows
  std::string function;                       // by its name without _try
  std::int64_t threads = 1;                   // DuckDB's setting
  pipeline::Scope scope;                      // from the caller's search path and settings
  std::vector<store::Value> arguments;        // of a table function; a scalar's come row by row
  std::map<std::string, store::Value> options;

  /// An option's text, or `otherwise` where it is not given or NULL.
  std::string text(const std::string& option, const std::string& otherwise = "") const;
  /// Whether the option is written, as NULL.
  bool is_null(const std::string& option) const;
  std::int64_t integer(const std::string& option, std::int64_t otherwise) const;
  double number(const std::string& option, double otherwise) const;
  bool flag(const std::string& option, bool otherwise) const;
  /// A table function's argument. Errors: kInvalidArgument where it is NULL.
  Result<std::string> argument(std::size_t place, const std::string& name) const;
  /// What the options say of a function over rows. Errors: kInvalidArgument (a budget below 0).
  Result<pipeline::RowSettings> row_settings() const;
  /// Whether a row that fails becomes NULL. Errors: kInvalidArgument (on_error).
  Result<bool> null_on_error() const;
  /// The scope with the options `store`, `model` and `embedder` applied.
  pipeline::Scope scope_with_options() const;
};

/// One row of a table function, or nothing at the end.
using Row = std::optional<store::List>;
/// Gives the rows of a table function one by one.
using RowSource = std::function<Result<Row>()>;
using TableFunction = std::function<Result<RowSource>(const Call&)>;

/// What a table function with `returns: dynamic` reads when a statement is planned.
struct Relation {
  std::vector<Column> columns;
  std::function<RowSource()> rows;           // from the first row on, as often as asked
  std::function<Result<bool>()> is_current;  // whether reading again would give the same
};
using RelationFunction = std::function<Result<Relation>(const Call&)>;

/// One row of a scalar; only called where no argument is NULL.
using ScalarFunction =
    std::function<Result<store::Value>(const Call&, const std::vector<store::Value>&)>;

/// One value or error a row, in their order.
using Outcomes = std::vector<Result<store::Value>>;
/// All rows of a vector in which no argument is NULL.
using RowsFunction = std::function<Result<Outcomes>(const Call&, pipeline::RowStatement&,
                                                    const std::vector<std::vector<store::Value>>&)>;

/// Rows that are there already.
RowSource rows_of(std::vector<store::List> rows);

}  // namespace eider::extension
