#pragma once
// What every reader hands to assemble(): pieces in reading order, each a block to be.

#include <cstdint>
#include <string>
#include <vector>

#include "records/document.h"

namespace eider::parse {

struct Row {
  std::vector<std::string> cells;
  bool header = false;
};

/// A cell of table 0 that stands in a piece's text from byte `start` on (rows of .csv, .jsonl).
struct PlacedCell {
  std::int64_t row = 0;
  std::int64_t column = 0;
  std::string text;
  std::size_t start = 0;
};

/// One block before it has a place in the reading text. A table's text is made from its rows.
struct Piece {
  BlockKind kind = BlockKind::kParagraph;
  int depth = 0;     // of a heading, or a list item where the format says it
  std::string text;  // mended; holds a line break only where the page means one
  Span source;       // in the decoded source
  PageBox box;       // where the format has pages
  std::vector<Row> rows;
  std::vector<PlacedCell> placed;
  bool opens_article = false;
  bool is_title = false;    // this heading is its article's title
  bool is_section = false;  // this heading names the articles below it
  bool is_kicker = false;   // this heading is the line above a title
  bool pictured = false;    // this caption stands beside a picture
  bool is_link = false;     // this list item is one link and nothing else
};

/// What a page says about itself outside its text; "" where it says nothing.
struct PageFacts {
  std::string title;
  std::string source;
  std::string url;
  std::string published_at;
  std::string published_from = "metadata";
  std::string fetched_at;
  std::string fetched_from = "metadata";
  std::string author;    // of the whole page
  std::string saved_at;  // the file's own date, where neither page nor path has one
};

/// One row of a .csv or .jsonl file brings the facts of its own article.
struct ArticleFacts {
  std::string title;
  std::string source_credit;
  std::string published_at;
  std::string section;
  std::string byline;
};

/// A reader's whole result. `articles` is empty unless the format itself says what an article
/// is; then it has one entry for each piece that opens one.
struct Page {
  PageFacts facts;
  std::vector<Piece> pieces;
  std::vector<ArticleFacts> articles;
  std::vector<TableCell> unplaced;  // cells of table 0 that are not written out in any piece
  std::string complaint;            // parts that could not be read, "" if none
  bool needs_ocr = false;           // its pages are pictures
};

}  // namespace eider::parse
