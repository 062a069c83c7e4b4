#include "corpus/parse/json_outline.h"

#include <algorithm>
#include <utility>

#include "corpus/parse/front_matter.h"
#include "corpus/parse/inline_marks.h"
#include "corpus/parse/table_rows.h"

namespace eider::parse {
namespace {

constexpr int kDeepestHeading = 6;

bool is_flat_list(const Json& value) {
  return value.is_array() && std::none_of(value.begin(), value.end(),
                                          [](const Json& item) { return item.is_structured(); });
}

// A list of two rows or more that are lists of plain values, and not all numbers in pairs
// (coordinates).
bool is_table(const Json& value) {
  if (!value.is_array() || value.size() < 2) return false;
  return std::all_of(value.begin(), value.end(),
                     [](const Json& row) { return is_flat_list(row) && row.size() >= 2; });
}

class OutlineWriter {
 public:
  void add_value(const Json& value, int depth) {
    if (value.is_object()) {
      add_members(value, depth);
    } else if (is_table(value)) {
      add_table(value);
    } else if (value.is_array()) {
      for (const Json& item : value) add_item(item, depth);
    } else {
      add_line(BlockKind::kParagraph, json_text(value));
    }
  }

  std::vector<Piece>& pieces() { return pieces_; }

 private:
  void add_members(const Json& object, int depth) {
    for (const auto& [name, value] : object.items()) {
      FieldRole role = role_of_field(name);
      bool inner = value.is_object() || (value.is_array() && !is_flat_list(value));
      if (inner) {
        add_heading(name, depth + 1);
        add_value(value, depth + 1);
      } else if (role == FieldRole::kTitle && value.is_string()) {
        add_heading(json_text(value), depth);
      } else if (role == FieldRole::kText && value.is_string()) {
        add_text(json_text(value));
      } else {
        std::string text = json_text(value);
        if (text.empty()) continue;
        add_line(BlockKind::kParagraph, std::string(name).append(": ").append(text));
      }
    }
  }

  // An object or list inside a list: its members in one line, unless it holds more than a line.
  void add_item(const Json& item, int depth) {
    bool deep = item.is_object() && std::any_of(item.begin(), item.end(), [](const Json& value) {
                  return value.is_structured() && !is_flat_list(value);
                });
    if (deep) {
      add_members(item, depth + 1);
    } else {
      add_line(BlockKind::kListItem, json_text(item));
    }
  }

  void add_heading(std::string_view text, int depth) {
    std::string tidy = tidy_spaces(text);
    if (tidy.empty()) return;
    Piece piece;
    piece.kind = BlockKind::kHeading;
    piece.depth = std::min(depth, kDeepestHeading);
    piece.text = std::move(tidy);
    pieces_.push_back(std::move(piece));
  }

  void add_line(BlockKind kind, std::string_view text) {
    std::string tidy = tidy_spaces(text);
    if (tidy.empty()) return;
    Piece piece;
    piece.kind = kind;
    piece.text = std::move(tidy);
    pieces_.push_back(std::move(piece));
  }

  void add_text(std::string_view text) {
    for (std::size_t at = 0; at <= text.size();) {
      std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
      add_line(BlockKind::kParagraph, text.substr(at, end - at));
      at = end + 1;
    }
  }

  void add_table(const Json& rows) {
    Piece table;
    table.kind = BlockKind::kTable;
    for (const Json& from : rows) {
      Row& row = table.rows.emplace_back();
      for (const Json& cell : from) row.cells.push_back(tidy_spaces(json_text(cell)));
    }
    bool named = std::all_of(rows.front().begin(), rows.front().end(),
                             [](const Json& cell) { return cell.is_string(); });
    if (named) mark_header_rows(table.rows);
    pieces_.push_back(std::move(table));
  }

  std::vector<Piece> pieces_;
};

}  // namespace

PageFacts facts_of(const Json& object) {
  PageFacts facts;
  if (!object.is_object()) return facts;
  for (const auto& [name, value] : object.items()) {
    if (value.is_structured()) continue;
    std::string text = tidy_spaces(json_text(value));
    switch (role_of_field(name)) {
      case FieldRole::kTitle:
        facts.title = text;
        break;
      case FieldRole::kSource:
        facts.source = text;
        break;
      case FieldRole::kAuthor:
        facts.author = text;
        break;
      case FieldRole::kUrl:
        facts.url = text;
        break;
      case FieldRole::kDate:
        facts.published_at = iso_date(text);
        break;
      case FieldRole::kFetched:
        facts.fetched_at = iso_date(text);
        break;
      default:
        break;
    }
  }
  return facts;
}

Page outline_of(const Json& value) {
  Page page;
  page.facts = facts_of(value);
  OutlineWriter writer;
  writer.add_value(value, 1);
  page.pieces = std::move(writer.pieces());
  return page;
}

}  // namespace eider::parse
