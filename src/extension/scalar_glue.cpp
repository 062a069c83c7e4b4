// bind: the constant options -> Call. function: each row without a NULL -> one value; rows_glue has
// the functions that take a vector's rows at once. All are volatile, else DuckDB would run a model
// while it plans.

#include "extension/scalar_glue.h"

#include <utility>

#include "extension/guard.h"
#include "extension/rows_glue.h"
#include "extension/types.h"

namespace eider::extension {
namespace {

/// Folds the options, which must be constant, into the call.
Result<void> fold_options(duckdb_bind_info info, duckdb_client_context context,
                          const FunctionSpec& spec, Call& call) {
  if (duckdb_scalar_function_bind_get_argument_count(info) <= spec.arguments.size()) return {};
  duckdb_expression expression =
      duckdb_scalar_function_bind_get_argument(info, spec.arguments.size());
  Result<void> outcome =
      fail(ErrorCode::kInvalidArgument, "the options must be constant", spec.name);
  if (duckdb_expression_is_foldable(expression)) {
    duckdb_value value = nullptr;
    duckdb_error_data error = duckdb_expression_fold(context, expression, &value);
    if (duckdb_error_data_has_error(error)) {
      outcome = fail(ErrorCode::kInvalidArgument, duckdb_error_data_message(error), spec.name);
    } else {
      outcome = read_options(spec, value, call);
      duckdb_destroy_value(&value);
    }
    duckdb_destroy_error_data(&error);
  }
  duckdb_destroy_expression(&expression);
  return outcome;
}

void bind(duckdb_bind_info info) noexcept {
  guarded(
      [&] {
        const auto* binding =
            static_cast<const Binding*>(duckdb_scalar_function_bind_get_extra_info(info));
        duckdb_client_context context = nullptr;
        duckdb_scalar_function_get_client_context(info, &context);
        auto call = std::make_unique<Call>(call_in(*binding->state, context));
        auto folded = fold_options(info, context, *binding->spec, *call);
        if (binding->rows) {
          call->function = binding->spec->name;
          call->running = std::make_shared<RunningStatement>();
          if (folded) folded = check_rows_options(*call);
        }
        duckdb_destroy_client_context(&context);
        if (!folded) {
          return duckdb_scalar_function_bind_set_error(info, folded.error().message().c_str());
        }
        duckdb_scalar_function_set_bind_data(info, call.release(),
                                             [](void* data) { delete static_cast<Call*>(data); });
        duckdb_scalar_function_set_bind_data_copy(info, [](void* data) -> void* {
          void* copy = nullptr;
          guarded([&] { copy = new Call(*static_cast<Call*>(data)); }, [](const char*) {});
          return copy;
        });
      },
      [&](const char* text) { duckdb_scalar_function_bind_set_error(info, text); });
}

/// The row's arguments; false where one is NULL.
bool read_row(duckdb_data_chunk input, std::size_t arguments, idx_t row,
              std::vector<store::Value>& values) {
  values.clear();
  for (std::size_t i = 0; i < arguments; ++i) {
    values.push_back(read_value(duckdb_data_chunk_get_vector(input, i), row));
    if (values.back().is_null()) return false;
  }
  return true;
}

void run(duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output) noexcept {
  guarded(
      [&] {
        const auto* binding =
            static_cast<const Binding*>(duckdb_scalar_function_get_extra_info(info));
        const auto* call = static_cast<const Call*>(duckdb_scalar_function_get_bind_data(info));
        const Type type(duckdb_vector_get_column_type(output));
        std::vector<store::Value> arguments;
        const idx_t size = duckdb_data_chunk_get_size(input);
        for (idx_t row = 0; row < size; ++row) {
          store::Value value;
          if (read_row(input, binding->spec->arguments.size(), row, arguments)) {
            auto result = binding->scalar(*call, arguments);
            if (!result) {
              return duckdb_scalar_function_set_error(info, result.error().message().c_str());
            }
            value = std::move(*result);
          }
          write_value(output, type.get(), row, value);
        }
      },
      [&](const char* text) { duckdb_scalar_function_set_error(info, text); });
}

duckdb_scalar_function make(const std::string& name, const Binding& binding, bool with_options) {
  duckdb_scalar_function function = duckdb_create_scalar_function();
  duckdb_scalar_function_set_name(function, name.c_str());
  for (const auto& [argument, type] : binding.spec->arguments) {
    duckdb_scalar_function_add_parameter(function, parse_type(type).get());
  }
  if (with_options) duckdb_scalar_function_add_parameter(function, parse_type("ANY").get());
  duckdb_scalar_function_set_return_type(function,
                                         parse_type(binding.spec->returns.front().second).get());
  duckdb_scalar_function_set_extra_info(function, new Binding(binding), &delete_binding);
  duckdb_scalar_function_set_bind(function, &bind);
  duckdb_scalar_function_set_function(function, binding.rows ? &run_rows : &run);
  if (binding.rows) duckdb_scalar_function_set_init(function, &init_rows);
  duckdb_scalar_function_set_volatile(function);
  duckdb_scalar_function_set_special_handling(function);
  return function;
}

}  // namespace

bool register_scalar(duckdb_connection connection, const std::string& name,
                     const Binding& binding) {
  duckdb_scalar_function_set set = duckdb_create_scalar_function_set(name.c_str());
  bool done = true;
  for (const bool with_options : {false, true}) {
    if (with_options && binding.spec->options.empty()) continue;
    duckdb_scalar_function function = make(name, binding, with_options);
    done = done && duckdb_add_scalar_function_to_set(set, function) == DuckDBSuccess;
    duckdb_destroy_scalar_function(&function);
  }
  done = done && duckdb_register_scalar_function_set(connection, set) == DuckDBSuccess;
  duckdb_destroy_scalar_function_set(&set);
  return done;
}

}  // namespace eider::extension
