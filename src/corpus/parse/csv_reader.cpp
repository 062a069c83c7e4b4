#include "corpus/parse/csv_reader.h"

#include <algorithm>
#include <utility>

#include "corpus/parse/inline_marks.h"
#include "corpus/parse/limits.h"
#include "corpus/parse/record_fields.h"
#include "corpus/parse/table_rows.h"
#include "text/csv.h"

namespace eider::parse {
namespace {

bool is_article_header(const text::CsvRecord& header) {
  return std::any_of(header.fields.begin(), header.fields.end(), [](const std::string& name) {
    FieldRole role = role_of_field(name);
    return role == FieldRole::kTitle || role == FieldRole::kText;
  });
}

std::vector<std::string> names_in(const text::CsvRecord& header) {
  std::vector<std::string> names;
  for (const std::string& field : header.fields) names.push_back(tidy_spaces(field));
  return names;
}

std::vector<RecordField> name_fields(const std::vector<std::string>& names,
                                     text::CsvRecord& record) {
  std::vector<RecordField> fields;
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    std::string name = i < names.size() ? names[i] : "";
    if (name.empty()) name = "column " + std::to_string(i + 1);
    fields.push_back({std::move(name), std::move(record.fields[i]), static_cast<std::int64_t>(i)});
  }
  return fields;
}

Piece table_of(std::vector<text::CsvRecord> records) {
  Piece table;
  table.kind = BlockKind::kTable;
  table.source = {records.front().source.start, records.back().source.stop};
  const bool headed = !holds_only_values(records.front().fields);
  for (text::CsvRecord& record : records) {
    for (std::string& cell : record.fields) cell = tidy_spaces(cell);
    table.rows.push_back({std::move(record.fields), headed && table.rows.empty()});
  }
  return table;
}

}  // namespace

Result<Page> read_csv(std::string_view source, char separator) {
  Result<std::vector<text::CsvRecord>> records =
      text::split_csv(source, {separator, false, kMaxCells});
  if (!records) return std::unexpected(records.error());
  Page page;
  if (records->empty()) return page;
  if (!is_article_header(records->front())) {
    page.pieces.push_back(table_of(std::move(*records)));
    return page;
  }
  const std::vector<std::string> names = names_in(records->front());
  add_header(names, page);
  for (std::size_t i = 1; i < records->size(); ++i) {
    text::CsvRecord& record = (*records)[i];
    add_record(name_fields(names, record), static_cast<std::int64_t>(i), record.source, page);
  }
  return page;
}

}  // namespace eider::parse
