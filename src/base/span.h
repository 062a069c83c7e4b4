#pragma once
// A half-open range of bytes, [start, stop), in a document's reading text.

#include <cstdint>
#include <string_view>

namespace eider {

struct Span {
  std::int64_t start = 0;
  std::int64_t stop = 0;

  std::int64_t size() const { return stop - start; }
  bool contains(Span inner) const { return start <= inner.start && inner.stop <= stop; }
  friend bool operator==(Span, Span) = default;
};

/// The bytes of `text` in `span`; the caller keeps `text` alive and the span inside it.
inline std::string_view slice(std::string_view text, Span span) {
  return text.substr(static_cast<std::size_t>(span.start), static_cast<std::size_t>(span.size()));
}

}  // namespace eider
