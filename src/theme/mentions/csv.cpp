#include "theme/mentions/csv.h"

#include <utility>

namespace eider::theme {

namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

class Reader {
 public:
  explicit Reader(std::string_view csv) : csv_(csv) {}

  bool at_end() const { return at_ >= csv_.size(); }

  Result<CsvRecord> record() {
    CsvRecord record{line_, {}};
    while (true) {
      auto field = peek() == '"' ? quoted() : plain();
      if (!field) return std::unexpected(std::move(field.error()));
      record.fields.push_back(std::move(*field));
      if (peek() != ',') break;
      ++at_;
    }
    skip_line_end();
    return record;
  }

 private:
  char peek() const { return at_end() ? '\n' : csv_[at_]; }

  std::string where(std::int64_t line) const { return "line " + std::to_string(line); }

  Result<std::string> plain() {
    std::string field;
    while (peek() != ',' && peek() != '\n' && peek() != '\r') {
      if (peek() == '"') {
        return fail(ErrorCode::kCorrupt, "a quote inside a field that began without one",
                    where(line_), "put the whole field in quotes and double the quotes in it");
      }
      field += csv_[at_++];
    }
    return field;
  }

  Result<std::string> quoted() {
    const std::int64_t began = line_;
    std::string field;
    ++at_;
    while (!at_end()) {
      const char c = csv_[at_++];
      if (c == '\n') ++line_;
      if (c != '"') {
        field += c;
        continue;
      }
      if (at_end() || csv_[at_] != '"') return after_quote(std::move(field));
      field += '"';
      ++at_;
    }
    return fail(ErrorCode::kCorrupt, "a quoted field that never ends", where(began),
                "close the quote");
  }

  Result<std::string> after_quote(std::string field) {
    if (peek() == ',' || peek() == '\n' || peek() == '\r') return field;
    return fail(ErrorCode::kCorrupt, "text after the closing quote of a field", where(line_),
                "double the quotes inside the field");
  }

  void skip_line_end() {
    if (!at_end() && csv_[at_] == '\r') ++at_;
    if (!at_end() && csv_[at_] == '\n') ++at_;
    ++line_;
  }

  std::string_view csv_;
  std::size_t at_ = 0;
  std::int64_t line_ = 1;
};

}  // namespace

Result<std::vector<CsvRecord>> read_csv(std::string_view csv) {
  if (csv.starts_with(kByteOrderMark)) csv.remove_prefix(kByteOrderMark.size());
  Reader reader(csv);
  std::vector<CsvRecord> records;
  while (!reader.at_end()) {
    auto record = reader.record();
    if (!record) return std::unexpected(std::move(record.error()));
    const bool blank = record->fields.size() == 1 && record->fields[0].empty();
    if (!blank) records.push_back(std::move(*record));
  }
  return records;
}

}  // namespace eider::theme
