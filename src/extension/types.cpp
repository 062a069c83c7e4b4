#include "extension/types.h"

#include <cstdio>
#include <string>
#include <vector>

namespace eider::extension {
namespace {

using store::Floats;
using store::List;
using store::Value;

duckdb_type scalar_type(std::string_view name) {
  if (name == "BOOLEAN") return DUCKDB_TYPE_BOOLEAN;
  if (name == "BIGINT") return DUCKDB_TYPE_BIGINT;
  if (name == "DOUBLE") return DUCKDB_TYPE_DOUBLE;
  if (name == "FLOAT") return DUCKDB_TYPE_FLOAT;
  if (name == "TIMESTAMP") return DUCKDB_TYPE_TIMESTAMP;
  if (name == "DATE") return DUCKDB_TYPE_DATE;
  if (name == "TIME") return DUCKDB_TYPE_TIME;
  if (name == "ANY") return DUCKDB_TYPE_ANY;
  return DUCKDB_TYPE_VARCHAR;
}

/// The pieces of "a VARCHAR, b STRUCT(c BIGINT, d BIGINT)" between the outer commas.
std::vector<std::string_view> split_fields(std::string_view text) {
  std::vector<std::string_view> fields;
  std::size_t start = 0;
  int depth = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] == '(') ++depth;
    if (i < text.size() && text[i] == ')') --depth;
    if (i < text.size() && (text[i] != ',' || depth > 0)) continue;
    std::string_view field = text.substr(start, i - start);
    while (!field.empty() && field.front() == ' ') field.remove_prefix(1);
    fields.push_back(field);
    start = i + 1;
  }
  return fields;
}

Type struct_type(std::string_view fields) {
  std::vector<Type> types;
  std::vector<std::string> names;
  for (const std::string_view field : split_fields(fields)) {
    const auto space = field.find(' ');
    names.emplace_back(field.substr(0, space));
    types.push_back(parse_type(field.substr(space + 1)));
  }
  std::vector<duckdb_logical_type> handles;
  std::vector<const char*> texts;
  for (std::size_t i = 0; i < types.size(); ++i) {
    handles.push_back(types[i].get());
    texts.push_back(names[i].c_str());
  }
  return Type(duckdb_create_struct_type(handles.data(), texts.data(), handles.size()));
}

void set_null(duckdb_vector vector, idx_t row) {
  duckdb_vector_ensure_validity_writable(vector);
  duckdb_validity_set_row_invalid(duckdb_vector_get_validity(vector), row);
}

template <typename T>
void put(duckdb_vector vector, idx_t row, T value) {
  static_cast<T*>(duckdb_vector_get_data(vector))[row] = value;
}

/// "00:06:34"
bool put_time(duckdb_vector vector, idx_t row, const std::string& text) {
  int hour = 0, minute = 0, second = 0;
  if (std::sscanf(text.c_str(), "%d:%d:%d", &hour, &minute, &second) != 3) return false;
  put(vector, row,
      duckdb_to_time({static_cast<int8_t>(hour), static_cast<int8_t>(minute),
                      static_cast<int8_t>(second), 0}));
  return true;
}

/// "2026-05-01"
bool put_date(duckdb_vector vector, idx_t row, const std::string& text) {
  int year = 0, month = 0, day = 0;
  if (std::sscanf(text.c_str(), "%d-%d-%d", &year, &month, &day) != 3) return false;
  put(vector, row, duckdb_to_date({year, static_cast<int8_t>(month), static_cast<int8_t>(day)}));
  return true;
}

/// ISO 8601 text -> microseconds since 1970.
bool put_timestamp(duckdb_vector vector, idx_t row, const std::string& text) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  const int read =
      std::sscanf(text.c_str(), "%d-%d-%dT%d:%d:%d", &year, &month, &day, &hour, &minute, &second);
  if (read < 3) return false;
  const duckdb_date_struct date{year, static_cast<int8_t>(month), static_cast<int8_t>(day)};
  const duckdb_time_struct time{static_cast<int8_t>(hour), static_cast<int8_t>(minute),
                                static_cast<int8_t>(second), 0};
  put(vector, row, duckdb_to_timestamp({date, time}));
  return true;
}

