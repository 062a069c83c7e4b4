#include "corpus/parse/office/sheet_tables.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <utility>

#include "corpus/parse/characters.h"

namespace eider::parse {
namespace {

constexpr int kShortColumns = 40;           // a title, an entry of a list
constexpr std::size_t kHeadRows = 4;        // header rows at most
constexpr std::size_t kFewestListRows = 5;  // one column of fewer rows is text, not a list

constexpr std::array<std::string_view, 14> kNoteWords = {"\u6ce8",
                                                         "\u8a3b",
                                                         "\u5907\u6ce8",
                                                         "\u5099\u8a3b",
                                                         "\u8bf4\u660e",
                                                         "\u8aaa\u660e",
                                                         "\u6570\u636e\u6765\u6e90",
                                                         "\u8cc7\u6599\u4f86\u6e90",
                                                         "\u8d44\u6599\u6765\u6e90",
                                                         "\u6765\u6e90",
                                                         "\u4f86\u6e90",
                                                         "Note",
                                                         "Source",
                                                         "*"};

using Rows = std::vector<SheetRow>;

bool is_year(const std::string& text) {
  bool digits = text.size() == 4 && text.find_first_not_of("0123456789") == std::string::npos;
  return digits && (text.starts_with("19") || text.starts_with("20"));
}

bool is_day(const std::string& text) {
  return text.size() >= 10 && text[4] == '-' && text[7] == '-';
}

// Names of columns are texts, or years and days.
bool names_columns(const SheetRow& row) {
  return std::all_of(row.cells.begin(), row.cells.end(), [](const SheetCell& cell) {
    return !cell.is_value || is_year(cell.text) || is_day(cell.text);
  });
}

bool is_single(const SheetRow& row) { return row.cells.size() == 1; }

bool is_note(const SheetRow& row) {
  if (!is_single(row) || row.cells[0].is_value) return false;
  const std::string& text = row.cells[0].text;
  bool worded = std::any_of(kNoteWords.begin(), kNoteWords.end(),
                            [&](std::string_view word) { return text.starts_with(word); });
  return worded || columns_of(text) > kShortColumns;
}

// "Unit: million | As of: May": each cell holds a colon.
bool is_form_line(const SheetRow& row) {
  return std::all_of(row.cells.begin(), row.cells.end(), [](const SheetCell& cell) {
    return !cell.is_value && (cell.text.find(':') != std::string::npos ||
                              cell.text.find("\uff1a") != std::string::npos);
  });
}

bool is_title(const SheetRow& row) { return is_single(row) || is_form_line(row); }

std::string line_of(SheetRow& row) {
  std::string line;
  for (const SheetCell& cell : row.cells) line.append(line.empty() ? "" : " ").append(cell.text);
  return line;
}

// A run of rows without a blank one between them, or a table that runs on over blank rows.
struct Region {
  Rows rows;
  std::size_t titles = 0;  // leading rows that hold a single cell, or only labels

  bool has_table() const { return titles < rows.size(); }
};

Region region_of(Rows rows) {
  Region region;
  region.rows = std::move(rows);
  while (region.titles < region.rows.size() && is_title(region.rows[region.titles])) {
    ++region.titles;
  }
  return region;
}

// Rule: a run whose first row holds values has no header; it goes on with the table above it.
bool runs_on(const Region& above, const Region& next) {
  return above.has_table() && next.titles == 0 && !names_columns(next.rows.front());
}

std::vector<Region> regions_of(Rows rows) {
  std::vector<Region> regions;
  for (auto begin = rows.begin(); begin != rows.end();) {
    auto end = std::next(begin);
    while (end != rows.end() && end->row == std::prev(end)->row + 1) ++end;
    Region next = region_of({std::move_iterator(begin), std::move_iterator(end)});
    begin = end;
    if (!regions.empty() && runs_on(regions.back(), next)) {
      std::move(next.rows.begin(), next.rows.end(), std::back_inserter(regions.back().rows));
    } else {
      regions.push_back(std::move(next));
    }
  }
  return regions;
}

Piece text_piece(BlockKind kind, std::string text) {
  Piece piece;
  piece.kind = kind;
  piece.text = std::move(text);
  return piece;
}

// A table while its places are filled: its rows, and which column of the sheet stands where.
class TableOfSheet {
 public:
  explicit TableOfSheet(Rows rows) : rows_(std::move(rows)) {
    for (const SheetRow& row : rows_) {
      for (const SheetCell& cell : row.cells) columns_.push_back(cell.column);
      if (columns_.size() > kManyColumns) keep_each_once();
    }
    keep_each_once();
  }

