#pragma once
// Tables of an HTML page. A table inside a cell adds its text to that cell; a table that only
// lays out the page becomes paragraphs.

#include <string>
#include <string_view>
#include <vector>

#include "corpus/parse/piece.h"

namespace eider::parse {

class HtmlTables {
 public:
  void open();
  void open_row();
  void open_cell(bool header);

  bool is_open() const { return depth_ > 0; }
  bool in_cell() const { return depth_ > 0 && cell_open_; }

  /// Text of the open cell; blocks inside a cell are parted by a space.
  void add(std::string_view text, Span source);

  /// Ends the innermost table. The outermost one gives its pieces: one table, or paragraphs.
  std::vector<Piece> close();

 private:
  std::size_t depth_ = 0;
  bool cell_open_ = false;
  std::vector<Row> rows_;
  std::vector<bool> headers_;  // of each row: all its cells are <th>
  Span source_{-1, -1};
};

}  // namespace eider::parse
