#include "rows/constraint/schema.h"

#include <algorithm>
#include <set>

#include "rows/constraint/characters.h"
#include "rows/constraint/limits.h"
#include "text/utf8.h"

namespace eider::rows {
namespace {

Result<void> check_labels(const std::vector<std::string>& labels) {
  const std::string remedy = "give one or more different labels";
  if (labels.empty()) return fail(ErrorCode::kInvalidArgument, "no labels", "", remedy);
  if (labels.size() > kMaxSchemaParts) {
    return fail(ErrorCode::kLimit, "more than " + std::to_string(kMaxSchemaParts) + " labels");
  }
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const std::string where = "label " + std::to_string(i + 1);
    if (labels[i].empty()) {
      return fail(ErrorCode::kInvalidArgument, "the label is empty", where, remedy);
    }
    if (!text::is_valid_utf8(labels[i]) || labels[i].find('\0') != std::string::npos) {
      return fail(ErrorCode::kInvalidArgument, "the label is not UTF-8 text", where);
    }
    if (!seen.insert(labels[i]).second) {
      return fail(ErrorCode::kInvalidArgument, "the label '" + labels[i] + "' stands twice", where,
                  remedy);
    }
  }
  return {};
}

bool is_free(const StringSchema& string) {
  return string.pattern.empty() && string.min_length <= 1 && string.max_length == kAnyNumber;
}

void fill(Schema& schema, std::string_view text, bool all_strings) {
  if (const auto* string = std::get_if<StringSchema>(&schema.form)) {
    if (string->is_quoted || (all_strings && is_free(*string))) {
      schema.form = StretchSchema{std::string(text), string->min_length == 0};
    }
  } else if (auto* array = std::get_if<ArraySchema>(&schema.form)) {
    for (Schema& item : array->item) fill(item, text, all_strings);
  } else if (auto* object = std::get_if<ObjectSchema>(&schema.form)) {
    for (Property& property : object->properties) fill(property.schema, text, all_strings);
  } else if (auto* any = std::get_if<AnyOfSchema>(&schema.form)) {
    for (Schema& choice : any->choices) fill(choice, text, all_strings);
  }
}

}  // namespace

Result<Schema> schema_of_labels(const std::vector<std::string>& labels, bool several) {
  const auto checked = check_labels(labels);
  if (!checked) return std::unexpected(checked.error());
  if (several) return Schema{LabelsSchema{labels}};
  EnumSchema one;
  for (const std::string& label : labels) one.texts.push_back(json_string(label));
  return Schema{std::move(one)};
}

Result<Schema> strings_from(Schema schema, std::string_view text, bool all_strings) {
  if (text.size() > kMaxSourceTextBytes) {
    return fail(ErrorCode::kLimit, "the text to take strings from has more than " +
                                       std::to_string(kMaxSourceTextBytes) + " bytes");
  }
  fill(schema, text, all_strings);
  return schema;
}

bool has_quoted_strings(const Schema& schema) {
  if (const auto* string = std::get_if<StringSchema>(&schema.form)) return string->is_quoted;
  const auto inside = [](const Schema& part) { return has_quoted_strings(part); };
  if (const auto* array = std::get_if<ArraySchema>(&schema.form)) {
    return std::ranges::any_of(array->item, inside);
  }
  if (const auto* any = std::get_if<AnyOfSchema>(&schema.form)) {
    return std::ranges::any_of(any->choices, inside);
  }
  if (const auto* object = std::get_if<ObjectSchema>(&schema.form)) {
    return std::ranges::any_of(object->properties, inside, &Property::schema);
  }
  return false;
}

}  // namespace eider::rows
