#pragma once
// Limits of reading. What passes one is refused with kLimit, never truncated.

#include <cstddef>

namespace eider::parse {

inline constexpr std::size_t kMaxLines = 5'000'000;        // lines of one file, blank runs once
inline constexpr std::size_t kMaxCells = 5'000'000;        // table cells of one file
inline constexpr std::size_t kMaxTableBytes = 256u << 20;  // text of them, spans filled
inline constexpr std::size_t kMaxAttributes = 4096;        // of one HTML tag
inline constexpr std::size_t kMaxElements = 5'000'000;     // block elements of an HTML page
inline constexpr std::size_t kMaxOpenElements = 512;       // nesting of HTML elements
inline constexpr std::size_t kMaxInlineBytes = 4096;       // a Markdown link's text or address
inline constexpr std::size_t kMaxBylineBytes = 120;        // a line that may be a byline
inline constexpr std::size_t kMaxPdfPages = 20'000;
inline constexpr std::size_t kMaxPageCharacters = 400'000;  // of one PDF page
inline constexpr std::size_t kMaxPageObjects = 1'000'000;  // texts, paths, pictures of one PDF page
inline constexpr std::size_t kMaxFormDepth = 32;           // PDF forms inside forms
inline constexpr int kMaxWrapColumns = 120;                // a hard-wrapped column's width
inline constexpr int kMinWrapColumns = 20;                 // ten Han characters

inline constexpr std::size_t kMaxJsonDepth = 512;             // nesting of JSON values
inline constexpr std::size_t kMaxMailFields = 10'000;         // of one header
inline constexpr std::size_t kMaxMailParts = 2'000;           // of one mail, mails inside included
inline constexpr std::size_t kMaxMailDepth = 16;              // nesting of parts
inline constexpr std::size_t kMaxZipMembers = 20'000;         // of one archive
inline constexpr std::size_t kMaxMemberBytes = 256u << 20;    // one member, unpacked
inline constexpr std::size_t kMaxUnpackedBytes = 512u << 20;  // one archive, unpacked
inline constexpr std::size_t kMaxZipRatio = 300;              // unpacked to packed bytes,
inline constexpr std::size_t kZipRatioBytes = 1u << 20;       // of members above this size
inline constexpr std::size_t kMaxXmlDepth = 256;              // nesting of XML elements

}  // namespace eider::parse