void write_list(duckdb_vector vector, duckdb_logical_type type, idx_t row, const List& list) {
  const Type child_type(duckdb_list_type_child_type(type));
  const idx_t offset = duckdb_list_vector_get_size(vector);
  duckdb_list_vector_reserve(vector, offset + list.size());
  duckdb_list_vector_set_size(vector, offset + list.size());
  put(vector, row, duckdb_list_entry{offset, list.size()});
  for (std::size_t i = 0; i < list.size(); ++i) {
    write_value(duckdb_list_vector_get_child(vector), child_type.get(), offset + i, list[i]);
  }
}

void write_floats(duckdb_vector vector, idx_t row, const Floats& floats) {
  const idx_t offset = duckdb_list_vector_get_size(vector);
  duckdb_list_vector_reserve(vector, offset + floats.size());
  duckdb_list_vector_set_size(vector, offset + floats.size());
  put(vector, row, duckdb_list_entry{offset, floats.size()});
  auto* data =
      static_cast<float*>(duckdb_vector_get_data(duckdb_list_vector_get_child(vector))) + offset;
  std::copy(floats.begin(), floats.end(), data);
}

void write_struct(duckdb_vector vector, duckdb_logical_type type, idx_t row, const List& fields) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const Type child(duckdb_struct_type_child_type(type, i));
    write_value(duckdb_struct_vector_get_child(vector, i), child.get(), row, fields[i]);
  }
}

bool is_in_64_bits(duckdb_logical_type decimal) {
  return duckdb_decimal_internal_type(decimal) == DUCKDB_TYPE_BIGINT;
}

void write_null(duckdb_vector vector, duckdb_logical_type type, idx_t row) {
  set_null(vector, row);
  if (duckdb_get_type_id(type) != DUCKDB_TYPE_STRUCT) return;
  for (idx_t i = 0; i < duckdb_struct_type_child_count(type); ++i) {
    const Type child(duckdb_struct_type_child_type(type, i));
    write_null(duckdb_struct_vector_get_child(vector, i), child.get(), row);
  }
}

}  // namespace

Type parse_type(std::string_view text) {
  if (text.ends_with("[]")) {
    const Type child = parse_type(text.substr(0, text.size() - 2));
    return Type(duckdb_create_list_type(child.get()));
  }
  int width = 0, scale = 0;
  if (std::sscanf(std::string(text).c_str(), "DECIMAL(%d,%d)", &width, &scale) == 2) {
    return Type(
        duckdb_create_decimal_type(static_cast<uint8_t>(width), static_cast<uint8_t>(scale)));
  }
  constexpr std::string_view kStruct = "STRUCT(";
  if (text.starts_with(kStruct)) {
    return struct_type(text.substr(kStruct.size(), text.size() - kStruct.size() - 1));
  }
  Type type(duckdb_create_logical_type(scalar_type(text)));
  if (text == "JSON") duckdb_logical_type_set_alias(type.get(), "JSON");
  return type;
}

