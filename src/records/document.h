#pragma once
// Document, Block, Article, TableCell, Chunk: what a file becomes on path A. Plain data.
// Invariant: every Span is a byte range of the document's reading text, half-open.
// Dates are ISO 8601 ("2026-05-01" or "2026-05-01T08:30:00"), "" where unknown.

#include <cstdint>
#include <string>
#include <vector>

#include "base/span.h"

namespace eider {

struct Document {
  std::int64_t id = 0;      // 0 until stored
  std::string store;        // the store it belongs to
  std::string path;         // as the user would open it
  std::string source_hash;  // SHA-256 of the file's bytes
  std::string media_type;   // "text/plain", "text/markdown", "text/html", "text/csv", ...
  std::string title;
  std::string source;        // who published it: newspaper, site, agency
  std::string url;           // where it was published, "" if it does not say
  std::string published_at;  // the date the document carries
  std::string event_at;      // the date it speaks of, where it says one
  std::string fetched_at;    // the date it was scraped
  // Where each date comes from: "front matter", "metadata", "header", "page", "text", "path"; "".
  std::string published_from;
  std::string event_from;
  std::string fetched_from;
  std::string language;  // "zh", "en", "mixed", ""
  std::string script;    // "Hans", "Hant", "Latn", "mixed", ""
  std::string text;      // the reading text, UTF-8
  std::string status;    // "ok", "empty", "needs_ocr", "error"
  std::string error;     // why, where status is "error"; parts left out, where it is "ok"
};

enum class BlockKind : std::uint8_t {
  kHeading,
  kParagraph,
  kListItem,
  kTable,
  kCaption,
  kByline,
  kSourceCredit,
  kBoilerplate,  // navigation, interface debris, disclaimer, table of contents
};

/// "heading", "paragraph", "list_item", ... as stored in eider.block.kind.
const char* name_of(BlockKind kind);

/// Where on a page a block stands, in points (1/72 inch) from the page's upper left corner.
struct PageBox {
  std::int64_t page = 0;  // 1 is the first; 0: the format has no pages
  float left = 0;
  float top = 0;
  float right = 0;
  float bottom = 0;
};

struct Block {
  BlockKind kind = BlockKind::kParagraph;
  int depth = 0;             // of a heading or (office files) list item: 1 is the highest
  Span span;                 // in the reading text
  Span source;               // in the file's bytes, after decoding to UTF-8
  std::int64_t article = 0;  // ordinal in ParsedDocument::articles
  PageBox box;
};

struct Article {
  std::int64_t id = 0;
  std::int64_t document_id = 0;
  std::int64_t ordinal = 0;
  std::string title;
  std::string kicker;
  std::string byline;
  std::string source_credit;
  std::string section;
  std::string published_at;
  std::string event_at;
  std::string published_from;  // as Document's
  std::string event_from;
  std::string language;  // as Document's
  std::string script;
  Span span;
};

/// A cell that spans several rows or columns stands in each of them, with the same span of text.
/// A cell of a .csv or .jsonl file that the reading text does not hold has the empty span {0, 0}.
struct TableCell {
  std::int64_t table = 0;  // ordinal of the table in its document
  std::int64_t row = 0;
  std::int64_t column = 0;
  bool header = false;
  std::string text;
  Span span;
};

/// What parse makes of one file. Blocks are in order, disjoint, and cover the text but for
/// separators; articles are in order and cover all blocks.
struct ParsedDocument {
  Document document;
  std::vector<Block> blocks;
  std::vector<Article> articles;
  std::vector<TableCell> cells;
};

/// A piece that is embedded and found. `span` follows blocks and never cuts a sentence.
struct Chunk {
  std::int64_t id = 0;
  std::int64_t document_id = 0;
  std::int64_t article_id = 0;  // before storing: the article's ordinal
  Span span;
  std::string title;    // of its article, else of its document
  std::string heading;  // the nearest heading above it, "" if none; for a table: its header row
};

struct Embedding {
  std::int64_t chunk_id = 0;
  std::string model_hash;
  std::vector<float> values;  // unit length
};

}  // namespace eider
