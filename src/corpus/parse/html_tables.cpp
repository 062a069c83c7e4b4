#include "corpus/parse/html_tables.h"

#include <algorithm>
#include <string>

#include "corpus/parse/table_rows.h"

namespace eider::parse {
namespace {

constexpr std::int64_t kLayoutBytes = 1200;  // a cell this long is a column of the page
constexpr std::int32_t kLayoutBlocks = 24;   // a cell with so many paragraphs, too

std::size_t place(std::int32_t number) { return static_cast<std::size_t>(number); }

bool is_cell(const HtmlElement& e) { return e.tag == LXB_TAG_TD || e.tag == LXB_TAG_TH; }

// The innermost table around each element, itself included; -1 if none.
std::vector<std::int32_t> tables_around(const HtmlTree& tree) {
  std::vector<std::int32_t> around(tree.elements.size(), -1);
  for (std::size_t i = 1; i < around.size(); ++i) {
    bool table = tree.elements[i].tag == LXB_TAG_TABLE;
    around[i] = table ? static_cast<std::int32_t>(i) : around[place(tree.elements[i].parent)];
  }
  return around;
}

struct TableFacts {
  std::int32_t rows = 0;
  std::int32_t row_cells = 0;  // of the row being read
  std::int32_t columns = 0;
  bool layout = false;
};

void count_cell(const HtmlTree& tree, const HtmlElement& cell, TableFacts& facts) {
  facts.columns = std::max(facts.columns, ++facts.row_cells);
  facts.layout = facts.layout || cell.last_block - cell.first_block > kLayoutBlocks;
  if (facts.layout) return;
  std::int64_t bytes = 0;
  for (auto i = place(cell.first_block); i < place(cell.last_block); ++i) {
    bytes += static_cast<std::int64_t>(tree.blocks[i].text.size());
  }
  facts.layout = bytes > kLayoutBytes;
}

std::string text_of(const HtmlTree& tree, const HtmlElement& cell) {
  std::string text;
  for (auto i = place(cell.first_block); i < place(cell.last_block); ++i) {
    if (!text.empty()) text += ' ';
    text += tree.blocks[i].text;
  }
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

// Cells by row, as the page has them.
struct SourceRow {
  std::vector<const HtmlElement*> cells;
  bool in_head = false;
};

std::vector<SourceRow> source_rows(const HtmlTree& tree, std::int32_t table) {
  std::vector<SourceRow> rows;
  bool in_head = false;
  for (auto i = place(table) + 1; i < place(tree.elements[place(table)].last_element); ++i) {
    const HtmlElement& e = tree.elements[i];
    if (e.tag == LXB_TAG_THEAD) in_head = true;
    if (e.tag == LXB_TAG_TBODY || e.tag == LXB_TAG_TFOOT) in_head = false;
    if (e.tag == LXB_TAG_TR) {
      in_head = in_head && tree.elements[place(e.parent)].tag == LXB_TAG_THEAD;
      rows.push_back({{}, in_head});
    }
    if (!is_cell(e)) continue;
    if (rows.empty()) rows.push_back({{}, in_head});
    rows.back().cells.push_back(&e);
  }
  return rows;
}

// Rule: the last cell of a row may span more columns than there are; it fills what is there.
std::size_t width_of(const std::vector<SourceRow>& rows) {
  std::size_t width = 0;
  for (const SourceRow& row : rows) {
    std::size_t columns = 0;
    for (const HtmlElement* cell : row.cells) {
      columns += cell == row.cells.back() ? 1 : cell->columns;
    }
    width = std::max(width, columns);
  }
  return width;
}

// A cell that reaches down into later rows of its column.
struct Reaching {
  std::string text;
  std::uint16_t rows = 0;
};

Result<Row> fill_row(const HtmlTree& tree, const SourceRow& source, std::vector<Reaching>& reaching,
                     TableBudget& budget) {
  Row row;
  auto cell = source.cells.begin();
  bool all_heads = !source.cells.empty();
  std::size_t last_filled = 0;
  for (std::size_t column = 0; column < reaching.size();) {
    if (reaching[column].rows > 0) {
      --reaching[column].rows;
      if (auto taken = budget.take(1, reaching[column].text.size()); !taken) {
        return std::unexpected(taken.error());
      }
      row.cells.push_back(reaching[column++].text);
      last_filled = row.cells.size();
      continue;
    }
    if (cell == source.cells.end()) {
      row.cells.emplace_back();
      ++column;
      continue;
    }
    std::string text = text_of(tree, **cell);
    all_heads = all_heads && (*cell)->tag == LXB_TAG_TH;
    std::size_t filled = std::min<std::size_t>((*cell)->columns, reaching.size() - column);
    if (auto taken = budget.take(filled, text.size()); !taken) {
      return std::unexpected(taken.error());
    }
    for (int n = 0; n < (*cell)->columns && column < reaching.size(); ++n, ++column) {
      reaching[column] = {text, static_cast<std::uint16_t>((*cell)->rows - 1)};
      row.cells.push_back(text);
    }
    last_filled = row.cells.size();
    ++cell;
  }
  row.cells.resize(last_filled);
  row.header = source.in_head || all_heads;
  return row;
}

}  // namespace

std::vector<std::int32_t> find_data_tables(const HtmlTree& tree) {
  std::vector<std::int32_t> around = tables_around(tree);
  std::vector<TableFacts> facts(tree.elements.size());
  for (std::size_t i = 1; i < tree.elements.size(); ++i) {
    const HtmlElement& e = tree.elements[i];
    if (around[i] < 0) continue;
    TableFacts& table = facts[place(around[i])];
    if (e.tag == LXB_TAG_TR) {
      ++table.rows;
      table.row_cells = 0;
    } else if (is_cell(e)) {
      count_cell(tree, e, table);
    } else if (e.tag == LXB_TAG_TABLE && around[place(e.parent)] >= 0) {
      facts[place(around[place(e.parent)])].layout = true;
    } else if (e.heading > 0 && e.last_block > e.first_block) {
      table.layout = true;
    }
  }
  std::vector<std::int32_t> found;
  found.reserve(tree.blocks.size());
  for (const HtmlBlock& block : tree.blocks) {
    std::int32_t table = around[place(block.element)];
    bool data = table >= 0 && !facts[place(table)].layout && facts[place(table)].rows >= 2 &&
                facts[place(table)].columns >= 2;
    found.push_back(data ? table : -1);
  }
  return found;
}

Result<std::vector<Row>> read_grid(const HtmlTree& tree, std::int32_t table, TableBudget& budget) {
  std::vector<SourceRow> source = source_rows(tree, table);
  std::vector<Reaching> reaching(width_of(source));
  std::vector<Row> rows;
  bool marked = false;
  for (const SourceRow& from : source) {
    Result<Row> row = fill_row(tree, from, reaching, budget);
    if (!row) return std::unexpected(row.error());
    marked = marked || row->header;
    bool empty = std::all_of(row->cells.begin(), row->cells.end(),
                             [](const std::string& cell) { return cell.empty(); });
    if (!empty) rows.push_back(std::move(*row));
  }
  if (!marked) mark_header_rows(rows);
  return rows;
}

}  // namespace eider::parse
