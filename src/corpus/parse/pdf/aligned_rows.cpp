#include "corpus/parse/pdf/aligned_rows.h"

#include <algorithm>
#include <utility>

#include "corpus/parse/characters.h"
#include "corpus/parse/inline_marks.h"
#include "corpus/parse/pdf/hyphens.h"

namespace eider::parse::pdf {
namespace {

constexpr float kChunkGap = 0.5F;    // in font sizes: wider than between words
constexpr float kTightPitch = 1.4F;  // base line to base line of one cell's lines
constexpr float kInset = 0.2F;       // how far a chunk may reach into a gutter

std::string_view word_text(const Fragment& f, std::size_t word) {
  std::size_t start = f.words[word].start;
  std::size_t stop = word + 1 < f.words.size() ? f.words[word + 1].start - 1 : f.text.size();
  return std::string_view(f.text).substr(start, stop - start);
}

// Dots, dashes or underscores that lead the eye or draw a line.
bool is_drawn_rule(std::string_view word) {
  return word.size() >= 4 && word.find_first_not_of("._-=*") == std::string_view::npos;
}

struct LineCell {
  std::size_t column = 0;
  std::size_t last_column = 0;
  std::string text;
};

struct LineRow {
  std::vector<LineCell> cells;
  float baseline = 0;
  float size = 0;
  bool spans = false;
  bool numbers = false;  // right of the first column

  bool has(std::size_t column) const {
    return std::any_of(cells.begin(), cells.end(), [&](const LineCell& c) {
      return c.column <= column && column <= c.last_column;
    });
  }
  bool only_first() const { return cells.size() == 1 && cells[0].last_column == 0; }
};

LineRow row_of(const CellLine& line, const std::vector<Gutter>& gutters) {
  LineRow row{{}, line.baseline, line.size};
  for (const Fragment& chunk : line.chunks) {
    float inset = std::min(kInset * chunk.size, chunk.box.width() / 2);
    LineCell cell{column_at(gutters, chunk.box.left + inset),
                  column_at(gutters, chunk.box.right - inset), tidy_spaces(chunk.text)};
    if (!row.cells.empty() && row.cells.back().last_column >= cell.column) {
      row.cells.back().text += " " + cell.text;
      row.cells.back().last_column = std::max(row.cells.back().last_column, cell.last_column);
    } else {
      row.cells.push_back(std::move(cell));
    }
  }
  for (const LineCell& cell : row.cells) {
    row.spans = row.spans || cell.last_column > cell.column;
    row.numbers = row.numbers || (cell.column > 0 && is_number_like(cell.text));
  }
  return row;
}

void append(LineRow& row, const LineRow& next) {
  for (const LineCell& cell : next.cells) {
    auto above = std::find_if(row.cells.begin(), row.cells.end(), [&](const LineCell& c) {
      return c.column <= cell.last_column && cell.column <= c.last_column;
    });
    if (above == row.cells.end()) {
      row.cells.push_back(cell);
    } else {
      append_line(above->text, cell.text);
    }
  }
  row.baseline = next.baseline;
}

bool begins_lower(const LineRow& row) {
  char32_t c = row.cells.empty() ? 0 : first_character(row.cells[0].text);
  return (c >= U'a' && c <= U'z') || c == U'(';
}

// Lines [0, result) come before the first line with numbers and the labels above it; 0 if none
// has any.
std::size_t header_lines(const std::vector<LineRow>& lines) {
  std::size_t first = 0;
  while (first < lines.size() && !lines[first].numbers) ++first;
  if (first == lines.size()) return 0;
  while (first > 1 && lines[first - 1].only_first()) --first;
  return first;
}

// Rule: a header's lines one under the other are one row, unless a cell of them spans columns.
bool goes_on_in_header(const LineRow& row, const LineRow& next) {
  bool tight = next.baseline - row.baseline <= kTightPitch * next.size;
  return tight && !row.spans && !next.spans;
}

// Rule: a line without a first cell and without numbers goes on the row above, where that has
// text in the same columns; and so does a first cell alone that begins inside a sentence.
bool goes_on(const LineRow& row, const LineRow& next) {
  if (next.baseline - row.baseline > kTightPitch * next.size || next.numbers || row.only_first()) {
    return false;
  }
  if (next.only_first()) return begins_lower(next) && row.has(0);
  if (next.has(0) || next.spans) return false;
  return std::all_of(next.cells.begin(), next.cells.end(),
                     [&](const LineCell& cell) { return row.has(cell.column); });
}

std::vector<LineRow> join_lines(std::vector<LineRow> lines) {
  std::size_t header = header_lines(lines);
  std::vector<LineRow> rows;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    bool in_header = i > 0 && i < header && goes_on_in_header(rows.back(), lines[i]);
    bool wrapped = i >= header && i > 0 && goes_on(rows.back(), lines[i]);
    // A label over two lines, the numbers beside the second.
    bool label = i >= header && i > 0 && rows.back().only_first() && begins_lower(lines[i]) &&
                 lines[i].numbers &&
                 lines[i].baseline - rows.back().baseline <= kTightPitch * lines[i].size;
    if (in_header || wrapped || label) {
      append(rows.back(), lines[i]);
    } else {
      rows.push_back(std::move(lines[i]));
    }
  }
  return rows;
}

}  // namespace

CellLine cell_line(const Fragments& line) {
  CellLine out;
  out.baseline = line.front().baseline;
  for (const Fragment& f : line) {
    out.size = std::max(out.size, f.size);
    std::size_t first = 0;
    for (std::size_t i = 0; i <= f.words.size(); ++i) {
      bool end = i == f.words.size();
      bool rule = !end && is_drawn_rule(word_text(f, i));
      bool gap = !end && i > 0 && f.words[i].left - f.words[i - 1].right >= kChunkGap * f.size;
      if (!end && !rule && !gap) continue;
      out.leader = out.leader || (rule && word_text(f, i)[0] == '.');
      if (first < i) out.chunks.push_back(part_of(f, first, i));
      first = rule ? i + 1 : i;
    }
  }
  return out;
}

std::vector<GridCell> read_rows(const std::vector<CellLine>& lines,
                                const std::vector<Gutter>& gutters) {
  std::vector<LineRow> line_rows;
  line_rows.reserve(lines.size());
  for (const CellLine& line : lines) line_rows.push_back(row_of(line, gutters));
  std::vector<GridCell> cells;
  std::vector<LineRow> rows = join_lines(std::move(line_rows));
  for (std::size_t r = 0; r < rows.size(); ++r) {
    for (LineCell& cell : rows[r].cells) {
      cells.push_back({r, cell.column, r, cell.last_column, close_letter_spacing(cell.text)});
    }
  }
  return cells;
}

}  // namespace eider::parse::pdf
