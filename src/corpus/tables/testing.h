#pragma once
// For the tests of tables alone: cells from rows of texts, and columns shown as texts.

#include <cstdio>
#include <string>
#include <vector>

#include "corpus/tables/tables.h"

namespace eider::tables {

using Texts = std::vector<std::string>;
using Rows = std::vector<Texts>;

inline std::vector<TableCell> cells_of(const Rows& header, const Rows& rows) {
  std::vector<TableCell> cells;
  std::int64_t number = 0;
  for (const Rows* part : {&header, &rows}) {
    for (const Texts& row : *part) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        cells.push_back({0, number, static_cast<std::int64_t>(i), part == &header, row[i], {}});
      }
      ++number;
    }
  }
  return cells;
}

inline std::string shown(const CellValue& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
  if (const auto* number = std::get_if<double>(&value)) {
    char text[32];
    std::snprintf(text, sizeof text, "%.15g", *number);
    return text;
  }
  const auto* text = std::get_if<std::string>(&value);
  return text ? *text : "NULL";
}

inline Texts shown(const Column& column) {
  Texts values;
  for (const CellValue& value : column.values) values.push_back(shown(value));
  return values;
}

}  // namespace eider::tables
