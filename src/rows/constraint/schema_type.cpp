#include "rows/constraint/schema_type.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "rows/constraint/characters.h"
#include "rows/constraint/limits.h"
#include "text/ascii.h"
#include "text/utf8.h"

namespace eider::rows {
namespace {

struct IntegerType {
  std::string_view name;
  std::string_view least;
  std::string_view most;
};

constexpr std::array<IntegerType, 10> kIntegerTypes{{
    {"tinyint", "-128", "127"},
    {"smallint", "-32768", "32767"},
    {"integer", "-2147483648", "2147483647"},
    {"bigint", "-9223372036854775808", "9223372036854775807"},
    {"hugeint", "-170141183460469231731687303715884105728",
     "170141183460469231731687303715884105727"},
    {"utinyint", "0", "255"},
    {"usmallint", "0", "65535"},
    {"uinteger", "0", "4294967295"},
    {"ubigint", "0", "18446744073709551615"},
    {"uhugeint", "0", "340282366920938463463374607431768211455"},
}};

struct TypeAlias {
  std::string_view name;
  std::string_view type;
};

constexpr std::array<TypeAlias, 24> kAliases{{
    {"int1", "tinyint"},       {"int2", "smallint"},  {"short", "smallint"},  {"int4", "integer"},
    {"int", "integer"},        {"signed", "integer"}, {"int8", "bigint"},     {"long", "bigint"},
    {"int128", "hugeint"},     {"text", "varchar"},   {"string", "varchar"},  {"char", "varchar"},
    {"bpchar", "varchar"},     {"bool", "boolean"},   {"logical", "boolean"}, {"float4", "float"},
    {"real", "float"},         {"float8", "double"},  {"numeric", "decimal"}, {"dec", "decimal"},
    {"datetime", "timestamp"}, {"row", "struct"},     {"int16", "smallint"},  {"int32", "integer"},
}};

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

Schema integer_schema(const IntegerType& type) {
  NumberSchema number;
  number.whole_digits = static_cast<std::uint32_t>(type.most.size());
  number.fraction_digits = 0;
  number.least = NumberBound{exact_number_of(type.least).value_or(ExactNumber{}), true};
  number.most = NumberBound{exact_number_of(type.most).value_or(ExactNumber{}), true};
  return {std::move(number)};
}

class TypeReader {
 public:
  explicit TypeReader(std::string_view text) : text_(text) {}

  Result<Schema> read() {
    auto schema = read_type(0);
    if (schema && !at_end()) return wrong("something stands behind the type");
    return schema;
  }

 private:
  std::unexpected<Error> wrong(std::string_view what,
                               ErrorCode code = ErrorCode::kInvalidArgument) const {
    return fail(code, what, "byte " + std::to_string(at_) + " of the type");
  }

