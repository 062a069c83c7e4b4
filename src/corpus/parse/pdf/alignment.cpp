#include "corpus/parse/pdf/alignment.h"

#include <algorithm>
#include <cmath>

#include "corpus/parse/characters.h"
#include "corpus/parse/pdf/aligned_rows.h"
#include "corpus/parse/pdf/passages.h"
#include "corpus/parse/phrases.h"
#include "text/utf8.h"

namespace eider::parse::pdf {
namespace {

constexpr float kBandWidth = 0.5F;    // in font sizes: a gutter of all rows
constexpr float kGutterWidth = 0.3F;  // a voted gutter
constexpr float kCrossing = 0.12F;    // of the rows may cross a gutter
constexpr float kPageGap = 3.5F;      // in font sizes: farther lines belong to something else
constexpr float kHeaderGap = 2.4F;    // and a header is nearer
constexpr std::size_t kHeaderStrips = 6;
constexpr std::size_t kFewRows = 3;
constexpr float kFilledShare = 0.4F;  // of the places of rows and columns
constexpr int kShortCell = 30;        // display columns
constexpr float kRasterStep = 0.5F;   // points

class Aligner {
 public:
  Aligner(const std::vector<Strip>& strips, const Rulings& rulings)
      : strips_(strips), rulings_(rulings) {}

  std::optional<AlignedTable> find(std::size_t floor, std::size_t at) {
    if (!find_extent(at)) return std::nullopt;
    read_lines(first_, last_);
    vote();
    if (gutters_.empty() || !is_table()) return std::nullopt;
    reach_up(floor);
    read_lines(first_, last_);
    std::optional<Table> table = read_table();
    if (!table) return std::nullopt;
    return AlignedTable{first_, last_, std::move(*table)};
  }

  std::optional<Table> read_all() {
    if (strips_.empty()) return std::nullopt;
    last_ = strips_.size();
    read_lines(0, last_);
    if (lines_.empty()) return std::nullopt;
    size_ = lines_.front().size;
    vote();
    if (gutters_.empty() || !is_table()) return std::nullopt;
    return read_table();
  }

 private:
  static bool has_several(const Strip& strip) {
    for (const Fragments& line : cut_into_lines(strip.fragments)) {
      if (cell_line(line).chunks.size() > 1) return true;
    }
    return false;
  }

  // A chart's numbers leave most of their places empty.
  std::optional<Table> read_table() const {
    Table table = make_table(read_rows(lines_, gutters_), box());
    if (table.rows.size() < 2 || table.rows[0].cells.size() < 2) return std::nullopt;
    std::size_t filled = 0;
    std::size_t places = 0;
    for (const Row& row : table.rows) {
      places += row.cells.size();
      filled += static_cast<std::size_t>(std::count_if(row.cells.begin(), row.cells.end(),
                                                       [](const auto& c) { return !c.empty(); }));
    }
    if (static_cast<float>(filled) < kFilledShare * static_cast<float>(places)) return std::nullopt;
    return table;
  }

  float gap_above(std::size_t strip) const {
    return strips_[strip].top - strips_[strip - 1].bottom;
  }

  // Strips from `at` on through which a gutter runs, past rows of one cell, without a large gap.
  bool find_extent(std::size_t at) {
    size_ = median_size(strips_[at].fragments);
    if (size_ <= 0 || !has_several(strips_[at])) return false;
    Band band = find_band(strips_, at, kBandWidth * size_);
    if (band.gutters.empty()) return false;
    first_ = at;
    last_ = at + 1;
    std::size_t end = band.last;
    for (std::size_t i = at + 1; i < end && gap_above(i) <= kPageGap * size_; ++i) {
      if (has_several(strips_[i])) last_ = i + 1;
      if (i + 1 == end) end = beyond(end, band);
    }
    return true;
  }

