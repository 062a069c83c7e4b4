#include "cli/citations.h"

namespace eider::cli {
namespace {

bool is_citation(const Json& value) {
  return value.is_object() && value.contains("quote") && value.contains("document_id") &&
         value.contains("start") && value.contains("stop");
}

void collect(const Json& value, std::vector<CitedRange>& ranges) {
  if (is_citation(value)) {
    ranges.push_back({"citation",
                      integer_of(value, "document_id"),
                      {integer_of(value, "start"), integer_of(value, "stop")},
                      text_of(value, "quote")});
  }
  if (!value.is_structured()) return;
  for (const Json& part : value) collect(part, ranges);
}

/// A byte that goes on a character: no range may begin or end before it.
bool is_inside_character(std::string_view text, std::int64_t at) {
  const auto position = static_cast<std::size_t>(at);
  return position < text.size() && (static_cast<unsigned char>(text[position]) & 0xC0) == 0x80;
}

}  // namespace

std::vector<CitedRange> collect_citations(const Json& answer) {
  std::vector<CitedRange> ranges;
  collect(answer, ranges);
  return ranges;
}

std::string fault_of(const CitedRange& range, std::string_view text) {
  const Span span = range.span;
  const auto size = static_cast<std::int64_t>(text.size());
  if (span.start < 0 || span.start > span.stop || span.stop > size) {
    return "lies outside of the document's " + std::to_string(size) + " bytes";
  }
  if (is_inside_character(text, span.start) || is_inside_character(text, span.stop)) {
    return "cuts a character";
  }
  if (range.quote && slice(text, span) != *range.quote) {
    return "the document holds other bytes there";
  }
  return "";
}

Json failure_of(const CitedRange& range, std::string_view reason) {
  Json failure = {{"kind", range.kind},
                  {"document_id", range.document_id},
                  {"start", range.span.start},
                  {"stop", range.span.stop}};
  if (range.quote) failure["quote"] = *range.quote;
  failure["reason"] = std::string(reason);
  return failure;
}

}  // namespace eider::cli