  void skip_spaces() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || (text_[at_] >= '\t' && text_[at_] <= '\r'))) {
      ++at_;
    }
  }

  bool at_end() {
    skip_spaces();
    return at_ == text_.size();
  }

  bool take(char c) {
    if (at_end() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  std::string take_word() {
    skip_spaces();
    const std::size_t start = at_;
    while (at_ < text_.size() && is_word_byte(text_[at_])) ++at_;
    return std::string(text_.substr(start, at_ - start));
  }

  // Behind the opening quote, which stands doubled where it is meant.
  Result<std::string> take_quoted(char quote) {
    std::string content;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c != quote) {
        content += c;
      } else if (at_ < text_.size() && text_[at_] == quote) {
        content += quote;
        ++at_;
      } else {
        return content;
      }
    }
    return wrong("a closing quote is missing");
  }

  Result<std::uint32_t> take_number(std::uint32_t most) {
    const std::string digits = take_word();
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || end != digits.data() + digits.size()) {
      return wrong("a whole number is missing");
    }
    if (number > most) return wrong("a number above " + std::to_string(most), ErrorCode::kLimit);
    return number;
  }

  Result<Schema> read_type(std::size_t depth) {
    if (depth > kMaxSchemaDepth) {
      return wrong("types nested more than " + std::to_string(kMaxSchemaDepth) + " deep",
                   ErrorCode::kLimit);
    }
    skip_spaces();
    const std::size_t start = at_;
    std::string name = text::lower_ascii(take_word());
    if (name.empty()) return wrong("a type is missing");
    const auto alias = std::ranges::find(kAliases, name, &TypeAlias::name);
    if (alias != kAliases.end()) name = alias->type;
    auto schema = read_named(name, depth);
    if (!schema && schema.error().where.empty()) {
      return fail(schema.error().code, schema.error().what,
                  "byte " + std::to_string(start) + " of the type", schema.error().remedy);
    }
    while (schema && take('[')) {
      if (++depth > kMaxSchemaDepth) return wrong("too many lists of lists", ErrorCode::kLimit);
      ArraySchema array;
      if (!take(']')) {
        const auto size = take_number(kMaxStringLength);
        if (!size) return std::unexpected(size.error());
        if (!take(']')) return wrong("']' is missing");
        array.min_items = array.max_items = *size;
      }
      array.item.push_back(std::move(*schema));
      schema = Schema{std::move(array)};
    }
    return schema;
  }

  Result<Schema> read_named(const std::string& name, std::size_t depth) {
    const auto integer = std::ranges::find(kIntegerTypes, name, &IntegerType::name);
    if (integer != kIntegerTypes.end()) return integer_schema(*integer);
    if (name == "varchar") return read_string();
    if (name == "boolean") return Schema{BooleanSchema{}};
    if (name == "float" || name == "double") return Schema{NumberSchema{}};
    if (name == "decimal") return read_decimal();
    if (name == "date") return Schema{CalendarSchema{CalendarForm::kDate}};
    if (name == "time") return Schema{CalendarSchema{CalendarForm::kTime}};
    if (name == "timestamp") return Schema{CalendarSchema{CalendarForm::kTimestamp}};
    if (name == "timestamptz") return Schema{CalendarSchema{CalendarForm::kDateTime}};
    if (name == "uuid") {
      const std::string hex = "[0-9a-f]";
      return Schema{StringSchema{.pattern = hex + "{8}(?:-" + hex + "{4}){3}-" + hex + "{12}"}};
    }
    if (name == "enum") return read_enum();
    if (name == "struct") return read_struct(depth);
    return fail(ErrorCode::kUnsupported, "a reply can't be of the type '" + name + "'", "",
                "use STRUCT, lists, ENUM, VARCHAR, BOOLEAN, numbers, DATE, TIME or TIMESTAMP");
  }

  Result<Schema> read_string() {
    StringSchema string;
    if (!take('(')) return Schema{std::move(string)};
    const auto most = take_number(kMaxStringLength);
    if (!most) return std::unexpected(most.error());
    if (!take(')')) return wrong("')' is missing");
    string.max_length = *most;
    return Schema{std::move(string)};
  }

  Result<Schema> read_decimal() {
    std::uint32_t width = 18;
    std::uint32_t scale = 3;
    if (take('(')) {
      const auto digits = take_number(38);
      if (!digits) return std::unexpected(digits.error());
      width = *digits;
      scale = 0;
      if (take(',')) {
        const auto behind = take_number(width);
        if (!behind) return std::unexpected(behind.error());
        scale = *behind;
      }
      if (width == 0) return wrong("a DECIMAL without digits");
      if (!take(')')) return wrong("')' is missing");
    }
    NumberSchema number;
    number.whole_digits = std::max<std::uint32_t>(1, width - scale);
    number.fraction_digits = scale;
    if (width == scale) {  // nothing but 0 stands before the point
      number.least = NumberBound{exact_number_of("-1").value_or(ExactNumber{}), false};
      number.most = NumberBound{exact_number_of("1").value_or(ExactNumber{}), false};
    }
    return Schema{std::move(number)};
  }

  Result<Schema> read_enum() {
    if (!take('(')) return wrong("'(' is missing behind ENUM");
    std::vector<std::string> labels;
    do {
      if (!take('\'')) return wrong("a choice in single quotes is missing");
      auto label = take_quoted('\'');
      if (!label) return std::unexpected(label.error());
      labels.push_back(std::move(*label));
    } while (take(','));
    if (!take(')')) return wrong("')' is missing");
    return schema_of_labels(labels, false);
  }

  Result<Schema> read_struct(std::size_t depth) {
    if (!take('(')) return wrong("'(' is missing behind STRUCT");
    ObjectSchema object;
    do {
      if (++parts_ > kMaxSchemaParts) return wrong("too many fields", ErrorCode::kLimit);
      skip_spaces();
      Result<std::string> name = take('"') ? take_quoted('"') : take_word();
      if (!name) return std::unexpected(name.error());
      if (name->empty()) return wrong("a field's name is missing");
      auto type = read_type(depth + 1);
      if (!type) return type;
      type->is_nullable = true;
      object.properties.push_back({std::move(*name), std::move(*type), true});
    } while (take(','));
    if (!take(')')) return wrong("')' is missing");
    return Schema{std::move(object)};
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t parts_ = 0;
};

}  // namespace

Result<Schema> schema_of_type(std::string_view text) {
  if (text.size() > kMaxSchemaBytes) {
    return fail(ErrorCode::kLimit,
                "a type of more than " + std::to_string(kMaxSchemaBytes) + " bytes");
  }
  if (!text::is_valid_utf8(text)) {
    return fail(ErrorCode::kInvalidArgument, "the type is not UTF-8");
  }
  return TypeReader(text).read();
}

}  // namespace eider::rows
