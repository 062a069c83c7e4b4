#include "rows/constraint/schema_json.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "rows/constraint/characters.h"
#include "rows/constraint/limits.h"
#include "text/utf8.h"

namespace eider::rows {
namespace {

using Json = nlohmann::ordered_json;

// Words that say nothing about which texts are valid.
constexpr std::array kIgnored{
    "title", "description", "default",    "examples", "$schema",
    "$id",   "$comment",    "deprecated", "readOnly", "writeOnly",
    "$defs", "definitions", "nullable",   "type",     "additionalProperties"};

constexpr std::array kStringWords{"minLength", "maxLength", "pattern", "format"};
constexpr std::array kNumberWords{"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"};
constexpr std::array kArrayWords{"items", "minItems", "maxItems", "uniqueItems"};
constexpr std::array kObjectWords{"properties", "required"};

template <typename Words>
bool holds(const Words& words, std::string_view name) {
  return std::ranges::find(words, name) != words.end();
}

std::string pointer(const std::string& path, std::string_view name) {
  std::string result = path + "/";
  for (const char c : name) result += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return result;
}

std::unexpected<Error> wrong(std::string_view what, const std::string& path) {
  return fail(ErrorCode::kInvalidArgument, what, path);
}

class JsonSchemaReader {
 public:
  explicit JsonSchemaReader(const Json& root) : root_(root) {}

  Result<Schema> read(const Json& json, const std::string& path, std::size_t depth) {
    if (depth > kMaxSchemaDepth) {
      return fail(ErrorCode::kLimit,
                  "schemas nested more than " + std::to_string(kMaxSchemaDepth) + " deep", path,
                  "a schema that refers to itself is not supported");
    }
    if (++parts_ > kMaxSchemaParts) {
      return fail(ErrorCode::kLimit, "more than " + std::to_string(kMaxSchemaParts) + " parts",
                  path);
    }
    if (!json.is_object()) return wrong("a schema must be an object", path);
    auto schema = read_form({json, path, depth});
    if (!schema) return schema;
    const auto nullable = json.find("nullable");
    if (nullable != json.end() && !nullable->is_boolean()) {
      return wrong("must be true or false", pointer(path, "nullable"));
    }
    if (nullable != json.end() && *nullable == true) schema->is_nullable = true;
    return schema;
  }

 private:
  struct Place {
    const Json& json;
    const std::string& path;
    std::size_t depth;
  };

  Result<Schema> read_form(Place at) {
    const Json& json = at.json;
    if (json.contains("$ref")) return read_reference(at);
    if (json.contains("anyOf")) return read_any_of(at);
    if (json.contains("enum") || json.contains("const")) return read_enum(at);
    const auto type = json.find("type");
    if (type == json.end()) return read_untyped(at);
    if (type->is_string()) return read_type(at, type->get_ref<const std::string&>());
    if (!type->is_array() || type->empty()) {
      return wrong("must be a type's name or a list of them", pointer(at.path, "type"));
    }
    AnyOfSchema any;
    bool is_nullable = false;
    for (const Json& name : *type) {
      if (!name.is_string()) return wrong("must be a type's name", pointer(at.path, "type"));
      if (name == "null") {
        is_nullable = true;
        continue;
      }
      auto one = read_type(at, name.get_ref<const std::string&>(), type->size() > 1);
      if (!one) return one;
      any.choices.push_back(std::move(*one));
    }
    if (any.choices.empty()) return Schema{NullSchema{}};
    Schema schema = any.choices.size() == 1 ? std::move(any.choices[0]) : Schema{std::move(any)};
    schema.is_nullable = is_nullable;
    return schema;
  }

  Result<Schema> read_untyped(Place at) {
    if (at.json.contains("properties")) return read_type(at, "object");
    if (at.json.contains("items")) return read_type(at, "array");
    for (const auto& [name, value] : at.json.items()) {
      if (!holds(kIgnored, name)) return unknown(at, name);
    }
    return fail(ErrorCode::kUnsupported, "a schema without a type", at.path,
                "say its \"type\", \"enum\" or \"anyOf\"");
  }

