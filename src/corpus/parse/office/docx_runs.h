#pragma once
// The text of one paragraph of a .docx: runs, insertions and links' texts are kept; deletions,
// field codes, hidden text and ruby readings are left out. Text boxes are handed on.

#include <string>
#include <string_view>
#include <vector>

#include "corpus/parse/office/xml.h"

namespace eider::parse {

struct RunText {
  std::string text;                        // '\n' is a line break of the page
  std::vector<pugi::xml_node> text_boxes;  // <w:txbxContent>, in order
  std::vector<std::string> notes;          // "footnote 2", in order
};

/// Reads paragraphs in the document's order: a field may run over several of them.
class DocxRuns {
 public:
  RunText read(pugi::xml_node paragraph);

  /// A table of contents is open.
  bool in_contents() const;

 private:
  struct Field {
    std::string code;
    bool in_code = true;  // before its result
  };

  void walk(pugi::xml_node node, RunText& out);
  void take(pugi::xml_node node, std::string_view name, RunText& out);
  void take_field_mark(std::string_view type);
  bool shows() const;  // no open field is still in its code

  std::vector<Field> fields_;
  std::size_t overflow_ = 0;  // open fields above the most that are told apart
};

}  // namespace eider::parse
