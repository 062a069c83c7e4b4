#include "corpus/parse/pdf/lattice.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "corpus/parse/pdf/alignment.h"
#include "corpus/parse/pdf/passages.h"
#include "corpus/parse/pdf/strips.h"
#include "corpus/parse/pdf/table_grid.h"

namespace eider::parse::pdf {
namespace {

constexpr float kTouch = 3;              // points: lines this near cross
constexpr float kCovered = 0.6F;         // of a field's side: the side is drawn
constexpr std::size_t kMostLines = 600;  // of one direction: more is a drawing
constexpr std::size_t kMostFields = 60'000;
constexpr std::size_t kFewestFilled = 4;
constexpr float kFilledShare = 0.25F;  // of a grid's cells; a chart's grid has none

// Rulings that hang together.
struct Grid {
  Rulings rulings;
  std::vector<float> xs;
  std::vector<float> ys;
};

class Sets {  // union-find
 public:
  explicit Sets(std::size_t count) : parent_(count) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }
  std::size_t find(std::size_t a) {
    while (parent_[a] != a) a = parent_[a] = parent_[parent_[a]];
    return a;
  }
  void join(std::size_t a, std::size_t b) { parent_[find(a)] = find(b); }

 private:
  std::vector<std::size_t> parent_;
};

std::vector<float> places(std::vector<float> values) {
  std::sort(values.begin(), values.end());
  std::vector<float> out;
  for (float value : values) {
    if (out.empty() || value - out.back() > kTouch) out.push_back(value);
  }
  return out;
}

bool cross(const Ruling& lying, const Ruling& standing) {
  return standing.at >= lying.from - kTouch && standing.at <= lying.to + kTouch &&
         lying.at >= standing.from - kTouch && lying.at <= standing.to + kTouch;
}

// The outer lines may be missing: the ends of the others stand for them.
void find_places(Grid& grid) {
  std::vector<float> xs;
  std::vector<float> ys;
  for (const Ruling& r : grid.rulings.standing) {
    xs.push_back(r.at);
    ys.insert(ys.end(), {r.from, r.to});
  }
  for (const Ruling& r : grid.rulings.lying) {
    ys.push_back(r.at);
    xs.insert(xs.end(), {r.from, r.to});
  }
  grid.xs = places(std::move(xs));
  grid.ys = places(std::move(ys));
}

std::vector<Grid> find_grids(const Rulings& rulings) {
  std::size_t lying = rulings.lying.size();
  if (lying > kMostLines || rulings.standing.size() > kMostLines) return {};
  Sets sets(lying + rulings.standing.size());
  for (std::size_t i = 0; i < lying; ++i) {
    for (std::size_t k = 0; k < rulings.standing.size(); ++k) {
      if (cross(rulings.lying[i], rulings.standing[k])) sets.join(i, lying + k);
    }
  }
  std::map<std::size_t, Grid> by_set;
  for (std::size_t i = 0; i < lying; ++i) {
    by_set[sets.find(i)].rulings.lying.push_back(rulings.lying[i]);
  }
  for (std::size_t k = 0; k < rulings.standing.size(); ++k) {
    by_set[sets.find(lying + k)].rulings.standing.push_back(rulings.standing[k]);
  }
  std::vector<Grid> grids;
  for (auto& [set, grid] : by_set) {
    find_places(grid);
    bool two_ways = !grid.rulings.lying.empty() && !grid.rulings.standing.empty();
    bool fields = grid.xs.size() >= 3 && grid.ys.size() >= 3;
    if (two_ways && fields && grid.xs.size() * grid.ys.size() <= kMostFields) {
      grids.push_back(std::move(grid));
    }
  }
  return grids;
}

// The part of [from, to] at this place that is drawn.
bool is_drawn(const std::vector<Ruling>& lines, float at, float from, float to) {
  float covered = 0;
  for (const Ruling& r : lines) {
    if (std::fabs(r.at - at) > kTouch) continue;
    covered += std::max(0.0F, std::min(r.to, to) - std::max(r.from, from));
  }
  return covered >= kCovered * (to - from);
}

// Fields between which no line is drawn are one cell.
Sets join_fields(const Grid& grid) {
  std::size_t columns = grid.xs.size() - 1;
  std::size_t rows = grid.ys.size() - 1;
  Sets sets(columns * rows);
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < columns; ++c) {
      std::size_t field = r * columns + c;
      bool right = c + 1 < columns &&
                   !is_drawn(grid.rulings.standing, grid.xs[c + 1], grid.ys[r], grid.ys[r + 1]);
      bool below =
          r + 1 < rows && !is_drawn(grid.rulings.lying, grid.ys[r + 1], grid.xs[c], grid.xs[c + 1]);
      if (right) sets.join(field, field + 1);
      if (below) sets.join(field, field + columns);
    }
  }
  return sets;
}

