#include "text/csv.h"

#include <algorithm>
#include <utility>

namespace eider::text {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

class CsvSplitter {
 public:
  CsvSplitter(std::string_view source, CsvRules rules) : source_(source), rules_(rules) {}

  Result<std::vector<CsvRecord>> run() {
    if (source_.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
    std::vector<CsvRecord> records;
    while (at_ < source_.size()) {
      auto record = read_record();
      if (!record) return std::unexpected(std::move(record.error()));
      const bool blank = record->fields.size() == 1 && record->source.size() == 0;
      if (!blank) records.push_back(std::move(*record));
    }
    return records;
  }

 private:
  Result<CsvRecord> read_record() {
    CsvRecord record;
    record.line = line_;
    record.source.start = static_cast<std::int64_t>(at_);
    while (true) {
      auto field = at_char('"') ? quoted() : plain();
      if (!field) return std::unexpected(std::move(field.error()));
      record.fields.push_back(std::move(*field));
      if (++fields_ > rules_.max_fields) {
        return fail(ErrorCode::kLimit, "more than " + std::to_string(rules_.max_fields) + " cells",
                    where(line_, at_), "split the file");
      }
      if (!at_char(rules_.separator)) break;
      ++at_;
    }
    record.source.stop = static_cast<std::int64_t>(at_);
    if (at_char('\r')) ++at_;
    if (at_char('\n')) ++at_;
    ++line_;
    return record;
  }

  Result<std::string> plain() {
    const std::size_t start = at_;
    while (at_ < source_.size() && !at_char(rules_.separator) && !at_char('\n') && !at_char('\r')) {
      if (rules_.strict && at_char('"')) {
        return fail(ErrorCode::kCorrupt, "a quote inside a field that began without one",
                    where(line_, at_), "put the whole field in quotes and double the quotes in it");
      }
      ++at_;
    }
    return std::string(source_.substr(start, at_ - start));
  }

  Result<std::string> quoted() {
    const std::size_t opened = at_++;
    const std::int64_t began = line_;
    std::string field;
    while (at_ < source_.size()) {
      const std::size_t quote = std::min(source_.find('"', at_), source_.size());
      take_text(quote, field);
      at_ = std::min(quote + 1, source_.size());
      if (quote == source_.size()) break;
      if (!at_char('"')) return after_quote(std::move(field));
      field += '"';
      ++at_;
    }
    return fail(ErrorCode::kCorrupt, "a quote is never closed", where(began, opened),
                "close it, or double it if it is text");
  }

  // The bytes up to `stop`, with the lines they take.
  void take_text(std::size_t stop, std::string& field) {
    const std::string_view part = source_.substr(at_, stop - at_);
    for (std::size_t i = 0; i < part.size(); ++i) {
      const bool pair = part[i] == '\r' && i + 1 < part.size() && part[i + 1] == '\n';
      if ((part[i] == '\n' || part[i] == '\r') && !pair) ++line_;
    }
    field += part;
  }

  Result<std::string> after_quote(std::string field) {
    const std::size_t closed = at_;
    auto rest = plain();
    if (!rest) return rest;
    if (rules_.strict && !rest->empty()) {
      return fail(ErrorCode::kCorrupt, "text after the closing quote of a field",
                  where(line_, closed), "double the quotes inside the field");
    }
    field += *rest;
    return field;
  }

  bool at_char(char c) const { return at_ < source_.size() && source_[at_] == c; }

  static std::string where(std::int64_t line, std::size_t byte) {
    return "line " + std::to_string(line) + ", byte " + std::to_string(byte);
  }

  std::string_view source_;
  CsvRules rules_;
  std::size_t at_ = 0;
  std::int64_t line_ = 1;
  std::size_t fields_ = 0;
};

}  // namespace

Result<std::vector<CsvRecord>> split_csv(std::string_view source, CsvRules rules) {
  return CsvSplitter(source, rules).run();
}

}  // namespace eider::text
