#include "corpus/parse/json_fields.h"

#include <algorithm>
#include <utility>

#include "corpus/parse/inline_marks.h"
#include "corpus/parse/limits.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

constexpr int kFieldDepth = 8;  // objects inside a record that are taken apart

// Looks at every event of the parser and keeps none.
class Checker final : public nlohmann::json_sax<Json> {
 public:
  std::optional<JsonFault> fault;

  bool null() override { return true; }
  bool boolean(bool /*value*/) override { return true; }
  bool number_integer(number_integer_t /*value*/) override { return true; }
  bool number_unsigned(number_unsigned_t /*value*/) override { return true; }
  bool number_float(number_float_t /*value*/, const string_t& /*text*/) override { return true; }
  bool string(string_t& /*value*/) override { return true; }
  bool binary(binary_t& /*value*/) override { return true; }
  bool key(string_t& /*value*/) override { return true; }
  bool start_object(std::size_t /*elements*/) override { return open(); }
  bool start_array(std::size_t /*elements*/) override { return open(); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool parse_error(std::size_t position, const std::string& last,
                   const nlohmann::json::exception& /*error*/) override {
    std::size_t byte = position > 0 ? position - 1 : 0;
    // The parser stops inside a character too.
    std::string near = last.size() <= 40 && text::is_valid_utf8(last) ? tidy_spaces(last) : "";
    fault = JsonFault{near.empty() ? "broken JSON" : "broken JSON near '" + near + "'", byte};
    return false;
  }

 private:
  bool open() {
    if (++depth_ <= kMaxJsonDepth) return true;
    fault = JsonFault{"JSON nested more than " + std::to_string(kMaxJsonDepth) + " deep", 0, true};
    return false;
  }

  bool close() {
    --depth_;
    return true;
  }

  std::size_t depth_ = 0;
};

std::string plain_text(const Json& value) {
  if (value.is_string()) {
    std::string text = value.get_ref<const std::string&>();
    std::erase(text, '\0');
    return text;
  }
  return value.is_number() || value.is_boolean() ? value.dump() : "";
}

std::string text_at(const Json& value, int depth);

std::string object_text(const Json& object, int depth) {
  std::string text;
  for (const auto& [name, value] : object.items()) {
    std::string inner = text_at(value, depth + 1);
    if (inner.empty()) continue;
    text.append(text.empty() ? "" : ", ").append(name).append(": ").append(inner);
  }
  return text;
}

std::string text_at(const Json& value, int depth) {
  if (!value.is_structured()) return plain_text(value);
  if (depth > kFieldDepth) return "";
  if (value.is_object()) return object_text(value, depth);
  std::string text;
  bool objects = false;
  for (const Json& item : value) {
    std::string inner = text_at(item, depth + 1);
    if (inner.empty()) continue;
    objects = objects || item.is_structured();
    text.append(text.empty() ? "" : objects ? "; " : ", ").append(inner);
  }
  return text;
}

class FieldWriter {
 public:
  explicit FieldWriter(ColumnNames& columns) : columns_(columns) {}

  void add(const Json& object, const std::string& before, int depth) {
    for (const auto& [name, value] : object.items()) {
      std::string full = before;
      if (!full.empty()) full += '.';
      full += name;
      std::erase(full, '\0');
      if (value.is_object() && depth < kFieldDepth) {
        add(value, full, depth + 1);
      } else {
        fields_.push_back({full, text_at(value, depth), columns_.column_of(full)});
      }
    }
  }

  std::vector<RecordField>& fields() { return fields_; }

 private:
  ColumnNames& columns_;
  std::vector<RecordField> fields_;
};

}  // namespace

std::int64_t ColumnNames::column_of(const std::string& name) {
  auto [place, is_new] = columns_.try_emplace(name, static_cast<std::int64_t>(names_.size()));
  if (is_new) names_.push_back(name);
  return place->second;
}

std::string json_text(const Json& value) { return text_at(value, 0); }

std::vector<RecordField> json_fields(const Json& object, ColumnNames& columns) {
  FieldWriter writer(columns);
  writer.add(object, "", 0);
  return std::move(writer.fields());
}

std::optional<JsonFault> json_fault(std::string_view text) {
  Checker checker;
  Json::sax_parse(text, &checker);
  return checker.fault;
}

}  // namespace eider::parse