  // Rule: a row that crosses all gutters parts a table only if other gutters come after it.
  std::size_t beyond(std::size_t end, Band& band) const {
    for (std::size_t skip = 1; skip <= 2 && end + skip < strips_.size(); ++skip) {
      if (gap_above(end + skip - 1) > kPageGap * size_ ||
          gap_above(end + skip) > kPageGap * size_) {
        return end;
      }
      if (has_several(strips_[end + skip - 1])) return end;
      Band next = find_band(strips_, end + skip, kBandWidth * size_);
      if (next.gutters.empty()) continue;
      auto shared = std::count_if(next.gutters.begin(), next.gutters.end(), [&](const Gutter& g) {
        return std::any_of(band.gutters.begin(), band.gutters.end(), [&](const Gutter& other) {
          return std::min(g.right, other.right) - std::max(g.left, other.left) >
                 kGutterWidth * size_;
        });
      });
      auto fewer = std::min(next.gutters.size(), band.gutters.size());
      if (static_cast<std::size_t>(shared) < fewer) return end;
      band = next;
      return next.last;
    }
    return end;
  }

  void read_lines(std::size_t first, std::size_t last) {
    lines_.clear();
    Fragments all;
    for (std::size_t i = first; i < last; ++i) {
      for (const Fragment& f : strips_[i].fragments) all.push_back(f);
    }
    for (const Fragments& line : cut_into_lines(std::move(all))) {
      lines_.push_back(cell_line(line));
    }
    std::erase_if(lines_, [](const CellLine& line) { return line.chunks.empty(); });
  }

  Rect box() const {
    Rect box = lines_.front().chunks.front().box;
    for (const CellLine& line : lines_) {
      for (const Fragment& chunk : line.chunks) box = united(box, chunk.box);
    }
    return box;
  }

  // Only lines of several cells vote.
  void vote() {
    gutters_.clear();
    Rect around = box();
    auto steps = static_cast<std::size_t>(std::max(around.width(), 0.0F) / kRasterStep) + 1;
    std::vector<std::size_t> ink(steps + 1);
    std::size_t voters = 0;
    for (const CellLine& line : lines_) {
      if (line.chunks.size() < 2) continue;
      ++voters;
      for (const Fragment& chunk : line.chunks) {
        auto from = static_cast<std::size_t>((chunk.box.left - around.left) / kRasterStep);
        auto to = static_cast<std::size_t>((chunk.box.right - around.left) / kRasterStep);
        for (std::size_t x = from; x <= std::min(to, steps); ++x) ++ink[x];
      }
    }
    auto limit = static_cast<std::size_t>(kCrossing * static_cast<float>(voters));
    std::size_t start = 0;
    for (std::size_t x = 1; x <= steps; ++x) {
      bool free = ink[x] <= limit;
      if (free && ink[x - 1] > limit) start = x;
      if (free || start == 0 || x == start) continue;
      if (ink[x - 1] > limit) continue;
      Gutter gutter{around.left + static_cast<float>(start) * kRasterStep,
                    around.left + static_cast<float>(x) * kRasterStep};
      if (gutter.width() >= kGutterWidth * size_) gutters_.push_back(gutter);
    }
    drop_empty_columns(voters);
  }

  // A column that hardly any row fills is none.
  void drop_empty_columns(std::size_t voters) {
    for (std::size_t column = 0; column <= gutters_.size() && !gutters_.empty();) {
      std::size_t filled = 0;
      for (const CellLine& line : lines_) {
        filled += std::any_of(line.chunks.begin(), line.chunks.end(), [&](const Fragment& chunk) {
          return column_at(gutters_, chunk.box.middle_x()) == column;
        });
      }
      if (filled >= std::min<std::size_t>(2, voters)) {
        ++column;
        continue;
      }
      bool left = column == gutters_.size() ||
                  (column > 0 && gutters_[column - 1].width() < gutters_[column].width());
      gutters_.erase(gutters_.begin() + static_cast<std::ptrdiff_t>(left ? column - 1 : column));
      column = 0;
    }
  }

