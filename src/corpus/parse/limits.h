#pragma once
// Limits of reading. What passes one is refused with kLimit, never truncated.

#include <cstddef>

namespace eider::parse {

inline constexpr std::size_t kMaxLines = 5'000'000;   // lines of one file, blank runs once
inline constexpr std::size_t kMaxCells = 5'000'000;   // table cells of one file
inline constexpr std::size_t kMaxOpenElements = 512;  // nesting of HTML elements
inline constexpr std::size_t kMaxInlineBytes = 4096;  // a Markdown link's text or address
inline constexpr std::size_t kMaxBylineBytes = 120;   // a line that may be a byline
inline constexpr int kMaxWrapColumns = 120;           // a hard-wrapped column's width
inline constexpr int kMinWrapColumns = 20;            // ten Han characters

}  // namespace eider::parse
