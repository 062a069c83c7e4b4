#include "corpus/parse/office/docx_body.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "corpus/parse/characters.h"
#include "corpus/parse/inline_marks.h"
#include "corpus/parse/office/grid.h"

namespace eider::parse {
namespace {

ParagraphStyle style_of(pugi::xml_node paragraph, const DocxStyles& styles) {
  pugi::xml_node properties = child(paragraph, "pPr");
  ParagraphStyle style = styles.of(attribute(child(properties, "pStyle"), "val"));
  long outline = integer(attribute(child(properties, "outlineLvl"), "val"), -1);
  if (outline >= 0) style.outline = outline < 9 ? static_cast<int>(outline) + 1 : 0;
  pugi::xml_node numbers = child(properties, "numPr");
  if (!numbers) return style;
  bool listed = attribute(child(numbers, "numId"), "val") != "0";
  long depth = integer(attribute(child(numbers, "ilvl"), "val"), 0);
  style.list_depth = !listed ? 0 : depth >= 0 && depth < 9 ? static_cast<int>(depth) + 1 : 1;
  return style;
}

bool holds_contents(pugi::xml_node structured) {
  pugi::xml_node gallery = descend(structured, {"sdtPr", "docPartObj", "docPartGallery"});
  return attribute(gallery, "val") == "Table of Contents";
}

bool is_deleted_row(pugi::xml_node row) { return !descend(row, {"trPr", "del"}).empty(); }

bool is_wrapper(std::string_view name) {
  return name == "sdt" || name == "sdtContent" || name == "customXml" || name == "ins" ||
         name == "moveTo" || name == "smartTag";
}

// The cells or rows of `parent`, also those inside wrappers.
void collect(pugi::xml_node parent, std::string_view name, std::vector<pugi::xml_node>& found) {
  for (pugi::xml_node inner : parent) {
    std::string_view inner_name = local_name(inner);
    if (inner_name == name) {
      found.push_back(inner);
    } else if (is_wrapper(inner_name)) {
      collect(inner, name, found);
    }
  }
}

GridCell frame_of(pugi::xml_node cell) {
  GridCell frame;
  pugi::xml_node properties = child(cell, "tcPr");
  long span = integer(attribute(child(properties, "gridSpan"), "val"), 1);
  frame.columns = span > 1 ? static_cast<std::size_t>(span) : 1;
  pugi::xml_node merge = child(properties, "vMerge");
  frame.continues_above = merge && attribute(merge, "val") != "restart";
  return frame;
}

GridRow frame_of_row(pugi::xml_node row) {
  GridRow frame;
  pugi::xml_node properties = child(row, "trPr");
  pugi::xml_node header = child(properties, "tblHeader");
  frame.header = header && is_on(attribute(header, "val"), true);
  long skipped = integer(attribute(child(properties, "gridBefore"), "val"), 0);
  frame.skipped = skipped > 0 ? static_cast<std::size_t>(skipped) : 0;
  return frame;
}

}  // namespace

Result<void> DocxBody::read(pugi::xml_node container) {
  for (pugi::xml_node node : container) {
    Result<void> done = read_block(node, local_name(node));
    if (!done) return done;
  }
  return {};
}

Result<void> DocxBody::read_block(pugi::xml_node node, std::string_view name) {
  if (name == "p") return read_paragraph(node);
  if (name == "tbl") return read_table(node);
  if (name == "sdt" && holds_contents(node)) return read_contents_part(node);
  if (name == "AlternateContent") return read(node.first_child());
  if (is_wrapper(name)) return read(node);
  return {};
}

Result<void> DocxBody::read_contents_part(pugi::xml_node part) {
  ++contents_;
  Result<void> done = read(part);
  --contents_;
  return done;
}

Result<void> DocxBody::read_paragraph(pugi::xml_node paragraph) {
  ParagraphStyle style = style_of(paragraph, styles_);
  bool contents = runs_.in_contents();
  RunText runs = runs_.read(paragraph);
  style.contents = style.contents || contents || contents_ > 0 || runs_.in_contents();
  bool whole = style.outline > 0 || style.title || style.caption;
  if (whole) std::replace(runs.text.begin(), runs.text.end(), '\n', ' ');
  std::string_view text = runs.text;
  for (std::size_t at = 0; at <= text.size();) {
    std::size_t end = std::min(text.find('\n', at), text.size());
    add(style, text.substr(at, end - at));
    at = end + 1;
  }
  take_notes(runs);
  for (pugi::xml_node box : runs.text_boxes) {
    Result<void> done = read(box);
    if (!done) return done;
  }
  return {};
}

void DocxBody::add(const ParagraphStyle& style, std::string_view text) {
  Piece piece;
  piece.text = close_letter_spacing(tidy_spaces(text));
  if (piece.text.empty()) return;
  if (style.contents) {
    piece.kind = BlockKind::kBoilerplate;
  } else if (style.title && title_.empty()) {
    title_ = piece.text;
    piece.kind = BlockKind::kHeading;
    piece.depth = 1;
  } else if (style.outline > 0) {
    piece.kind = BlockKind::kHeading;
    piece.depth = style.outline + (title_.empty() ? 0 : 1);
  } else if (style.caption) {
    piece.kind = BlockKind::kCaption;
  } else if (style.list_depth > 0) {
    piece.kind = BlockKind::kListItem;
    piece.depth = style.list_depth;
  }
  pieces_.push_back(std::move(piece));
}

void DocxBody::take_notes(const RunText& runs) {
  notes_.insert(notes_.end(), runs.notes.begin(), runs.notes.end());
}

// A table inside a cell adds its text to the cell.
void DocxBody::read_cell(pugi::xml_node container, std::string& text) {
  for (pugi::xml_node node : container) {
    std::string_view name = local_name(node);
    if (name == "p") {
      RunText runs = runs_.read(node);
      take_notes(runs);
      if (!text.empty()) text += '\n';
      text += runs.text;
      for (pugi::xml_node box : runs.text_boxes) read_cell(box, text);
    } else if (name == "tbl" || name == "tr" || name == "tc" || is_wrapper(name)) {
      read_cell(node, text);
    }
  }
}

Result<void> DocxBody::read_table(pugi::xml_node table) {
  std::vector<pugi::xml_node> rows;
  collect(table, "tr", rows);
  std::vector<GridRow> grid;
  for (pugi::xml_node row : rows) {
    if (is_deleted_row(row)) continue;
    GridRow& frame = grid.emplace_back(frame_of_row(row));
    std::vector<pugi::xml_node> cells;
    collect(row, "tc", cells);
    for (pugi::xml_node cell : cells) {
      frame.cells.push_back(frame_of(cell));
      read_cell(cell, frame.cells.back().text);
    }
  }
  Result<std::vector<Piece>> pieces = pieces_of_grid(grid, budget_);
  if (!pieces) return std::unexpected(pieces.error());
  std::move(pieces->begin(), pieces->end(), std::back_inserter(pieces_));
  return {};
}

}  // namespace eider::parse