struct Filled {
  GridCell cell;
  Fragments fragments;
};

std::size_t slot_of(const std::vector<float>& places, float at) {
  auto above = std::upper_bound(places.begin(), places.end(), at);
  auto slot = static_cast<std::size_t>(above - places.begin());
  return std::clamp<std::size_t>(slot, 1, places.size() - 1) - 1;
}

// Rule: a cell across several columns in which a line is parted by a wide gap is a row whose
// inner lines are not drawn, as in tables shaded by rows: each piece goes to its own column.
void add_cell(const Grid& grid, Filled filled, std::vector<Filled>& cells) {
  bool parted = false;
  if (filled.cell.last_column > filled.cell.column) {
    for (const Fragments& line : cut_into_lines(filled.fragments))
      parted = parted || line.size() > 2;
  }
  if (!parted) {
    cells.push_back(std::move(filled));
    return;
  }
  for (std::size_t column = filled.cell.column; column <= filled.cell.last_column; ++column) {
    Filled part{{filled.cell.row, column, filled.cell.last_row, column, ""}, {}};
    for (const Fragment& f : filled.fragments) {
      if (slot_of(grid.xs, f.box.middle_x()) == column) part.fragments.push_back(f);
    }
    cells.push_back(std::move(part));
  }
}

std::vector<Filled> fill_cells(const Grid& grid, const Fragments& inside) {
  Sets sets = join_fields(grid);
  std::size_t columns = grid.xs.size() - 1;
  std::map<std::size_t, Filled> by_set;
  for (std::size_t r = 0; r + 1 < grid.ys.size(); ++r) {
    for (std::size_t c = 0; c < columns; ++c) {
      auto [place, fresh] = by_set.try_emplace(sets.find(r * columns + c));
      GridCell& cell = place->second.cell;
      if (fresh) cell = {r, c, r, c, ""};
      cell.row = std::min(cell.row, r);
      cell.column = std::min(cell.column, c);
      cell.last_row = std::max(cell.last_row, r);
      cell.last_column = std::max(cell.last_column, c);
    }
  }
  for (const Fragment& f : inside) {
    std::size_t field =
        slot_of(grid.ys, f.box.middle_y()) * columns + slot_of(grid.xs, f.box.middle_x());
    by_set[sets.find(field)].fragments.push_back(f);
  }
  std::vector<Filled> cells;
  for (auto& [set, filled] : by_set) add_cell(grid, std::move(filled), cells);
  return cells;
}

bool is_table(const std::vector<Filled>& cells) {
  std::size_t filled = 0;
  std::map<std::size_t, std::size_t> by_row;
  std::map<std::size_t, std::size_t> by_column;
  for (const Filled& f : cells) {
    if (f.fragments.empty()) continue;
    ++filled;
    ++by_row[f.cell.row];
    ++by_column[f.cell.column];
  }
  auto several = [](const auto& counts) {
    return std::count_if(counts.begin(), counts.end(), [](const auto& c) { return c.second >= 2; });
  };
  return filled >= kFewestFilled && by_row.size() >= 2 && by_column.size() >= 2 &&
         several(by_row) >= 1 && several(by_column) >= 1 &&
         static_cast<float>(filled) >= kFilledShare * static_cast<float>(cells.size());
}

// Rule: where many lines of a cell are parted by wide gaps, the grid lacks lines between columns.
bool lacks_columns(const std::vector<Filled>& cells) {
  std::size_t lines = 0;
  std::size_t parted = 0;
  for (const Filled& filled : cells) {
    for (const Fragments& line : cut_into_lines(filled.fragments)) {
      ++lines;
      bool listed = begins_list_item(line.front().text + " ");  // its mark stands apart
      parted += line.size() > (listed ? 2U : 1U) ? 1 : 0;
    }
  }
  return parted >= 3 && parted * 3 >= lines;
}

// Most of the text runs across all columns: a frame round paragraphs.
bool is_frame(const std::vector<Filled>& cells, std::size_t columns) {
  std::size_t filled = 0;
  std::size_t across = 0;
  for (const Filled& f : cells) {
    if (f.fragments.empty()) continue;
    ++filled;
    across += f.cell.column == 0 && f.cell.last_column + 1 == columns ? 1 : 0;
  }
  return across * 2 >= filled;
}

