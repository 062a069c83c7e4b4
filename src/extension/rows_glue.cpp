#include "extension/rows_glue.h"

#include <string>
#include <utility>

#include "extension/guard.h"
#include "extension/types.h"

namespace eider::extension {
namespace {

using Statement = std::shared_ptr<pipeline::RowStatement>;

/// The rows without a NULL, and where they stand in the vector.
struct WholeRows {
  std::vector<std::vector<store::Value>> values;
  std::vector<idx_t> places;
};

WholeRows whole_rows(duckdb_data_chunk input, std::size_t arguments) {
  WholeRows whole;
  const idx_t size = duckdb_data_chunk_get_size(input);
  for (idx_t row = 0; row < size; ++row) {
    std::vector<store::Value> values;
    for (std::size_t i = 0; i < arguments; ++i) {
      values.push_back(read_value(duckdb_data_chunk_get_vector(input, i), row));
      if (values.back().is_null()) break;
    }
    if (!values.empty() && values.back().is_null()) continue;
    whole.values.push_back(std::move(values));
    whole.places.push_back(row);
  }
  return whole;
}

std::string first_text(const std::vector<store::Value>& row) {
  const std::string* text = row.empty() ? nullptr : row.front().text();
  return text ? *text : "";
}

std::string message_of(const Error& error, std::int64_t row_number) {
  return "row " + std::to_string(row_number) + ": " + error.message();
}

/// Writes the outcomes. Gives the text of the error that ends the statement.
std::optional<std::string> write_outcomes(const WholeRows& whole, Outcomes& outcomes,
                                          pipeline::RowStatement& statement, bool null_on_error,
                                          duckdb_vector output) {
  const Type type(duckdb_vector_get_column_type(output));
  const auto first = statement.number_rows(static_cast<std::int64_t>(outcomes.size()));
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    store::Value value;
    if (outcomes[i]) {
      value = std::move(*outcomes[i]);
    } else {
      const auto number = first + static_cast<std::int64_t>(i);
      statement.note_error(number, first_text(whole.values[i]), outcomes[i].error());
      if (!null_on_error) return message_of(outcomes[i].error(), number);
    }
    write_value(output, type.get(), whole.places[i], value);
  }
  return std::nullopt;
}

/// NULL in every row that isn't asked.
void write_nulls(duckdb_data_chunk input, const WholeRows& whole, duckdb_vector output) {
  const Type type(duckdb_vector_get_column_type(output));
  std::size_t next = 0;
  for (idx_t row = 0; row < duckdb_data_chunk_get_size(input); ++row) {
    if (next < whole.places.size() && whole.places[next] == row) {
      ++next;
    } else {
      write_value(output, type.get(), row, {});
    }
  }
}

}  // namespace

Result<void> check_rows_options(const Call& call) {
  if (const auto settings = call.row_settings(); !settings) {
    return std::unexpected(settings.error());
  }
  if (const auto choice = call.null_on_error(); !choice) return std::unexpected(choice.error());
  return {};
}

void init_rows(duckdb_init_info info) {
  guarded(
      [&] {
        const auto* call =
            static_cast<const Call*>(duckdb_scalar_function_init_get_bind_data(info));
        const auto settings = call->row_settings();
        if (!settings) {
          return duckdb_scalar_function_init_set_error(info, settings.error().message().c_str());
        }
        auto state = std::make_unique<Statement>(call->running->enter(*call->host, *settings));
        duckdb_scalar_function_init_set_state(info, state.release(), [](void* held) {
          guarded([&] { delete static_cast<Statement*>(held); }, [](const char*) {});
        });
      },
      [&](const char* text) { duckdb_scalar_function_init_set_error(info, text); });
}

void run_rows(duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output) {
  guarded(
      [&] {
        const auto* binding =
            static_cast<const Binding*>(duckdb_scalar_function_get_extra_info(info));
        const auto* call = static_cast<const Call*>(duckdb_scalar_function_get_bind_data(info));
        const Statement statement =
            *static_cast<Statement*>(duckdb_scalar_function_get_state(info));
        const WholeRows whole = whole_rows(input, binding->spec->arguments.size());
        write_nulls(input, whole, output);
        if (whole.values.empty()) return;
        auto outcomes = binding->rows(*call, *statement, whole.values);
        if (!outcomes) {
          return duckdb_scalar_function_set_error(info, outcomes.error().message().c_str());
        }
        const bool null_on_error = binding->tries || call->null_on_error().value_or(false);
        const auto failure = write_outcomes(whole, *outcomes, *statement, null_on_error, output);
        if (failure) duckdb_scalar_function_set_error(info, failure->c_str());
      },
      [&](const char* text) { duckdb_scalar_function_set_error(info, text); });
}

}  // namespace eider::extension