  Result<Piece> piece(const std::vector<MergedRange>& merged, TableBudget& budget) {
    Piece table;
    table.kind = BlockKind::kTable;
    Result<void> paid = budget.take(rows_.size() * columns_.size(), 0);
    if (!paid) return std::unexpected(paid.error());
    std::size_t headers = header_rows(own(merged));
    for (SheetRow& row : rows_) {
      Row& out = table.rows.emplace_back();
      out.header = table.rows.size() <= headers;
      out.cells.resize(columns_.size());
      for (SheetCell& cell : row.cells) out.cells[place(cell.column)] = std::move(cell.text);
    }
    for (const MergedRange& range : own(merged)) {
      Result<void> filled = fill(range, table.rows, budget);
      if (!filled) return std::unexpected(filled.error());
    }
    return table;
  }

 private:
  static constexpr std::size_t kManyColumns = 1u << 20;

  void keep_each_once() {
    std::sort(columns_.begin(), columns_.end());
    columns_.erase(std::unique(columns_.begin(), columns_.end()), columns_.end());
  }

  // The first place at or right of that column of the sheet.
  std::size_t place(std::int64_t column) const {
    return static_cast<std::size_t>(std::lower_bound(columns_.begin(), columns_.end(), column) -
                                    columns_.begin());
  }

  std::size_t row_place(std::int64_t row) const {
    auto before = [](const SheetRow& a, std::int64_t number) { return a.row < number; };
    return static_cast<std::size_t>(std::lower_bound(rows_.begin(), rows_.end(), row, before) -
                                    rows_.begin());
  }

  Result<void> fill(const MergedRange& range, std::vector<Row>& rows, TableBudget& budget) const {
    std::size_t top = row_place(range.first_row);
    std::size_t bottom = row_place(range.last_row + 1);
    std::size_t left = place(range.first_column);
    std::size_t right = place(range.last_column + 1);
    if (top >= bottom || left >= right) return {};
    bool whole = rows_[top].row == range.first_row && columns_[left] == range.first_column;
    const std::string text = whole ? rows[top].cells[left] : "";
    if (text.empty()) return {};
    Result<void> paid = budget.take((bottom - top) * (right - left), text.size());
    if (!paid) return paid;
    for (std::size_t row = top; row < bottom; ++row) {
      std::fill(rows[row].cells.begin() + static_cast<std::ptrdiff_t>(left),
                rows[row].cells.begin() + static_cast<std::ptrdiff_t>(right), text);
    }
    return {};
  }

  // Rule: the first row is the header if it names columns; the next one too where the row above
  // it has merged cells or leaves places free that it fills.
  std::size_t header_rows(std::span<const MergedRange> merged) const {
    if (rows_.size() < 2 || !names_columns(rows_[0])) return 0;
    std::size_t count = 1;
    while (count < std::min(kHeadRows, rows_.size() - 1) && names_columns(rows_[count]) &&
           (is_spread(rows_[count - 1], merged) || completes(rows_[count - 1], rows_[count]))) {
      ++count;
    }
    return count;
  }

  static bool is_spread(const SheetRow& row, std::span<const MergedRange> merged) {
    return std::any_of(merged.begin(), merged.end(), [&](const MergedRange& range) {
      return range.first_row == row.row && range.first_column < range.last_column;
    });
  }