// Base lines of a cell's text, one for each line.
std::vector<float> baselines_of(const Filled& filled) {
  std::vector<float> out;
  for (const Fragments& line : cut_into_lines(filled.fragments)) out.push_back(line[0].baseline);
  return out;
}

// Lines that stand for themselves, not one text that is wrapped: in a cell of numbers, or each with
// a capital.
bool are_entries(const std::vector<const Filled*>& row) {
  bool capitals = true;
  for (const Filled* filled : row) {
    std::size_t lines = 0;
    std::size_t numbers = 0;
    std::size_t lower = 0;
    for (const Fragments& line : cut_into_lines(filled->fragments)) {
      ++lines;
      numbers += is_number_like(line.front().text) ? 1 : 0;
      char first = line.front().text.empty() ? ' ' : line.front().text[0];
      lower += first >= 'a' && first <= 'z' ? 1 : 0;
    }
    if (lines >= 3 && numbers * 10 >= lines * 6) return true;
    capitals = capitals && lower * 5 <= lines && lines != 1;
  }
  return capitals;
}

// Rule: a row whose cells hold several lines each, at the same heights in nearly every cell, is
// that many rows between which no line is drawn.
std::vector<float> row_cuts(const std::vector<const Filled*>& row) {
  std::vector<float> heights;
  std::size_t most = 0;
  std::size_t tall = 0;
  for (const Filled* filled : row) {
    std::vector<float> own = baselines_of(*filled);
    if (own.size() > most) heights = own;
    most = std::max(most, own.size());
  }
  if (most < 3) return {};
  std::size_t cells = 0;
  for (const Filled* filled : row) {
    std::vector<float> own = baselines_of(*filled);
    if (own.empty()) continue;
    ++cells;
    auto aligned = std::count_if(own.begin(), own.end(), [&](float y) {
      return std::any_of(heights.begin(), heights.end(),
                         [&](float other) { return std::fabs(other - y) <= 2; });
    });
    bool same = static_cast<std::size_t>(aligned) == own.size();
    if (same && own.size() * 2 >= most) ++tall;
  }
  if (tall < 2 || tall * 10 < cells * 7 || !are_entries(row)) return {};
  std::vector<float> cuts;
  for (std::size_t i = 1; i < heights.size(); ++i) {
    cuts.push_back(heights[i - 1] + 0.3F * (heights[i] - heights[i - 1]));
  }
  return cuts;
}

// Adds the missing rows' places and lines to the grid; true if there were any.
bool add_missing_rows(Grid& grid, const std::vector<Filled>& cells) {
  std::map<std::size_t, std::vector<const Filled*>> rows;
  for (const Filled& f : cells) {
    if (f.cell.row == f.cell.last_row) rows[f.cell.row].push_back(&f);
  }
  std::vector<float> ys = grid.ys;
  for (const auto& [row, row_cells] : rows) {
    for (float cut : row_cuts(row_cells)) {
      ys.push_back(cut);
      grid.rulings.lying.push_back({cut, grid.xs.front(), grid.xs.back()});
    }
  }
  bool added = ys.size() > grid.ys.size();
  grid.ys = places(std::move(ys));
  return added;
}

}  // namespace

std::vector<Table> take_ruled_tables(std::vector<Fragment>& fragments, const Rulings& rulings) {
  std::vector<Table> tables;
  for (Grid& grid : find_grids(rulings)) {
    Rect box{grid.xs.front(), grid.ys.front(), grid.xs.back(), grid.ys.back()};
    auto is_inside = [&](const Fragment& f) {
      return holds(box, f.box.middle_x(), f.box.middle_y());
    };
    Fragments inside;
    std::copy_if(fragments.begin(), fragments.end(), std::back_inserter(inside), is_inside);
    std::vector<Filled> cells = fill_cells(grid, inside);
    if (!is_table(cells)) continue;
    if (lacks_columns(cells)) {
      if (std::optional<Table> table = read_aligned_box(inside, rulings)) {
        tables.push_back(std::move(*table));
        std::erase_if(fragments, is_inside);
        continue;
      }
    }
    if (is_frame(cells, grid.xs.size() - 1)) continue;
    if (add_missing_rows(grid, cells)) cells = fill_cells(grid, inside);
    std::vector<GridCell> texts;
    for (Filled& filled : cells) {
      filled.cell.text = cell_text(std::move(filled.fragments));
      texts.push_back(std::move(filled.cell));
    }
    tables.push_back(make_table(texts, box));
    std::erase_if(fragments, is_inside);
  }
  return tables;
}

}  // namespace eider::parse::pdf
