#include "corpus/parse/jsonl_reader.h"

#include <algorithm>
#include <string>
#include <utility>

#include "corpus/parse/json_fields.h"
#include "corpus/parse/limits.h"
#include "corpus/parse/record_fields.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

constexpr std::size_t kNamedLines = 20;  // bad lines that are named; the rest are counted

class BadLines {
 public:
  void add(std::size_t line, std::size_t byte) {
    if (++count_ > kNamedLines) return;
    if (!names_.empty()) names_ += ", ";
    names_ += std::to_string(line) + " (byte " + std::to_string(byte) + ")";
  }

  std::size_t count() const { return count_; }

  // "2 lines are no JSON objects: 3 (byte 120), 7 (byte 300)".
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
    auto start = static_cast<std::size_t>(line.data() - source.data());
    if (auto fault = json_fault(line)) {
      bad.add(number, start + fault->byte);
      continue;
    }
    Json object = Json::parse(line, nullptr, /*allow_exceptions=*/false);
    if (!object.is_object()) {
      bad.add(number, start);
      continue;
    }
    ++good;
    add_record(json_fields(object, columns), static_cast<std::int64_t>(number), span, page);
  }
  if (good == 0 && bad.count() > 0) {
    return fail(ErrorCode::kCorrupt, bad.complaint(), "", "write one JSON object a line");
  }
  add_header(columns.names(), page);
  page.complaint = bad.complaint();
  return page;
}

}  // namespace eider::parse
