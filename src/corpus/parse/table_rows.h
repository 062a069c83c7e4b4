#pragma once
// Rules for rows of tables inside text: Markdown pipes and tabs.

#include <string>
#include <string_view>
#include <vector>

#include "corpus/parse/piece.h"

namespace eider::parse {

/// "| a | b |": begins and ends with a pipe.
bool is_pipe_row(std::string_view line);

/// Cells of a pipe row, escapes read, marks stripped. A table nested in a cell is flattened:
/// its rules and empty cells go.
std::vector<std::string> split_pipe_row(std::string_view line);

/// Fields parted by tabs, of which one at least is filled, and not only indented by them.
bool is_tab_row(std::string_view line);
std::vector<std::string> split_tab_row(std::string_view line);

/// Every cell is a rule such as "---" or ":--:".
bool is_separator_row(const std::vector<std::string>& cells);

/// Below a rule only one header row can stand above: marks the row under it that only completes it.
void mark_second_header_row(std::vector<Row>& rows);

/// Every filled cell is a number or a date, and the first is filled: a row of values, no header.
bool holds_only_values(const std::vector<std::string>& cells);

/// Marks header rows: leading rows with one or two filled cells (a title inside the table), the
/// first row that is mostly filled and not of values, and a second row that only completes it
/// (two-row headers).
void mark_header_rows(std::vector<Row>& rows);

}  // namespace eider::parse
