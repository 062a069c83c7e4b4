#include "store/appender.h"

#include <string>
#include <utility>

#include "store/duckdb_api.h"

namespace eider::store {
namespace {

duckdb_appender raw(void* handle) { return static_cast<duckdb_appender>(handle); }

template <typename Make>
duckdb_state append_list(duckdb_appender appender, duckdb_type type, std::size_t size, Make make) {
  std::vector<duckdb_value> children(size + 1);  // one more: an empty list has an address too
  for (std::size_t i = 0; i < size; ++i) children[i] = make(i);
  duckdb_logical_type logical = duckdb_create_logical_type(type);
  duckdb_value list = duckdb_create_list_value(logical, children.data(), size);
  const auto state = duckdb_append_value(appender, list);
  duckdb_destroy_value(&list);
  for (std::size_t i = 0; i < size; ++i) duckdb_destroy_value(&children[i]);
  duckdb_destroy_logical_type(&logical);
  return state;
}

duckdb_state append_texts(duckdb_appender appender, const List& texts) {
  return append_list(appender, DUCKDB_TYPE_VARCHAR, texts.size(), [&](std::size_t i) {
    const auto* text = texts[i].text();
    return text ? duckdb_create_varchar_length(text->data(), text->size())
                : duckdb_create_null_value();
  });
}

duckdb_state append_one(duckdb_appender appender, const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value.data)) return duckdb_append_bool(appender, *flag);
  if (const auto* integer = value.integer()) return duckdb_append_int64(appender, *integer);
  if (const auto* number = std::get_if<double>(&value.data)) {
    return duckdb_append_double(appender, *number);
  }
  if (const auto* text = value.text()) {
    return duckdb_append_varchar_length(appender, text->data(), text->size());
  }
  if (const auto* list = value.list()) return append_texts(appender, *list);
  if (const auto* floats = std::get_if<Floats>(&value.data)) {
    return append_list(appender, DUCKDB_TYPE_FLOAT, floats->size(),
                       [&](std::size_t i) { return duckdb_create_float((*floats)[i]); });
  }
  if (const auto* blob = std::get_if<Blob>(&value.data)) {
    return duckdb_append_blob(appender, blob->bytes.data(), blob->bytes.size());
  }
  return duckdb_append_null(appender);
}

}  // namespace

Result<Appender> Appender::open(Connection connection, const Catalog& catalog,
                                std::string_view table) {
  duckdb_appender appender = nullptr;
  const auto state = duckdb_appender_create_ext(static_cast<duckdb_connection>(connection.handle()),
                                                catalog.name().c_str(), "eider",
                                                std::string(table).c_str(), &appender);
  Appender made(appender);
  if (auto checked = made.check(state); !checked) return std::unexpected(checked.error());
  return made;
}

Appender::Appender(Appender&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}

Appender::~Appender() {
  auto appender = raw(handle_);
  if (appender) duckdb_appender_destroy(&appender);
}

Result<void> Appender::check(int state) {
  if (state == DuckDBSuccess) return {};
  const char* message = handle_ ? duckdb_appender_error(raw(handle_)) : nullptr;
  return std::unexpected(error_of(message ? message : "rows can't be appended"));
}

Result<void> Appender::row(const List& values) {
  for (const Value& value : values) {
    if (auto checked = check(append_one(raw(handle_), value)); !checked) return checked;
  }
  return check(duckdb_appender_end_row(raw(handle_)));
}

Result<void> Appender::finish() { return check(duckdb_appender_close(raw(handle_))); }

}  // namespace eider::store
