#include "corpus/parse/office/chart.h"

#include <charconv>
#include <map>
#include <string>
#include <utility>

#include "corpus/parse/inline_marks.h"
#include "corpus/parse/office/number_format.h"

namespace eider::parse {
namespace {

using Points = std::map<long, std::string>;  // by their place on the axis

struct Series {
  std::string name;
  Points categories;
  Points values;
};

// All <a:t> below `node`, in order.
void append_texts(pugi::xml_node node, std::string& text) {
  if (local_name(node) == "t") text += text_of(node);
  for (pugi::xml_node inner : node) append_texts(inner, text);
}

std::string point_text(pugi::xml_node point, NumberFormat format) {
  std::string text = tidy_spaces(text_of(child(point, "v")));
  double value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  bool number = error == std::errc() && end == text.data() + text.size();
  return number ? number_text(value, format, false) : text;
}

// The points of <c:cat>, <c:val> and their like: kept beside a reference, or written out.
Points points_of(pugi::xml_node source) {
  Points points;
  for (pugi::xml_node kind : source) {
    pugi::xml_node kept = child(kind, "numCache");
    if (!kept) kept = child(kind, "strCache");
    if (!kept) kept = kind;
    NumberFormat format = format_of_code(text_of(child(kept, "formatCode")));
    for (pugi::xml_node point : children(kept, "pt")) {
      std::string text = point_text(point, format);
      if (!text.empty()) points.emplace(integer(attribute(point, "idx"), 0), std::move(text));
    }
  }
  return points;
}

Series series_of(pugi::xml_node node) {
  Series series;
  Points name = points_of(child(node, "tx"));
  if (!name.empty()) series.name = name.begin()->second;
  series.categories = points_of(child(node, child(node, "cat") ? "cat" : "xVal"));
  series.values = points_of(child(node, child(node, "val") ? "val" : "yVal"));
  return series;
}

Result<Piece> table_of(const std::vector<Series>& all, TableBudget& budget) {
  Points categories;
  for (const Series& series : all) {
    categories.insert(series.categories.begin(), series.categories.end());
    for (const auto& [place, value] : series.values) categories.try_emplace(place, "");
  }
  Result<void> paid = budget.take((categories.size() + 1) * (all.size() + 1), 0);
  if (!paid) return std::unexpected(paid.error());
  Piece table;
  table.kind = BlockKind::kTable;
  Row& header = table.rows.emplace_back();
  header.header = true;
  header.cells.emplace_back();
  for (const Series& series : all) header.cells.push_back(series.name);
  for (const auto& [place, name] : categories) {
    Row& row = table.rows.emplace_back();
    row.cells.push_back(name);
    for (const Series& series : all) {
      auto value = series.values.find(place);
      row.cells.push_back(value == series.values.end() ? "" : value->second);
    }
  }
  return table;
}

}  // namespace

Result<std::vector<Piece>> read_chart(pugi::xml_node root, TableBudget& budget) {
  std::vector<Piece> pieces;
  pugi::xml_node chart = child(root, "chart");
  std::string title;
  append_texts(child(chart, "title"), title);
  title = tidy_spaces(title);
  if (!title.empty()) {
    pieces.push_back({.kind = BlockKind::kCaption, .text = std::move(title)});
  }
  std::vector<Series> all;
  for (pugi::xml_node plot : child(chart, "plotArea")) {
    for (pugi::xml_node node : children(plot, "ser")) all.push_back(series_of(node));
  }
  if (all.empty()) return pieces;
  Result<Piece> table = table_of(all, budget);
  if (!table) return std::unexpected(table.error());
  if (table->rows.size() > 1) pieces.push_back(std::move(*table));
  return pieces;
}

}  // namespace eider::parse
