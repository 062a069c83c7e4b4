#pragma once
// What the paragraph styles of a .docx mean for reading (word/styles.xml): by outline level and
// by name, in English and Chinese; a style inherits from the one it is based on.

#include <map>
#include <string>
#include <string_view>

#include "corpus/parse/office/xml.h"

namespace eider::parse {

struct ParagraphStyle {
  int outline = 0;  // 1 is the highest heading; 0: no heading
  bool title = false;
  bool caption = false;
  bool contents = false;  // an entry of a table of contents, or its heading
  int list_depth = 0;     // 1 is the outermost item; 0: no list
};

/// By the style's name alone: "heading 2", "Title", "Caption", "toc 1" and their Chinese names.
ParagraphStyle style_by_name(std::string_view name);

class DocxStyles {
 public:
  /// `root` is <w:styles>, or empty: then a style's id is its name.
  static DocxStyles read(pugi::xml_node root);

  ParagraphStyle of(std::string_view style_id) const;

 private:
  std::map<std::string, ParagraphStyle, std::less<>> styles_;
};

}  // namespace eider::parse
