#include "corpus/parse/csv.h"

#include <algorithm>
#include <utility>

#include "corpus/parse/limits.h"

namespace eider::parse {
namespace {

class CsvSplitter {
 public:
  CsvSplitter(std::string_view source, char separator) : source_(source), separator_(separator) {}

  Result<std::vector<CsvRecord>> run() {
    while (at_ < source_.size()) {
      CsvRecord record;
      record.source.start = static_cast<std::int64_t>(at_);
      if (Result<void> read = read_record(record); !read) return std::unexpected(read.error());
      bool blank = record.fields.size() == 1 && record.fields[0].empty();
      if (!blank) records_.push_back(std::move(record));
    }
    return std::move(records_);
  }

 private:
  Result<void> read_record(CsvRecord& record) {
    while (true) {
      Result<std::string> field = at_ < source_.size() && source_[at_] == '"' ? quoted() : plain();
      if (!field) return std::unexpected(field.error());
      record.fields.push_back(std::move(*field));
      if (++cells_ > kMaxCells) {
        return fail(ErrorCode::kLimit, "more than " + std::to_string(kMaxCells) + " cells", "",
                    "split the file");
      }
      if (at_ < source_.size() && source_[at_] == separator_) {
        ++at_;
        continue;
      }
      record.source.stop = static_cast<std::int64_t>(at_);
      if (at_ < source_.size() && source_[at_] == '\r') ++at_;
      if (at_ < source_.size() && source_[at_] == '\n') ++at_;
      return {};
    }
  }

  std::string plain() {
    std::size_t start = at_;
    while (at_ < source_.size() && source_[at_] != separator_ && source_[at_] != '\n' &&
           source_[at_] != '\r') {
      ++at_;
    }
    return std::string(source_.substr(start, at_ - start));
  }

  Result<std::string> quoted() {
    std::size_t opened = at_++;
    std::string field;
    while (at_ < source_.size()) {
      std::size_t quote = std::min(source_.find('"', at_), source_.size());
      field += source_.substr(at_, quote - at_);
      at_ = std::min(quote + 1, source_.size());
      if (quote == source_.size()) break;
      bool doubled = at_ < source_.size() && source_[at_] == '"';
      if (!doubled) return field + plain();  // characters after the quote belong to the field
      field += '"';
      ++at_;
    }
    return fail(ErrorCode::kCorrupt, "a quote is never closed", "byte " + std::to_string(opened),
                "close it, or double it if it is text");
  }

  std::string_view source_;
  char separator_;
  std::size_t at_ = 0;
  std::size_t cells_ = 0;
  std::vector<CsvRecord> records_;
};

}  // namespace

Result<std::vector<CsvRecord>> split_csv(std::string_view source, char separator) {
  return CsvSplitter(source, separator).run();
}

}  // namespace eider::parse