  static std::unexpected<Error> unknown(Place at, std::string_view name) {
    return fail(ErrorCode::kUnsupported, "'" + std::string(name) + "' is not supported here",
                pointer(at.path, name));
  }

  // `words`: what may stand beside the ignored ones. `is_one_of_several`: words of other types too.
  template <typename Words>
  Result<void> check_words(Place at, const Words& words, bool is_one_of_several = false) {
    for (const auto& [name, value] : at.json.items()) {
      const bool of_others = holds(kStringWords, name) || holds(kNumberWords, name) ||
                             holds(kArrayWords, name) || holds(kObjectWords, name);
      if (holds(kIgnored, name) || holds(words, name)) continue;
      if (!is_one_of_several || !of_others) return unknown(at, name);
    }
    return {};
  }

  Result<Schema> read_type(Place at, std::string_view type, bool is_one_of_several = false) {
    const auto check = [&](const auto& words) { return check_words(at, words, is_one_of_several); };
    Result<void> checked;
    Result<Schema> schema;
    if (type == "string") {
      checked = check(kStringWords);
      if (checked) schema = read_string(at);
    } else if (type == "integer" || type == "number") {
      checked = check(kNumberWords);
      if (checked) schema = read_number(at, type == "integer");
    } else if (type == "array") {
      checked = check(kArrayWords);
      if (checked) schema = read_array(at);
    } else if (type == "object") {
      checked = check(kObjectWords);
      if (checked) schema = read_object(at);
    } else if (type == "boolean" || type == "null") {
      checked = check(std::array<const char*, 0>{});
      schema = type == "null" ? Schema{NullSchema{}} : Schema{BooleanSchema{}};
    } else {
      return fail(ErrorCode::kUnsupported, "no type '" + std::string(type) + "'",
                  pointer(at.path, "type"));
    }
    if (!checked) return std::unexpected(checked.error());
    return schema;
  }

  // A count that is at most kMaxStringLength; `otherwise` where it is not there.
  static Result<std::uint32_t> count(Place at, const char* name, std::uint32_t otherwise) {
    const auto found = at.json.find(name);
    if (found == at.json.end()) return otherwise;
    if (!found->is_number_unsigned()) {
      return wrong("must be a whole number from 0 up", pointer(at.path, name));
    }
    const auto number = found->get<std::uint64_t>();
    if (number <= kMaxStringLength) return static_cast<std::uint32_t>(number);
    return fail(ErrorCode::kLimit, "above " + std::to_string(kMaxStringLength),
                pointer(at.path, name));
  }

  Result<Schema> read_string(Place at) {
    const auto least = count(at, "minLength", 0);
    if (!least) return std::unexpected(least.error());
    const auto most = count(at, "maxLength", kAnyNumber);
    if (!most) return std::unexpected(most.error());
    StringSchema string{*least, *most};
    const auto pattern = at.json.find("pattern");
    if (pattern != at.json.end()) {
      if (!pattern->is_string()) return wrong("must be a string", pointer(at.path, "pattern"));
      string.pattern = pattern->get_ref<const std::string&>();
    }
    const auto format = at.json.find("format");
    if (format == at.json.end()) return Schema{std::move(string)};
    if (at.json.contains("pattern") || most != kAnyNumber || *least > 1) {
      return fail(ErrorCode::kUnsupported, "a format with pattern or lengths",
                  pointer(at.path, "format"));
    }
    if (*format == "date") return Schema{CalendarSchema{CalendarForm::kDate}};
    if (*format == "time") return Schema{CalendarSchema{CalendarForm::kTime}};
    if (*format == "date-time") return Schema{CalendarSchema{CalendarForm::kDateTime}};
    if (*format != "quote") {
      return fail(ErrorCode::kUnsupported, "a format other than date, time, date-time and quote",
                  pointer(at.path, "format"), "say it as a pattern");
    }
    string.is_quoted = true;
    return Schema{std::move(string)};
  }

