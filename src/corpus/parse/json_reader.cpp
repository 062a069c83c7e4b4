#include "corpus/parse/json_reader.h"

#include <utility>

#include "corpus/parse/json_fields.h"
#include "corpus/parse/json_outline.h"
#include "corpus/parse/json_places.h"
#include "corpus/parse/jsonl_reader.h"
#include "corpus/parse/record_fields.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

// The outermost object's own members, where the records are a list inside it: its facts are the
// page's, and what else it says stands above the records as an article of its own.
void add_preface(std::string_view source, Page& page) {
  Json outer = Json::parse(source, nullptr, false);
  if (!outer.is_object()) return;
  page.facts = facts_of(outer);
  std::vector<RecordField> fields;
  for (const auto& [name, value] : outer.items()) {
    if (value.is_structured() || role_of_field(name) != FieldRole::kOther) continue;
    fields.push_back({name, json_text(value), static_cast<std::int64_t>(fields.size())});
  }
  Page preface;
  add_record(fields, 0, {0, static_cast<std::int64_t>(source.size())}, preface);
  if (preface.articles.empty()) return;
  for (Piece& piece : preface.pieces) piece.placed.clear();  // no row of the records' table
  page.pieces = std::move(preface.pieces);
  page.articles.push_back({.title = page.facts.title});
}

Page read_records(std::string_view source, const std::vector<Span>& places) {
  Page page;
  add_preface(source, page);
  ColumnNames columns;
  std::int64_t row = 0;
  for (Span place : places) {
    Json record = Json::parse(slice(source, place), nullptr, false);
    if (record.is_object()) add_record(json_fields(record, columns), ++row, place, page);
  }
  add_header(columns.names(), page);
  return page;
}

// Rule: several values, one a line, are .jsonl, whatever the file is called.
bool is_one_a_line(std::string_view source) {
  std::string_view text = text::trim(source);
  std::size_t end = text.find('\n');
  if (end == std::string_view::npos || !text.starts_with('{')) return false;
  return !json_fault(text.substr(0, end));
}

}  // namespace

Result<Page> read_json(std::string_view source) {
  if (text::trim(source).empty()) return Page{};
  if (auto fault = json_fault(source)) {
    if (is_one_a_line(source)) return read_jsonl(source);
    ErrorCode code = fault->too_deep ? ErrorCode::kLimit : ErrorCode::kCorrupt;
    std::string where = fault->too_deep ? "" : "byte " + std::to_string(fault->byte);
    return fail(code, fault->what, where);
  }
  std::vector<Span> places = record_places(source);
  if (!places.empty()) return read_records(source, places);
  return outline_of(Json::parse(source, nullptr, false));
}

}  // namespace eider::parse
