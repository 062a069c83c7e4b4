#include "store/connection.h"

#include <utility>
#include <vector>

#include "store/duckdb_api.h"

namespace eider::store {
namespace {

duckdb_connection raw(void* handle) { return static_cast<duckdb_connection>(handle); }

class Statement {
 public:
  Statement() = default;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement() { duckdb_destroy_prepare(&handle); }
  duckdb_prepared_statement handle = nullptr;
};

/// A VARCHAR[].
duckdb_state bind_texts(duckdb_prepared_statement statement, idx_t at, const List& texts) {
  std::vector<duckdb_value> values;
  values.reserve(texts.size());
  for (const Value& value : texts) {
    const auto* text = value.text();
    values.push_back(text ? duckdb_create_varchar_length(text->data(), text->size())
                          : duckdb_create_null_value());
  }
  auto type = duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR);
  auto list = duckdb_create_list_value(type, values.data(), values.size());
  const duckdb_state state = duckdb_bind_value(statement, at, list);
  duckdb_destroy_value(&list);
  for (duckdb_value& value : values) duckdb_destroy_value(&value);
  duckdb_destroy_logical_type(&type);
  return state;
}

Result<void> bind_one(duckdb_prepared_statement statement, idx_t at, const Value& value) {
  duckdb_state state = DuckDBError;
  if (value.is_null()) {
    state = duckdb_bind_null(statement, at);
  } else if (const auto* flag = std::get_if<bool>(&value.data)) {
    state = duckdb_bind_boolean(statement, at, *flag);
  } else if (const auto* integer = value.integer()) {
    state = duckdb_bind_int64(statement, at, *integer);
  } else if (const auto* number = std::get_if<double>(&value.data)) {
    state = duckdb_bind_double(statement, at, *number);
  } else if (const auto* text = value.text()) {
    state = duckdb_bind_varchar_length(statement, at, text->data(), text->size());
  } else if (const auto* texts = value.list()) {
    state = bind_texts(statement, at, *texts);
  }
  if (state == DuckDBSuccess) return {};
  return fail(ErrorCode::kInvalidArgument,
              "parameter " + std::to_string(at) + " of a statement can't be bound");
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

ErrorCode code_of(std::string_view message) {
  if (contains(message, "INTERRUPT")) return ErrorCode::kCancelled;
  if (contains(message, "read-only") || contains(message, "IO Error")) return ErrorCode::kIo;
  if (contains(message, "No space left")) return ErrorCode::kIo;
  if (contains(message, "Out of Memory")) return ErrorCode::kUnavailable;
  if (contains(message, "does not exist")) return ErrorCode::kNotFound;
  return ErrorCode::kInvalidArgument;
}

}  // namespace

struct Rows::State {
  duckdb_result result{};
  duckdb_data_chunk chunk = nullptr;
  idx_t size = 0;
  idx_t row = 0;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (chunk) duckdb_destroy_data_chunk(&chunk);
    duckdb_destroy_result(&result);
  }

  duckdb_vector vector(std::size_t column) const {
    return duckdb_data_chunk_get_vector(chunk, column);
  }
  bool valid(std::size_t column) const {
    auto* mask = duckdb_vector_get_validity(vector(column));
    return !mask || duckdb_validity_row_is_valid(mask, row);
  }
  template <typename T>
  const T& at(std::size_t column) const {
    return static_cast<const T*>(duckdb_vector_get_data(vector(column)))[row];
  }
};

Rows::Rows(std::unique_ptr<State> state) : state_(std::move(state)) {}
Rows::Rows(Rows&&) noexcept = default;
Rows& Rows::operator=(Rows&&) noexcept = default;
Rows::~Rows() = default;

