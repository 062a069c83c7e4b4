#pragma once
// The blocks of a .docx part (<w:body>, <w:footnote>, <w:hdr>) -> pieces, in reading order.

#include <string>
#include <vector>

#include "corpus/parse/office/docx_runs.h"
#include "corpus/parse/office/docx_styles.h"
#include "corpus/parse/office/table_budget.h"
#include "corpus/parse/piece.h"

namespace eider::parse {

class DocxBody {
 public:
  explicit DocxBody(const DocxStyles& styles) : styles_(styles) {}

  /// Errors: kLimit, as the table budget's.
  Result<void> read(pugi::xml_node container);

  std::vector<Piece>& pieces() { return pieces_; }
  const std::vector<std::string>& notes() const { return notes_; }

  /// The text of the first paragraph in the style Title, "" if none.
  const std::string& title() const { return title_; }

 private:
  Result<void> read_block(pugi::xml_node node, std::string_view name);
  Result<void> read_paragraph(pugi::xml_node paragraph);
  Result<void> read_table(pugi::xml_node table);
  Result<void> read_contents_part(pugi::xml_node part);
  void read_cell(pugi::xml_node container, std::string& text);
  void add(const ParagraphStyle& style, std::string_view text);
  void take_notes(const RunText& runs);

  const DocxStyles& styles_;
  DocxRuns runs_;
  std::vector<Piece> pieces_;
  std::vector<std::string> notes_;
  std::string title_;
  TableBudget budget_;
  int contents_ = 0;  // open parts that hold a table of contents
};

}  // namespace eider::parse
