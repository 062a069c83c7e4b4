// eider verify FILE [ANSWER.json]: reads every citation again, with DuckDB alone.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

#include "cli/citations.h"
#include "cli/commands/commands.h"
#include "cli/render.h"

namespace eider::cli {
namespace {

Result<Json> read_answer(const std::string& path) {
  std::string bytes;
  if (path == "-") {
    bytes.assign(std::istreambuf_iterator<char>(std::cin), {});
  } else {
    std::ifstream file(path, std::ios::binary);
    if (file) bytes.assign(std::istreambuf_iterator<char>(file), {});
    if (!file) return fail(ErrorCode::kNotFound, "cannot be read", path, "name a file of JSON");
  }
  Json answer = Json::parse(bytes, nullptr, false);
  if (answer.is_discarded()) {
    return fail(ErrorCode::kCorrupt, "is not JSON", path,
                "write it with: eider ask FILE 'question' --json");
  }
  return answer;
}

/// Every range that the file itself holds: of chunks, of articles, of evidence with its quote.
Result<std::vector<CitedRange>> stored_ranges(Database& database) {
  auto rows = database.query(
      "SELECT 'article' AS kind, document_id, start, stop, NULL AS quote FROM eider.article "
      "UNION ALL SELECT 'chunk', document_id, start, stop, NULL FROM eider.chunk "
      "UNION ALL SELECT 'evidence', document_id, start, stop, quote FROM eider.evidence");
  if (!rows) return std::unexpected(std::move(rows.error()));
  std::vector<CitedRange> ranges;
  for (const auto& row : rows->rows) {
    const Json object = object_of(*rows, row);
    CitedRange range{text_of(object, "kind"),
                     integer_of(object, "document_id"),
                     {integer_of(object, "start"), integer_of(object, "stop")},
                     {}};
    if (range.kind == "evidence") range.quote = text_of(object, "quote");
    ranges.push_back(std::move(range));
  }
  return ranges;
}

Result<void> check_schema(Database& database) {
  auto rows = database.query(
      "SELECT count(*) FROM duckdb_tables() WHERE database_name = current_database() AND "
      "schema_name = 'eider' AND table_name IN ('document', 'article', 'chunk', 'evidence')");
  if (!rows) return std::unexpected(std::move(rows.error()));
  constexpr int kTables = 4;
  if (rows->rows[0][0] == kTables) return {};
  return fail(ErrorCode::kNotFound, "the file holds no documents of Eider", "",
              "load some first: eider load FILE PATH");
}

/// Adds the faults among the ranges of one document to `failed`.
Result<void> check_document(Database& database, std::int64_t document,
                            const std::vector<CitedRange>& ranges, Json& failed) {
  auto rows =
      database.query("SELECT text FROM eider.document WHERE id = " + std::to_string(document));
  if (!rows) return std::unexpected(std::move(rows.error()));
  const bool present = !rows->rows.empty() && rows->rows[0][0].is_string();
  const std::string text = present ? rows->rows[0][0].get<std::string>() : "";
  for (const CitedRange& range : ranges) {
    const std::string fault = present ? fault_of(range, text) : "there is no such document";
    if (!fault.empty()) failed.push_back(failure_of(range, fault));
  }
  return {};
}

}  // namespace

Result<Json> verify(Database& database, const Json* answer) {
  if (auto checked = check_schema(database); !checked) return std::unexpected(checked.error());
  Result<std::vector<CitedRange>> ranges =
      answer != nullptr ? collect_citations(*answer) : stored_ranges(database);
  if (!ranges) return std::unexpected(std::move(ranges.error()));
  std::map<std::int64_t, std::vector<CitedRange>> by_document;
  const std::size_t checked = ranges->size();
  for (CitedRange& range : *ranges) by_document[range.document_id].push_back(std::move(range));
  Json failed = Json::array();
  for (const auto& [document, cited] : by_document) {
    auto done = check_document(database, document, cited, failed);
    if (!done) return std::unexpected(std::move(done.error()));
  }
  return Json{{"checked", checked}, {"failed", std::move(failed)}};
}

Result<int> run_verify(const Options& options) {
  Json answer;
  if (!options.answer_file.empty()) {
    auto read = read_answer(options.answer_file);
    if (!read) return std::unexpected(std::move(read.error()));
    answer = std::move(*read);
  }
  auto database = Database::open({options.file, Access::kReadOnly, false});
  if (!database) return std::unexpected(std::move(database.error()));
  auto verified = verify(*database, options.answer_file.empty() ? nullptr : &answer);
  if (!verified) return std::unexpected(std::move(verified.error()));
  if (options.json) {
    print_json(*verified);
  } else {
    print(render_verification(*verified));
  }
  return (*verified)["failed"].empty() ? 0 : 1;
}

}  // namespace eider::cli
