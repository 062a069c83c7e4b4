#include "corpus/parse/jsonl_reader.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "corpus/parse/limits.h"
#include "corpus/parse/record_fields.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kNamedLines = 20;  // bad lines that are named; the rest are counted

// Text of a value; lists of plain values are joined; objects have none.
std::string value_text(const Json& value) {
  if (value.is_string()) return value.get_ref<const std::string&>();
  if (value.is_number() || value.is_boolean()) return value.dump();
  std::string joined;
  if (!value.is_array()) return joined;
  for (const Json& item : value) {
    if (item.is_structured() || item.is_null()) continue;
    if (!joined.empty()) joined += ", ";
    joined += item.is_string() ? item.get_ref<const std::string&>() : item.dump();
  }
  return joined;
}

// The column of each name, in the order in which the names come up.
class ColumnNames {
 public:
  std::int64_t column_of(const std::string& name) {
    auto [place, is_new] = columns_.try_emplace(name, static_cast<std::int64_t>(names_.size()));
    if (is_new) names_.push_back(name);
    return place->second;
  }

  const std::vector<std::string>& names() const { return names_; }

 private:
  std::map<std::string, std::int64_t> columns_;
  std::vector<std::string> names_;
};

std::optional<std::vector<RecordField>> fields_of(std::string_view line, ColumnNames& columns) {
  Json object = Json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!object.is_object()) return std::nullopt;
  std::vector<RecordField> fields;
  for (const auto& [name, value] : object.items()) {
    fields.push_back({name, value_text(value), columns.column_of(name)});
  }
  return fields;
}

class BadLines {
 public:
  void add(std::size_t line) {
    if (++count_ > kNamedLines) return;
    if (!names_.empty()) names_ += ", ";
    names_ += std::to_string(line);
  }

  std::size_t count() const { return count_; }

  // "2 lines are no JSON objects: 3, 7".
  std::string complaint() const {
    if (count_ == 0) return "";
    std::string more = count_ > kNamedLines ? ", ..." : "";
    std::string noun = count_ == 1 ? " line is no JSON object: " : " lines are no JSON objects: ";
    return std::to_string(count_) + noun + names_ + more;
  }

 private:
  std::size_t count_ = 0;
  std::string names_;
};

}  // namespace

Result<Page> read_jsonl(std::string_view source) {
  Page page;
  BadLines bad;
  ColumnNames columns;
  std::size_t number = 0;
  std::size_t good = 0;
  for (std::size_t at = 0; at < source.size();) {
    std::size_t end = std::min(source.find('\n', at), source.size());
    std::string_view line = text::trim(source.substr(at, end - at));
    Span span{static_cast<std::int64_t>(at), static_cast<std::int64_t>(end)};
    at = end + 1;
    if (++number > kMaxLines) {
      return fail(ErrorCode::kLimit, "more than " + std::to_string(kMaxLines) + " lines");
    }
    if (line.empty()) continue;
    auto fields = fields_of(line, columns);
    if (!fields) {
      bad.add(number);
      continue;
    }
    ++good;
    add_record(*fields, static_cast<std::int64_t>(number), span, page);
  }
  if (good == 0 && bad.count() > 0) {
    return fail(ErrorCode::kCorrupt, bad.complaint(), "", "write one JSON object a line");
  }
  add_header(columns.names(), page);
  page.complaint = bad.complaint();
  return page;
}

}  // namespace eider::parse