  // Rulings that lie across most of the lines' width, in or just around them.
  std::size_t rulings_across() const {
    Rect around = box();
    return static_cast<std::size_t>(
        std::count_if(rulings_.lying.begin(), rulings_.lying.end(), [&](const Ruling& r) {
          float shared = std::min(r.to, around.right) - std::max(r.from, around.left);
          return r.at > around.top - 3 * size_ && r.at < around.bottom + 3 * size_ &&
                 shared > 0.6F * around.width();
        }));
  }

  bool is_table() const {
    std::size_t several = 0, leaders = 0, numbers = 0, cells = 0, marks = 0, first_cells = 0;
    std::vector<int> widths;
    for (const CellLine& line : lines_) {
      several += line.chunks.size() > 1 ? 1 : 0;
      leaders += line.leader ? 1 : 0;
      for (const Fragment& chunk : line.chunks) {
        bool first = column_at(gutters_, chunk.box.middle_x()) == 0;
        if (first) {
          ++first_cells;
          marks += begins_list_item(chunk.text + " ") || is_short_number(chunk.text) ? 1 : 0;
          continue;
        }
        ++cells;
        numbers += is_number_like(chunk.text) || is_only_symbols(chunk.text) ? 1 : 0;
        widths.push_back(columns_of(chunk.text));
      }
    }
    if (several < 2 || several * 2 < lines_.size() || cells == 0) return false;
    if (gutters_.size() == 1 && leaders * 3 >= lines_.size()) return false;  // contents
    bool marked = gutters_.size() == 1 && marks * 10 >= first_cells * 7;
    if (marked) return false;
    bool numeric = numbers * 10 >= cells * 4;
    std::size_t across = rulings_across();
    if (gutters_.size() == 1) {
      return (numeric && several >= kFewRows) ||
             (across >= 2 && several >= kFewRows && is_short(widths));
    }
    if (numeric || across >= 2) return true;
    return several >= kFewRows && is_short(widths);
  }

  static bool is_short(std::vector<int> widths) {
    auto middle = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() / 2);
    std::nth_element(widths.begin(), middle, widths.end());
    return *middle <= kShortCell;
  }

  static bool is_short_number(const std::string& text) {
    return text.size() <= 3 && text.find_first_not_of("0123456789") == std::string::npos;
  }

  // Header lines above: several cells, or one that begins right of the first column.
  void reach_up(std::size_t floor) {
    Rect around = box();
    for (std::size_t steps = 0; first_ > floor && steps < kHeaderStrips; ++steps) {
      const Strip& above = strips_[first_ - 1];
      if (gap_above(first_) > kHeaderGap * size_ - size_) return;
      for (const Fragment& f : above.fragments) {
        bool inside = f.box.left >= around.left - size_ && f.box.right <= around.right + size_;
        if (!inside || f.table >= 0 || f.size > 1.2F * size_ || is_caption_line(f.text)) return;
        if (ends_sentence(f.text) && columns_of(f.text) > kShortCell) return;
      }
      bool right =
          std::all_of(above.fragments.begin(), above.fragments.end(),
                      [&](const Fragment& f) { return f.box.left > gutters_[0].left - size_; });
      if (!right && !has_several(above)) return;
      --first_;
    }
  }

  const std::vector<Strip>& strips_;
  const Rulings& rulings_;
  float size_ = 0;
  std::size_t first_ = 0;
  std::size_t last_ = 0;
  std::vector<CellLine> lines_;
  std::vector<Gutter> gutters_;
};

}  // namespace

std::optional<AlignedTable> find_aligned_table(const std::vector<Strip>& strips, std::size_t floor,
                                               std::size_t at, const Rulings& rulings) {
  return Aligner(strips, rulings).find(floor, at);
}

std::optional<Table> read_aligned_box(Fragments inside, const Rulings& rulings) {
  std::vector<Strip> strips = cut_into_strips(std::move(inside));
  return Aligner(strips, rulings).read_all();
}

}  // namespace eider::parse::pdf