  // Those that begin in the table.
  std::span<const MergedRange> own(const std::vector<MergedRange>& merged) const {
    auto before = [](const MergedRange& range, std::int64_t row) { return range.first_row < row; };
    auto begin = std::lower_bound(merged.begin(), merged.end(), rows_.front().row, before);
    auto end = std::lower_bound(begin, merged.end(), rows_.back().row + 1, before);
    return {begin, end};
  }

  // `next` leaves the first column free, and fills one that `row` leaves free.
  bool completes(const SheetRow& row, const SheetRow& next) const {
    if (next.cells.front().column == columns_.front()) return false;
    return std::any_of(next.cells.begin(), next.cells.end(), [&](const SheetCell& cell) {
      return std::none_of(row.cells.begin(), row.cells.end(),
                          [&](const SheetCell& above) { return above.column == cell.column; });
    });
  }

  Rows rows_;
  std::vector<std::int64_t> columns_;  // of the sheet, in order, each once
};

bool is_list(const Rows& rows) {
  if (rows.size() < kFewestListRows) return false;
  return std::all_of(rows.begin(), rows.end(), [&](const SheetRow& row) {
    return is_single(row) && row.cells[0].column == rows[0].cells[0].column &&
           columns_of(row.cells[0].text) <= kShortColumns;
  });
}

class SheetWriter {
 public:
  SheetWriter(const std::vector<MergedRange>& merged, TableBudget& budget)
      : merged_(merged), budget_(budget) {}

  Result<void> add(Region region, bool table_follows) {
    if (!region.has_table() && is_list(region.rows)) return add_table(std::move(region.rows));
    for (std::size_t i = 0; i < region.titles; ++i) {
      std::string text = line_of(region.rows[i]);
      bool title = (region.has_table() || table_follows) && columns_of(text) <= kShortColumns * 2;
      add_text(title ? BlockKind::kCaption : BlockKind::kParagraph, std::move(text));
    }
    Rows& rows = region.rows;
    rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(region.titles));
    std::size_t end = rows.size();
    while (end > 1 && is_note(rows[end - 1])) --end;
    Rows notes(std::move_iterator(rows.begin() + static_cast<std::ptrdiff_t>(end)),
               std::move_iterator(rows.end()));
    rows.resize(end);
    Result<void> added = add_table(std::move(rows));
    for (SheetRow& note : notes) add_text(BlockKind::kParagraph, std::move(note.cells[0].text));
    return added;
  }

  std::vector<Piece>& pieces() { return pieces_; }

 private:
  void add_text(BlockKind kind, std::string text) {
    pieces_.push_back(text_piece(kind, std::move(text)));
  }

  Result<void> add_table(Rows rows) {
    if (rows.empty()) return {};
    if (rows.size() == 1) {
      add_text(BlockKind::kParagraph, line_of(rows[0]));
      return {};
    }
    Result<Piece> table = TableOfSheet(std::move(rows)).piece(merged_, budget_);
    if (!table) return std::unexpected(table.error());
    pieces_.push_back(std::move(*table));
    return {};
  }

  const std::vector<MergedRange>& merged_;
  TableBudget& budget_;
  std::vector<Piece> pieces_;
};

}  // namespace

Result<std::vector<Piece>> pieces_of_sheet(Sheet sheet, TableBudget& budget) {
  std::vector<Region> regions = regions_of(std::move(sheet.rows));
  SheetWriter writer(sheet.merged, budget);
  for (std::size_t i = 0; i < regions.size(); ++i) {
    bool table_follows = i + 1 < regions.size() && regions[i + 1].has_table();
    Result<void> added = writer.add(std::move(regions[i]), table_follows);
    if (!added) return std::unexpected(added.error());
  }
  return std::move(writer.pieces());
}

}  // namespace eider::parse