  static Result<std::optional<NumberBound>> bound(Place at, const char* name, bool is_included) {
    const auto found = at.json.find(name);
    if (found == at.json.end()) return std::nullopt;
    if (!found->is_number()) return wrong("must be a number", pointer(at.path, name));
    const auto number = exact_number_of(found->dump());
    if (number) return NumberBound{*number, is_included};
    return fail(ErrorCode::kLimit,
                "a number of more than " + std::to_string(kMaxNumberDigits) + " digits",
                pointer(at.path, name));
  }

  Result<Schema> read_number(Place at, bool is_integer) {
    NumberSchema number;
    number.fraction_digits = is_integer ? 0 : 6;
    number.whole_digits = is_integer ? 18 : 15;
    const struct {
      const char* name;
      bool is_included;
      std::optional<NumberBound>& kept;
    } bounds[] = {{"minimum", true, number.least},
                  {"exclusiveMinimum", false, number.least},
                  {"maximum", true, number.most},
                  {"exclusiveMaximum", false, number.most}};
    for (const auto& [name, is_included, kept] : bounds) {
      const auto found = bound(at, name, is_included);
      if (!found) return std::unexpected(found.error());
      if (!*found) continue;
      const bool is_low = &kept == &number.least;
      const bool is_closer =
          !kept || (is_low ? (*found)->value >= kept->value : (*found)->value <= kept->value);
      if (is_closer) kept = **found;
      const auto& value = (*found)->value;
      const auto digits = [](const std::string& text) {
        return static_cast<std::uint32_t>(text.size());
      };
      number.whole_digits = std::max(number.whole_digits, digits(value.whole));
      if (!is_integer) {
        number.fraction_digits = std::max(number.fraction_digits, digits(value.fraction));
      }
    }
    return Schema{std::move(number)};
  }

  Result<Schema> read_array(Place at) {
    const auto items = at.json.find("items");
    if (items == at.json.end()) {
      return fail(ErrorCode::kUnsupported, "an array without items", at.path);
    }
    const auto least = count(at, "minItems", 0);
    if (!least) return std::unexpected(least.error());
    const auto most = count(at, "maxItems", kAnyNumber);
    if (!most) return std::unexpected(most.error());
    auto item = read(*items, pointer(at.path, "items"), at.depth + 1);
    if (!item) return item;
    const auto unique = at.json.find("uniqueItems");
    if (unique == at.json.end() || *unique == false) {
      ArraySchema array;
      array.item.push_back(std::move(*item));
      array.min_items = *least;
      array.max_items = *most;
      return Schema{std::move(array)};
    }
    LabelsSchema labels{{}, *least, *most};
    const auto choices = items->find("enum");
    const bool are_labels =
        choices != items->end() && !item->is_nullable &&
        std::ranges::all_of(*choices, [](const Json& c) { return c.is_string(); });
    if (!are_labels) {
      return fail(ErrorCode::kUnsupported, "uniqueItems but for an enum of strings",
                  pointer(at.path, "uniqueItems"));
    }
    for (const Json& label : *choices) labels.labels.push_back(label.get<std::string>());
    return Schema{std::move(labels)};
  }

  Result<Schema> read_object(Place at) {
    const auto properties = at.json.find("properties");
    if (properties == at.json.end()) {
      return fail(ErrorCode::kUnsupported, "an object without properties", at.path);
    }
    const std::string inside = pointer(at.path, "properties");
    if (!properties->is_object()) return wrong("must be an object", inside);
    ObjectSchema object;
    for (const auto& [name, value] : properties->items()) {
      auto schema = read(value, pointer(inside, name), at.depth + 1);
      if (!schema) return schema;
      object.properties.push_back({name, std::move(*schema), false});
    }
    const auto required = at.json.find("required");
    if (required == at.json.end()) return Schema{std::move(object)};
    const std::string place = pointer(at.path, "required");
    if (!required->is_array()) return wrong("must be a list of names", place);
    for (const Json& name : *required) {
      if (!name.is_string()) return wrong("must be a list of names", place);
      const auto found =
          std::ranges::find(object.properties, name.get_ref<const std::string&>(), &Property::name);
      if (found == object.properties.end()) {
        return wrong("no property '" + name.get<std::string>() + "'", place);
      }
      found->is_required = true;
    }
    return Schema{std::move(object)};
  }

