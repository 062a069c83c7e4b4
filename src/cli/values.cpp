#include "cli/values.h"

#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <utility>

namespace eider::cli {
namespace {

template <typename T>
T value_at(duckdb_vector vector, idx_t row) {
  return static_cast<T*>(duckdb_vector_get_data(vector))[row];
}

/// A logical type that is destroyed with its owner.
class Type {
 public:
  explicit Type(duckdb_logical_type type) : type_(type) {}
  Type(const Type&) = delete;
  Type& operator=(const Type&) = delete;
  ~Type() { duckdb_destroy_logical_type(&type_); }
  duckdb_logical_type get() const { return type_; }

 private:
  duckdb_logical_type type_;
};

std::string owned_text(char* text) {
  if (text == nullptr) return "";
  std::string copy(text);
  duckdb_free(text);
  return copy;
}

/// What DuckDB prints for the value, which is destroyed.
std::string printed(duckdb_value value) {
  std::string text = owned_text(duckdb_get_varchar(value));
  duckdb_destroy_value(&value);
  return text;
}

/// The digits of a number as the number, where one of JSON's holds them exactly.
Json number_from(const std::string& digits) {
  constexpr std::size_t kExactDigits = 15;  // of any decimal in a double
  errno = 0;
  char* end = nullptr;
  const long long whole = std::strtoll(digits.c_str(), &end, 10);
  if (errno == 0 && end != nullptr && *end == '\0') return whole;
  if (digits.size() <= kExactDigits) return std::strtod(digits.c_str(), nullptr);
  return digits;
}

Json real(double value) { return std::isfinite(value) ? Json(value) : Json(); }

/// The shortest decimal that gives this float back, as the double people expect to see.
Json real(float value) {
  char text[32];
  for (int digits = 6; digits <= 9; ++digits) {
    std::snprintf(text, sizeof text, "%.*g", digits, static_cast<double>(value));
    if (std::strtof(text, nullptr) == value) break;
  }
  return std::isfinite(value) ? Json(std::strtod(text, nullptr)) : Json();
}

std::string bytes_at(duckdb_vector vector, idx_t row) {
  auto* strings = static_cast<duckdb_string_t*>(duckdb_vector_get_data(vector));
  return std::string(duckdb_string_t_data(&strings[row]), duckdb_string_t_length(strings[row]));
}

duckdb_value decimal_at(duckdb_vector vector, duckdb_logical_type type, idx_t row) {
  duckdb_decimal decimal{duckdb_decimal_width(type), duckdb_decimal_scale(type), {0, 0}};
  const auto widen = [&decimal](std::int64_t value) {
    decimal.value.lower = static_cast<std::uint64_t>(value);
    decimal.value.upper = value < 0 ? -1 : 0;
  };
  switch (duckdb_decimal_internal_type(type)) {
    case DUCKDB_TYPE_SMALLINT:
      widen(value_at<std::int16_t>(vector, row));
      break;
    case DUCKDB_TYPE_INTEGER:
      widen(value_at<std::int32_t>(vector, row));
      break;
    case DUCKDB_TYPE_BIGINT:
      widen(value_at<std::int64_t>(vector, row));
      break;
    default:
      decimal.value = value_at<duckdb_hugeint>(vector, row);
      break;
  }
  return duckdb_create_decimal(decimal);
}

std::uint64_t enum_position(duckdb_vector vector, duckdb_logical_type type, idx_t row) {
  switch (duckdb_enum_internal_type(type)) {
    case DUCKDB_TYPE_UTINYINT:
      return value_at<std::uint8_t>(vector, row);
    case DUCKDB_TYPE_USMALLINT:
      return value_at<std::uint16_t>(vector, row);
    default:
      return value_at<std::uint32_t>(vector, row);
  }
}

Json uuid_at(duckdb_vector vector, idx_t row) {
  // A UUID is stored as a signed number with its highest bit flipped, so that order is kept.
  const auto stored = value_at<duckdb_hugeint>(vector, row);
  const auto upper = static_cast<std::uint64_t>(stored.upper) ^ (std::uint64_t{1} << 63);
  return printed(duckdb_create_uuid({stored.lower, upper}));
}

/// Elements [first, first + count) of a list's or array's child.
Json elements(duckdb_vector child, duckdb_logical_type type, idx_t first, idx_t count) {
  Json list = Json::array();
  for (idx_t i = first; i < first + count; ++i) list.push_back(cell_of(child, type, i));
  return list;
}

Json struct_at(duckdb_vector vector, duckdb_logical_type type, idx_t row) {
  Json object = Json::object();
  for (idx_t i = 0; i < duckdb_struct_type_child_count(type); ++i) {
    const Type child(duckdb_struct_type_child_type(type, i));
    object[owned_text(duckdb_struct_type_child_name(type, i))] =
        cell_of(duckdb_struct_vector_get_child(vector, i), child.get(), row);
  }
  return object;
}

/// A map is a list of (key, value) structs; its keys become the names of an object.
Json map_at(duckdb_vector vector, duckdb_logical_type type, idx_t row) {
  const auto entry = value_at<duckdb_list_entry>(vector, row);
  const duckdb_vector pairs = duckdb_list_vector_get_child(vector);
  const Type key_type(duckdb_map_type_key_type(type));
  const Type value_type(duckdb_map_type_value_type(type));
  Json object = Json::object();
  for (idx_t i = entry.offset; i < entry.offset + entry.length; ++i) {
    const Json key = cell_of(duckdb_struct_vector_get_child(pairs, 0), key_type.get(), i);
    object[key.is_string() ? key.get<std::string>() : dump(key)] =
        cell_of(duckdb_struct_vector_get_child(pairs, 1), value_type.get(), i);
  }
  return object;
}

/// A union's first child is its tag; the member that the tag names holds the value.
Json union_at(duckdb_vector vector, duckdb_logical_type type, idx_t row) {
  const idx_t tag = value_at<std::uint8_t>(duckdb_struct_vector_get_child(vector, 0), row);
  const Type member(duckdb_union_type_member_type(type, tag));
  return cell_of(duckdb_struct_vector_get_child(vector, tag + 1), member.get(), row);
}

Json nested_at(duckdb_vector vector, duckdb_logical_type type, idx_t row) {
  switch (duckdb_get_type_id(type)) {
    case DUCKDB_TYPE_LIST: {
      const auto entry = value_at<duckdb_list_entry>(vector, row);
      const Type child(duckdb_list_type_child_type(type));
      return elements(duckdb_list_vector_get_child(vector), child.get(), entry.offset,
                      entry.length);
    }
    case DUCKDB_TYPE_ARRAY: {
      const idx_t size = duckdb_array_type_array_size(type);
      const Type child(duckdb_array_type_child_type(type));
      return elements(duckdb_array_vector_get_child(vector), child.get(), row * size, size);
    }
    case DUCKDB_TYPE_STRUCT:
      return struct_at(vector, type, row);
    case DUCKDB_TYPE_MAP:
      return map_at(vector, type, row);
    default:
      return union_at(vector, type, row);
  }
}

Json bytes_value(duckdb_vector vector, duckdb_type id, idx_t row) {
  std::string bytes = bytes_at(vector, row);
  auto* data = reinterpret_cast<std::uint8_t*>(bytes.data());
  if (id == DUCKDB_TYPE_BLOB) return printed(duckdb_create_blob(data, bytes.size()));
  return printed(duckdb_create_bit({data, bytes.size()}));
}

/// Text, or what the text says where the column's type is DuckDB's JSON.
Json text_at(duckdb_vector vector, duckdb_logical_type type, idx_t row) {
  std::string text = bytes_at(vector, row);
  if (owned_text(duckdb_logical_type_get_alias(type)) != "JSON") return text;
  Json value = Json::parse(text, nullptr, false);
  return value.is_discarded() ? Json(text) : value;
}

Json time_at(duckdb_vector vector, duckdb_type id, idx_t row) {
  switch (id) {
    case DUCKDB_TYPE_DATE:
      return printed(duckdb_create_date(value_at<duckdb_date>(vector, row)));
    case DUCKDB_TYPE_TIME:
      return printed(duckdb_create_time(value_at<duckdb_time>(vector, row)));
    case DUCKDB_TYPE_TIME_NS:
      return printed(duckdb_create_time_ns(value_at<duckdb_time_ns>(vector, row)));
    case DUCKDB_TYPE_TIME_TZ:
      return printed(duckdb_create_time_tz_value(value_at<duckdb_time_tz>(vector, row)));
    case DUCKDB_TYPE_TIMESTAMP_TZ:
      return printed(duckdb_create_timestamp_tz(value_at<duckdb_timestamp>(vector, row)));
    case DUCKDB_TYPE_TIMESTAMP_S:
      return printed(duckdb_create_timestamp_s(value_at<duckdb_timestamp_s>(vector, row)));
    case DUCKDB_TYPE_TIMESTAMP_MS:
      return printed(duckdb_create_timestamp_ms(value_at<duckdb_timestamp_ms>(vector, row)));
    case DUCKDB_TYPE_TIMESTAMP_NS:
      return printed(duckdb_create_timestamp_ns(value_at<duckdb_timestamp_ns>(vector, row)));
    case DUCKDB_TYPE_INTERVAL:
      return printed(duckdb_create_interval(value_at<duckdb_interval>(vector, row)));
    default:
      return printed(duckdb_create_timestamp(value_at<duckdb_timestamp>(vector, row)));
  }
}

Json number_at(duckdb_vector vector, duckdb_logical_type type, idx_t row) {
  switch (duckdb_get_type_id(type)) {
    case DUCKDB_TYPE_TINYINT:
      return value_at<std::int8_t>(vector, row);
    case DUCKDB_TYPE_SMALLINT:
      return value_at<std::int16_t>(vector, row);
    case DUCKDB_TYPE_INTEGER:
      return value_at<std::int32_t>(vector, row);
    case DUCKDB_TYPE_BIGINT:
      return value_at<std::int64_t>(vector, row);
    case DUCKDB_TYPE_UTINYINT:
      return value_at<std::uint8_t>(vector, row);
    case DUCKDB_TYPE_USMALLINT:
      return value_at<std::uint16_t>(vector, row);
    case DUCKDB_TYPE_UINTEGER:
      return value_at<std::uint32_t>(vector, row);
    case DUCKDB_TYPE_UBIGINT:
      return value_at<std::uint64_t>(vector, row);
    case DUCKDB_TYPE_FLOAT:
      return real(value_at<float>(vector, row));
    case DUCKDB_TYPE_DOUBLE:
      return real(value_at<double>(vector, row));
    case DUCKDB_TYPE_HUGEINT:
      return number_from(printed(duckdb_create_hugeint(value_at<duckdb_hugeint>(vector, row))));
    case DUCKDB_TYPE_UHUGEINT:
      return number_from(printed(duckdb_create_uhugeint(value_at<duckdb_uhugeint>(vector, row))));
    default:
      return number_from(printed(decimal_at(vector, type, row)));
  }
}

}  // namespace

bool is_numeric(duckdb_type type) {
  switch (type) {
    case DUCKDB_TYPE_TINYINT:
    case DUCKDB_TYPE_SMALLINT:
    case DUCKDB_TYPE_INTEGER:
    case DUCKDB_TYPE_BIGINT:
    case DUCKDB_TYPE_UTINYINT:
    case DUCKDB_TYPE_USMALLINT:
    case DUCKDB_TYPE_UINTEGER:
    case DUCKDB_TYPE_UBIGINT:
    case DUCKDB_TYPE_FLOAT:
    case DUCKDB_TYPE_DOUBLE:
    case DUCKDB_TYPE_HUGEINT:
    case DUCKDB_TYPE_UHUGEINT:
    case DUCKDB_TYPE_DECIMAL:
      return true;
    default:
      return false;
  }
}

Json cell_of(duckdb_vector vector, duckdb_logical_type type, idx_t row) {
  std::uint64_t* validity = duckdb_vector_get_validity(vector);
  if (validity != nullptr && !duckdb_validity_row_is_valid(validity, row)) return nullptr;
  const duckdb_type id = duckdb_get_type_id(type);
  if (is_numeric(id)) return number_at(vector, type, row);
  switch (id) {
    case DUCKDB_TYPE_SQLNULL:
      return nullptr;
    case DUCKDB_TYPE_BOOLEAN:
      return value_at<bool>(vector, row);
    case DUCKDB_TYPE_VARCHAR:
      return text_at(vector, type, row);
    case DUCKDB_TYPE_BLOB:
    case DUCKDB_TYPE_BIT:
      return bytes_value(vector, id, row);
    case DUCKDB_TYPE_UUID:
      return uuid_at(vector, row);
    case DUCKDB_TYPE_ENUM:
      return owned_text(duckdb_enum_dictionary_value(type, enum_position(vector, type, row)));
    case DUCKDB_TYPE_LIST:
    case DUCKDB_TYPE_ARRAY:
    case DUCKDB_TYPE_STRUCT:
    case DUCKDB_TYPE_MAP:
    case DUCKDB_TYPE_UNION:
      return nested_at(vector, type, row);
    case DUCKDB_TYPE_DATE:
    case DUCKDB_TYPE_TIME:
    case DUCKDB_TYPE_TIME_NS:
    case DUCKDB_TYPE_TIME_TZ:
    case DUCKDB_TYPE_TIMESTAMP:
    case DUCKDB_TYPE_TIMESTAMP_TZ:
    case DUCKDB_TYPE_TIMESTAMP_S:
    case DUCKDB_TYPE_TIMESTAMP_MS:
    case DUCKDB_TYPE_TIMESTAMP_NS:
    case DUCKDB_TYPE_INTERVAL:
      return time_at(vector, id, row);
    default:
      return "(shown only as text: cast it to VARCHAR)";
  }
}

}  // namespace eider::cli
