// bind: arguments and options -> Call. init: Call -> RowSource, where the work begins; planning
// (EXPLAIN, PREPARE) does none, but for functions whose columns depend on what they read. A
// prepared statement of these reads again where that has changed, and fails where the columns have.
// function: rows -> chunk, given out early so that a load shows its progress and can be interrupted
// between two documents.

#include "extension/table_glue.h"

#include <chrono>
#include <utility>

#include "extension/guard.h"
#include "extension/types.h"

namespace eider::extension {
namespace {

constexpr std::chrono::milliseconds kGiveOutAfter{100};

struct Bound {
  const Binding* binding = nullptr;
  Call call;
  std::vector<Column> columns;
  Relation relation;  // of a function with `returns: dynamic`
};

struct Running {
  RowSource rows;
  std::vector<Type> types;
  bool ended = false;
};

void read_arguments(duckdb_bind_info info, const FunctionSpec& spec, Call& call) {
  for (std::size_t i = 0; i < spec.arguments.size(); ++i) {
    duckdb_value value = duckdb_bind_get_parameter(info, i);
    call.arguments.push_back(read_constant(value));
    duckdb_destroy_value(&value);
  }
  for (const auto& [name, type] : spec.options) {
    duckdb_value value = duckdb_bind_get_named_parameter(info, name.c_str());
    if (!value) continue;
    call.options[name] = read_constant(value);
    duckdb_destroy_value(&value);
  }
}

Result<void> plan_columns(Bound& bound) {
  bound.columns = bound.binding->spec->returns;
  if (!bound.binding->spec->dynamic) return {};
  auto relation = bound.binding->relation(bound.call);
  if (!relation) return std::unexpected(relation.error());
  bound.columns = relation->columns;
  bound.relation = std::move(*relation);
  return {};
}

Result<RowSource> begin_rows(const Bound& bound) {
  if (!bound.binding->spec->dynamic) return bound.binding->table(bound.call);
  const auto current = bound.relation.is_current();
  if (!current) return std::unexpected(current.error());
  if (*current) return bound.relation.rows();
  auto relation = bound.binding->relation(bound.call);
  if (!relation) return std::unexpected(relation.error());
  if (relation->columns == bound.columns) return relation->rows();
  return fail(ErrorCode::kUnavailable, "the columns have changed since the statement was prepared",
              bound.binding->spec->name, "prepare it again");
}

void bind(duckdb_bind_info info) noexcept {
  guarded(
      [&] {
        const auto* binding = static_cast<const Binding*>(duckdb_bind_get_extra_info(info));
        duckdb_client_context context = nullptr;
        duckdb_table_function_get_client_context(info, &context);
        auto bound =
            std::make_unique<Bound>(Bound{binding, call_in(*binding->state, context), {}, {}});
        duckdb_destroy_client_context(&context);
        read_arguments(info, *binding->spec, bound->call);
        if (auto planned = plan_columns(*bound); !planned) {
          return duckdb_bind_set_error(info, planned.error().message().c_str());
        }
        for (const auto& [name, type] : bound->columns) {
          duckdb_bind_add_result_column(info, name.c_str(), parse_type(type).get());
        }
        duckdb_bind_set_bind_data(info, bound.release(),
                                  [](void* data) { delete static_cast<Bound*>(data); });
      },
      [&](const char* text) { duckdb_bind_set_error(info, text); });
}

void init(duckdb_init_info info) noexcept {
  guarded(
      [&] {
        const auto* bound = static_cast<const Bound*>(duckdb_init_get_bind_data(info));
        duckdb_init_set_max_threads(info, 1);
        auto rows = begin_rows(*bound);
        if (!rows) return duckdb_init_set_error(info, rows.error().message().c_str());
        auto running = std::make_unique<Running>();
        running->rows = std::move(*rows);
        for (const auto& [name, type] : bound->columns) {
          running->types.push_back(parse_type(type));
        }
        duckdb_init_set_init_data(info, running.release(),
                                  [](void* data) { delete static_cast<Running*>(data); });
      },
      [&](const char* text) { duckdb_init_set_error(info, text); });
}

void write_row(duckdb_data_chunk output, const std::vector<Type>& types, idx_t row,
               const store::List& values) {
  for (std::size_t column = 0; column < types.size(); ++column) {
    write_value(duckdb_data_chunk_get_vector(output, column), types[column].get(), row,
                values[column]);
  }
}

/// Nothing on success.
Result<void> fill(Running& running, duckdb_data_chunk output) {
  const auto began = std::chrono::steady_clock::now();
  idx_t size = 0;
  while (!running.ended && size < duckdb_vector_size()) {
    auto row = running.rows();
    if (!row) return std::unexpected(row.error());
    if (!*row) {
      running.ended = true;
      break;
    }
    write_row(output, running.types, size++, **row);
    if (std::chrono::steady_clock::now() - began > kGiveOutAfter) break;
  }
  duckdb_data_chunk_set_size(output, size);
  return {};
}

void produce(duckdb_function_info info, duckdb_data_chunk output) noexcept {
  guarded(
      [&] {
        auto* running = static_cast<Running*>(duckdb_function_get_init_data(info));
        if (auto filled = fill(*running, output); !filled) {
          duckdb_function_set_error(info, filled.error().message().c_str());
        }
      },
      [&](const char* text) { duckdb_function_set_error(info, text); });
}

}  // namespace

bool register_table(duckdb_connection connection, const std::string& name, Binding binding) {
  duckdb_table_function function = duckdb_create_table_function();
  duckdb_table_function_set_name(function, name.c_str());
  for (const auto& [argument, type] : binding.spec->arguments) {
    duckdb_table_function_add_parameter(function, parse_type(type).get());
  }
  for (const auto& [option, type] : binding.spec->options) {
    duckdb_table_function_add_named_parameter(function, option.c_str(), parse_type(type).get());
  }
  duckdb_table_function_set_extra_info(function, new Binding(std::move(binding)), &delete_binding);
  duckdb_table_function_set_bind(function, &bind);
  duckdb_table_function_set_init(function, &init);
  duckdb_table_function_set_function(function, &produce);
  const bool done = duckdb_register_table_function(connection, function) == DuckDBSuccess;
  duckdb_destroy_table_function(&function);
  return done;
}

}  // namespace eider::extension