  Result<Schema> read_enum(Place at) {
    const auto checked = check_words(at, std::array{"enum", "const"});
    if (!checked) return std::unexpected(checked.error());
    const bool is_const = at.json.contains("const");
    const char* name = is_const ? "const" : "enum";
    if (is_const && at.json.contains("enum")) return unknown(at, "enum");
    const Json choices = is_const ? Json::array({at.json["const"]}) : at.json["enum"];
    if (!choices.is_array()) return wrong("must be a list", pointer(at.path, name));
    if (choices.empty()) return wrong("is empty: no value can satisfy it", pointer(at.path, name));
    EnumSchema one;
    for (const Json& choice : choices) {
      if (choice.is_structured()) {
        return fail(ErrorCode::kUnsupported, "a choice that is an array or an object",
                    pointer(at.path, name));
      }
      one.texts.push_back(choice.is_string() ? json_string(choice.get_ref<const std::string&>())
                                             : choice.dump());
    }
    parts_ += one.texts.size();
    return Schema{std::move(one)};
  }

  Result<Schema> read_any_of(Place at) {
    const auto checked = check_words(at, std::array{"anyOf"});
    if (!checked) return std::unexpected(checked.error());
    const Json& choices = at.json["anyOf"];
    const std::string place = pointer(at.path, "anyOf");
    if (!choices.is_array() || choices.empty()) return wrong("must be a list of schemas", place);
    AnyOfSchema any;
    for (std::size_t i = 0; i < choices.size(); ++i) {
      auto choice = read(choices[i], pointer(place, std::to_string(i)), at.depth + 1);
      if (!choice) return choice;
      any.choices.push_back(std::move(*choice));
    }
    return Schema{std::move(any)};
  }

  Result<Schema> read_reference(Place at) {
    const auto checked = check_words(at, std::array{"$ref"});
    if (!checked) return std::unexpected(checked.error());
    const Json& reference = at.json["$ref"];
    const std::string place = pointer(at.path, "$ref");
    if (!reference.is_string()) return wrong("must be a string", place);
    const std::string target = reference.get<std::string>();
    for (const std::string group : {"$defs", "definitions"}) {
      const std::string before = "#/" + group + "/";
      if (!target.starts_with(before)) continue;
      const auto defined = root_.find(group);
      if (defined == root_.end() || !defined->is_object()) break;
      const auto found = defined->find(target.substr(before.size()));
      if (found != defined->end()) return read(*found, at.path, at.depth + 1);
    }
    return fail(ErrorCode::kUnsupported, "'" + target + "' is not one of \"#/$defs/...\"", place);
  }

  const Json& root_;
  std::size_t parts_ = 0;
};

}  // namespace

Result<Schema> schema_of_json(std::string_view text) {
  if (text.size() > kMaxSchemaBytes) {
    return fail(ErrorCode::kLimit,
                "a schema of more than " + std::to_string(kMaxSchemaBytes) + " bytes", "schema");
  }
  try {
    const Json json = Json::parse(text);
    return JsonSchemaReader(json).read(json, "#", 0);
  } catch (const Json::parse_error& error) {
    const std::size_t byte = error.byte > 0 ? error.byte - 1 : 0;
    return fail(ErrorCode::kInvalidArgument, "the schema is not JSON",
                "byte " + std::to_string(byte));
  } catch (const Json::exception& error) {
    return fail(ErrorCode::kInvalidArgument, error.what(), "schema");
  }
}

}  // namespace eider::rows
