#include "cli/table.h"

namespace eider::cli {

Json object_of(const Table& table, const std::vector<Json>& row) {
  Json object = Json::object();
  for (std::size_t i = 0; i < row.size(); ++i) object[table.columns[i].name] = row[i];
  return object;
}

Json pick(const Json& object, const std::vector<std::string_view>& fields) {
  Json picked = Json::object();
  for (const std::string_view field : fields) {
    const auto found = object.find(field);
    picked[std::string(field)] = found == object.end() ? Json() : *found;
  }
  return picked;
}

std::string text_of(const Json& object, std::string_view field) {
  const auto found = object.find(field);
  if (found == object.end() || found->is_null()) return "";
  return found->is_string() ? found->get<std::string>() : dump(*found);
}

double number_of(const Json& object, std::string_view field) {
  const auto found = object.find(field);
  return found != object.end() && found->is_number() ? found->get<double>() : 0.0;
}

std::int64_t integer_of(const Json& object, std::string_view field) {
  const auto found = object.find(field);
  return found != object.end() && found->is_number() ? found->get<std::int64_t>() : 0;
}

Json date_of(const Json& timestamp) {
  constexpr std::size_t kDateSize = 10;  // "2026-05-01"
  if (!timestamp.is_string()) return timestamp;
  std::string text = timestamp.get<std::string>();
  if (text.size() <= kDateSize || (text[kDateSize] != ' ' && text[kDateSize] != 'T')) return text;
  if (text.substr(kDateSize + 1) == "00:00:00") return text.substr(0, kDateSize);
  text[kDateSize] = 'T';
  return text;
}

std::string dump(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace eider::cli
