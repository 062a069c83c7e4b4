#include "corpus/parse/office/slide.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "corpus/parse/inline_marks.h"
#include "corpus/parse/office/grid.h"
#include "corpus/parse/office/package.h"

namespace eider::parse {
namespace {

enum class Role { kTitle, kBody, kPlain, kEdge, kNumber };

Role role_of(pugi::xml_node shape) {
  pugi::xml_node properties = descend(shape, {"nvSpPr", "nvPr"});
  pugi::xml_node placeholder = child(properties, "ph");
  if (!placeholder) return Role::kPlain;
  std::string_view type = attribute(placeholder, "type");
  if (type == "title" || type == "ctrTitle") return Role::kTitle;
  if (type == "dt" || type == "ftr" || type == "hdr") return Role::kEdge;
  if (type == "sldNum") return Role::kNumber;
  return type.empty() || type == "body" || type == "obj" ? Role::kBody : Role::kPlain;
}

bool is_cover_title(pugi::xml_node shape) {
  return attribute(descend(shape, {"nvSpPr", "nvPr", "ph"}), "type") == "ctrTitle";
}

// '\n' is a line break of the slide.
std::string paragraph_text(pugi::xml_node paragraph) {
  std::string text;
  for (pugi::xml_node run : paragraph) {
    std::string_view name = local_name(run);
    if (name == "br") text += '\n';
    bool shown = name == "r" || (name == "fld" && attribute(run, "type") != "slidenum");
    if (shown) text += text_of(child(run, "t"));
  }
  return text;
}

std::string body_text(pugi::xml_node body) {
  std::string text;
  for (pugi::xml_node paragraph : children(body, "p")) {
    if (!text.empty()) text += '\n';
    text += paragraph_text(paragraph);
  }
  return text;
}

// Rule: a placeholder's paragraphs are list items unless they say no; others, only if they say so.
bool is_item(pugi::xml_node paragraph, Role role) {
  pugi::xml_node properties = child(paragraph, "pPr");
  if (child(properties, "buNone")) return false;
  return role == Role::kBody || child(properties, "buChar") || child(properties, "buAutoNum");
}

void add_lines(std::string_view text, const Piece& like, std::vector<Piece>& pieces) {
  for (std::size_t at = 0; at <= text.size();) {
    std::size_t end = std::min(text.find('\n', at), text.size());
    Piece piece = like;
    piece.text = close_letter_spacing(tidy_spaces(text.substr(at, end - at)));
    if (!piece.text.empty()) pieces.push_back(std::move(piece));
    at = end + 1;
  }
}

void add_paragraphs(pugi::xml_node body, Role role, std::vector<Piece>& pieces) {
  for (pugi::xml_node paragraph : children(body, "p")) {
    Piece like;
    if (role == Role::kEdge) {
      like.kind = BlockKind::kBoilerplate;
    } else if (is_item(paragraph, role)) {
      long depth = integer(attribute(child(paragraph, "pPr"), "lvl"), 0);
      like.kind = BlockKind::kListItem;
      like.depth = depth >= 0 && depth < 9 ? static_cast<int>(depth) + 1 : 1;
    }
    add_lines(paragraph_text(paragraph), like, pieces);
  }
}

std::vector<GridRow> grid_of(pugi::xml_node table) {
  std::vector<GridRow> grid;
  for (pugi::xml_node row : children(table, "tr")) {
    GridRow& out = grid.emplace_back();
    for (pugi::xml_node cell : children(row, "tc")) {
      if (is_on(attribute(cell, "hMerge"), false)) continue;  // the span before it covers it
      GridCell frame;
      long span = integer(attribute(cell, "gridSpan"), 1);
      frame.columns = span > 1 ? static_cast<std::size_t>(span) : 1;
      frame.continues_above = is_on(attribute(cell, "vMerge"), false);
      frame.text = body_text(child(cell, "txBody"));
      out.cells.push_back(std::move(frame));
    }
  }
  return grid;
}

class SlideReader {
 public:
  explicit SlideReader(TableBudget& budget) : budget_(budget) {}

  Result<void> read_shapes(pugi::xml_node tree) {
    for (pugi::xml_node shape : tree) {
      Result<void> done = read_shape(shape, local_name(shape));
      if (!done) return done;
    }
    return {};
  }

  SlideText finish() {
    std::vector<Piece> pieces = std::move(titles_);
    std::move(text_.pieces.begin(), text_.pieces.end(), std::back_inserter(pieces));
    text_.pieces = std::move(pieces);
    return std::move(text_);
  }

 private:
  Result<void> read_shape(pugi::xml_node shape, std::string_view name) {
    if (name == "grpSp") return read_shapes(shape);
    if (name == "AlternateContent") return read_shapes(shape.first_child());
    if (name == "graphicFrame") {
      return read_frame(descend(shape, {"graphic", "graphicData"}));
    }
    if (name == "sp") read_text(shape);
    return {};
  }

  void read_text(pugi::xml_node shape) {
    Role role = role_of(shape);
    pugi::xml_node body = child(shape, "txBody");
    if (role == Role::kTitle) {
      std::string text = body_text(body);
      std::replace(text.begin(), text.end(), '\n', ' ');
      Piece heading;
      heading.kind = BlockKind::kHeading;
      heading.depth = 1;
      add_lines(text, heading, titles_);
      text_.is_cover = text_.is_cover || is_cover_title(shape);
    } else if (role != Role::kNumber) {
      add_paragraphs(body, role, text_.pieces);
    }
  }

  Result<void> read_frame(pugi::xml_node data) {
    std::string_view chart = relation_id(child(data, "chart"));
    if (!chart.empty()) text_.charts.emplace_back(chart);
    std::string_view diagram = attribute(child(data, "relIds"), "dm");
    if (!diagram.empty()) text_.diagrams.emplace_back(diagram);
    pugi::xml_node table = child(data, "tbl");
    if (!table) return {};
    Result<std::vector<Piece>> pieces = pieces_of_grid(grid_of(table), budget_);
    if (!pieces) return std::unexpected(pieces.error());
    std::move(pieces->begin(), pieces->end(), std::back_inserter(text_.pieces));
    return {};
  }

  TableBudget& budget_;
  SlideText text_;
  std::vector<Piece> titles_;
};

}  // namespace

Result<SlideText> read_slide(pugi::xml_node root, TableBudget& budget) {
  SlideReader reader(budget);
  Result<void> done = reader.read_shapes(descend(root, {"cSld", "spTree"}));
  if (!done) return std::unexpected(done.error());
  return reader.finish();
}

std::vector<Piece> read_diagram(pugi::xml_node root) {
  std::vector<Piece> pieces;
  for (pugi::xml_node point : children(child(root, "ptLst"), "pt")) {
    Piece item;
    item.kind = BlockKind::kListItem;
    item.depth = 1;
    add_lines(body_text(child(point, "t")), item, pieces);
  }
  return pieces;
}

std::vector<Piece> read_slide_notes(pugi::xml_node root) {
  std::vector<Piece> pieces;
  for (pugi::xml_node shape : children(descend(root, {"cSld", "spTree"}), "sp")) {
    if (role_of(shape) != Role::kBody) continue;
    for (pugi::xml_node paragraph : children(child(shape, "txBody"), "p")) {
      add_lines(paragraph_text(paragraph), Piece{}, pieces);
    }
  }
  return pieces;
}

}  // namespace eider::parse