void write_value(duckdb_vector vector, duckdb_logical_type type, idx_t row, const Value& value) {
  const duckdb_type id = duckdb_get_type_id(type);
  if (const auto* flag = std::get_if<bool>(&value.data); flag && id == DUCKDB_TYPE_BOOLEAN) {
    return put(vector, row, *flag);
  }
  const bool counts =
      id == DUCKDB_TYPE_BIGINT || (id == DUCKDB_TYPE_DECIMAL && is_in_64_bits(type));
  if (const auto* integer = value.integer(); integer && counts) {
    return put(vector, row, *integer);
  }
  if (const auto* number = std::get_if<double>(&value.data); number && id == DUCKDB_TYPE_DOUBLE) {
    return put(vector, row, *number);
  }
  if (const auto* text = value.text()) {
    if (id == DUCKDB_TYPE_VARCHAR) {
      return duckdb_vector_assign_string_element_len(vector, row, text->data(), text->size());
    }
    if (id == DUCKDB_TYPE_TIMESTAMP && put_timestamp(vector, row, *text)) return;
    if (id == DUCKDB_TYPE_DATE && put_date(vector, row, *text)) return;
    if (id == DUCKDB_TYPE_TIME && put_time(vector, row, *text)) return;
  }
  if (const auto* floats = std::get_if<Floats>(&value.data); floats && id == DUCKDB_TYPE_LIST) {
    return write_floats(vector, row, *floats);
  }
  if (const auto* list = value.list()) {
    if (id == DUCKDB_TYPE_LIST) return write_list(vector, type, row, *list);
    if (id == DUCKDB_TYPE_STRUCT) return write_struct(vector, type, row, *list);
  }
  write_null(vector, type, row);
}

Value read_value(duckdb_vector vector, idx_t row) {
  auto* mask = duckdb_vector_get_validity(vector);
  if (mask && !duckdb_validity_row_is_valid(mask, row)) return {};
  const Type type(duckdb_vector_get_column_type(vector));
  const void* data = duckdb_vector_get_data(vector);
  switch (duckdb_get_type_id(type.get())) {
    case DUCKDB_TYPE_BOOLEAN:
      return static_cast<const bool*>(data)[row];
    case DUCKDB_TYPE_BIGINT:
      return static_cast<const std::int64_t*>(data)[row];
    case DUCKDB_TYPE_DOUBLE:
      return static_cast<const double*>(data)[row];
    case DUCKDB_TYPE_VARCHAR: {
      auto* strings = static_cast<duckdb_string_t*>(duckdb_vector_get_data(vector));
      return std::string(duckdb_string_t_data(&strings[row]), duckdb_string_t_length(strings[row]));
    }
    case DUCKDB_TYPE_LIST: {
      const auto entry = static_cast<const duckdb_list_entry*>(data)[row];
      List list;
      for (idx_t i = entry.offset; i < entry.offset + entry.length; ++i) {
        list.push_back(read_value(duckdb_list_vector_get_child(vector), i));
      }
      return list;
    }
    default:
      return {};
  }
}

Value read_constant(duckdb_value value) {
  if (!value || duckdb_is_null_value(value)) return {};
  // The type belongs to the value.
  const duckdb_logical_type type = duckdb_get_value_type(value);
  switch (duckdb_get_type_id(type)) {
    case DUCKDB_TYPE_BOOLEAN:
      return duckdb_get_bool(value);
    case DUCKDB_TYPE_TINYINT:
    case DUCKDB_TYPE_SMALLINT:
    case DUCKDB_TYPE_INTEGER:
    case DUCKDB_TYPE_BIGINT:
    case DUCKDB_TYPE_UTINYINT:
    case DUCKDB_TYPE_USMALLINT:
    case DUCKDB_TYPE_UINTEGER:
    case DUCKDB_TYPE_UBIGINT:
      return static_cast<std::int64_t>(duckdb_get_int64(value));
    case DUCKDB_TYPE_FLOAT:
    case DUCKDB_TYPE_DOUBLE:
    case DUCKDB_TYPE_DECIMAL:
      return duckdb_get_double(value);
    case DUCKDB_TYPE_STRUCT: {
      List fields;
      for (idx_t i = 0; i < duckdb_struct_type_child_count(type); ++i) {
        duckdb_value child = duckdb_get_struct_child(value, i);
        fields.push_back(read_constant(child));
        duckdb_destroy_value(&child);
      }
      return fields;
    }
    default: {
      char* text = duckdb_get_varchar(value);
      Value read = text ? Value(std::string(text)) : Value();
      duckdb_free(text);
      return read;
    }
  }
}

}  // namespace eider::extension
