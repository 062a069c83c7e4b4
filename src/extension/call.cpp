#include "extension/call.h"

#include <utility>

namespace eider::extension {

std::string Call::text(const std::string& option, const std::string& otherwise) const {
  const auto found = options.find(option);
  if (found == options.end()) return otherwise;
  const std::string* value = found->second.text();
  return value ? *value : otherwise;
}

bool Call::is_null(const std::string& option) const {
  const auto found = options.find(option);
  return found != options.end() && found->second.is_null();
}

std::int64_t Call::integer(const std::string& option, std::int64_t otherwise) const {
  const auto found = options.find(option);
  if (found == options.end()) return otherwise;
  const std::int64_t* value = found->second.integer();
  return value ? *value : otherwise;
}

double Call::number(const std::string& option, double otherwise) const {
  const auto found = options.find(option);
  if (found == options.end()) return otherwise;
  if (const std::int64_t* whole = found->second.integer()) return static_cast<double>(*whole);
  const double* value = std::get_if<double>(&found->second.data);
  return value ? *value : otherwise;
}

bool Call::flag(const std::string& option, bool otherwise) const {
  const auto found = options.find(option);
  if (found == options.end()) return otherwise;
  const bool* value = std::get_if<bool>(&found->second.data);
  return value ? *value : otherwise;
}

Result<std::string> Call::argument(std::size_t place, const std::string& name) const {
  const std::string* value = place < arguments.size() ? arguments[place].text() : nullptr;
  if (value) return *value;
  return fail(ErrorCode::kInvalidArgument, name + " is NULL");
}

Result<pipeline::RowSettings> Call::row_settings() const {
  pipeline::RowSettings settings;
  settings.function = function;
  settings.scope = scope_with_options();
  settings.threads = threads;
  settings.budget_tokens = integer("budget_tokens", 0);
  settings.budget_seconds = number("budget_seconds", 0);
  if (settings.budget_tokens >= 0 && settings.budget_seconds >= 0) return settings;
  return fail(ErrorCode::kInvalidArgument, "a budget must not be below 0", function);
}

Result<bool> Call::null_on_error() const {
  const std::string choice = text("on_error", "fail");
  if (choice == "null") return true;
  if (choice == "fail") return false;
  return fail(ErrorCode::kInvalidArgument, "on_error is '" + choice + "', it must be fail or null",
              function);
}

pipeline::Scope Call::scope_with_options() const {
  pipeline::Scope changed = scope;
  changed.store = text("store", scope.store);
  changed.models.generator = text("model", scope.models.generator);
  changed.models.embedder = text("embedder", scope.models.embedder);
  return changed;
}

std::shared_ptr<pipeline::RowStatement> RunningStatement::enter(
    pipeline::Host& host, const pipeline::RowSettings& settings) {
  const std::lock_guard lock(mutex_);
  auto statement = statement_.lock();
  if (statement) return statement;
  statement = std::make_shared<pipeline::RowStatement>(host, settings);
  statement_ = statement;
  return statement;
}

RowSource rows_of(std::vector<store::List> rows) {
  auto shared = std::make_shared<std::vector<store::List>>(std::move(rows));
  return [shared, at = std::size_t{0}]() mutable -> Result<Row> {
    if (at == shared->size()) return std::nullopt;
    return std::move((*shared)[at++]);
  };
}

}  // namespace eider::extension
