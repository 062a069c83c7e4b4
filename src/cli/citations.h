#pragma once
// Citations read again: does text[start, stop) hold the quote, and cut no character?

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "cli/table.h"

namespace eider::cli {

struct CitedRange {
  std::string kind;  // "citation", "evidence", "article", "chunk"
  std::int64_t document_id = 0;
  Span span;
  std::optional<std::string> quote;  // absent where only the range is to be checked
};

/// Every object inside `answer` that has document_id, start, stop and quote, in order.
std::vector<CitedRange> collect_citations(const Json& answer);

/// What is wrong with the range in its document's text, "" if nothing is.
std::string fault_of(const CitedRange& range, std::string_view text);

/// The range as an entry of "failed".
Json failure_of(const CitedRange& range, std::string_view reason);

}  // namespace eider::cli