bool Rows::next() {
  State& s = *state_;
  if (s.chunk && ++s.row < s.size) return true;
  if (s.chunk) duckdb_destroy_data_chunk(&s.chunk);
  s.chunk = duckdb_fetch_chunk(s.result);
  s.size = s.chunk ? duckdb_data_chunk_get_size(s.chunk) : 0;
  s.row = 0;
  return s.size > 0;
}

bool Rows::is_null(std::size_t column) const { return !state_->valid(column); }

bool Rows::boolean(std::size_t column) const {
  return state_->valid(column) && state_->at<bool>(column);
}

std::int64_t Rows::integer(std::size_t column) const {
  return state_->valid(column) ? state_->at<std::int64_t>(column) : 0;
}

double Rows::number(std::size_t column) const {
  return state_->valid(column) ? state_->at<double>(column) : 0;
}

std::string_view Rows::text(std::size_t column) const {
  if (!state_->valid(column)) return {};
  // The string may sit inside the struct itself, so take the vector's, not a copy's, address.
  auto& string = const_cast<duckdb_string_t&>(state_->at<duckdb_string_t>(column));
  return {duckdb_string_t_data(&string), duckdb_string_t_length(string)};
}

std::span<const float> Rows::floats(std::size_t column) const {
  if (!state_->valid(column)) return {};
  const auto entry = state_->at<duckdb_list_entry>(column);
  const auto child = duckdb_list_vector_get_child(state_->vector(column));
  if (auto* mask = duckdb_vector_get_validity(child)) {
    for (idx_t i = entry.offset; i < entry.offset + entry.length; ++i) {
      if (!duckdb_validity_row_is_valid(mask, i)) return {};
    }
  }
  const auto* values = static_cast<const float*>(duckdb_vector_get_data(child));
  return {values + entry.offset, entry.length};
}

Error error_of(std::string_view message) {
  Error error{code_of(message), std::string(message), "", ""};
  if (contains(message, "read-only")) error.remedy = "open the database for writing";
  return error;
}

Result<Rows> Connection::query(const std::string& sql, const List& parameters) {
  Statement statement;
  if (duckdb_prepare(raw(handle_), sql.c_str(), &statement.handle) == DuckDBError) {
    return std::unexpected(error_of(duckdb_prepare_error(statement.handle)));
  }
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (auto bound = bind_one(statement.handle, i + 1, parameters[i]); !bound) {
      return std::unexpected(bound.error());
    }
  }
  auto state = std::make_unique<Rows::State>();
  if (duckdb_execute_prepared(statement.handle, &state->result) == DuckDBError) {
    const char* message = duckdb_result_error(&state->result);
    return std::unexpected(error_of(message ? message : "the statement failed"));
  }
  return Rows(std::move(state));
}

Result<void> Connection::execute(const std::string& sql) {
  duckdb_result result{};
  const auto state = duckdb_query(raw(handle_), sql.c_str(), &result);
  Result<void> outcome;
  if (state == DuckDBError) {
    const char* message = duckdb_result_error(&result);
    outcome = std::unexpected(error_of(message ? message : "the statement failed"));
  }
  duckdb_destroy_result(&result);
  return outcome;
}

Result<Transaction> Transaction::begin(Connection connection) {
  if (auto begun = connection.execute("BEGIN TRANSACTION"); !begun) {
    return std::unexpected(begun.error());
  }
  return Transaction(connection);
}

Transaction::Transaction(Transaction&& other) noexcept
    : connection_(other.connection_), open_(std::exchange(other.open_, false)) {}

Transaction::~Transaction() {
  // A rollback that fails has nothing left to undo: DuckDB has ended the transaction itself.
  if (open_) static_cast<void>(connection_.execute("ROLLBACK"));
}

Result<void> Transaction::commit() {
  open_ = false;
  auto committed = connection_.execute("COMMIT");
  if (!committed) static_cast<void>(connection_.execute("ROLLBACK"));
  return committed;
}

std::string quote_name(std::string_view name) {
  std::string quoted = "\"";
  for (const char c : name) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace eider::store
