#pragma once
// Source text -> lines: each classified, its marks stripped, its bytes remembered. One scanner
// for .txt and .md, since scraped text files are often Markdown.
// Invariant: lines are in source order and disjoint; a run of blank lines is one line.

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/span.h"

namespace eider::parse {

enum class LineKind {
  kBlank,     // white space, or only an image
  kText,      // prose, or anything that is nothing else
  kHeading,   // "# ..." or underlined
  kListItem,  // marker stripped
  kTableRow,  // "|a|b|" or tab-separated; cells filled
  kRule,      // "---", "***", a code fence
  kCaption,   // "Figure 3 ...", "Source: ..."
  kByline,
  kContents,  // an entry of a table of contents: dots, then a page
  kAside,     // a masthead or an advertisement
  kHeadline,  // given by mark_newspaper_articles
  kKicker,    // likewise: the line above a headline
};

struct Line {
  LineKind kind = LineKind::kText;
  int depth = 0;            // of a heading
  int indent = 0;           // columns before the first character
  int columns = 0;          // width of `text`
  bool hard_break = false;  // two spaces or a back-slash at the end (Markdown)
  bool separator = false;   // a row of a table that only divides
  bool piped = false;       // a row written with pipes
  bool opens_article = false;
  bool letter_spaced = false;  // its characters were set apart by justification
  bool image = false;          // of a blank line: a picture stands there
  bool is_link = false;        // of a list item: it is one link and nothing else
  std::string text;
  std::vector<std::string> cells;
  Span source;
};

/// The lines of `source` from byte `from` on. Errors: kLimit above kMaxLines or
/// kMaxCells.
Result<std::vector<Line>> scan_lines(std::string_view source, std::size_t from);

}  // namespace eider::parse
