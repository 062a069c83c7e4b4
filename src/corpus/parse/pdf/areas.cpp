#include "corpus/parse/pdf/areas.h"

#include <algorithm>
#include <utility>

#include "corpus/parse/characters.h"
#include "corpus/parse/pdf/alignment.h"
#include "corpus/parse/pdf/strips.h"

namespace eider::parse::pdf {
namespace {

constexpr int kMaxCuts = 24;          // of a region inside a region
constexpr float kGutterWidth = 0.7F;  // in font sizes
constexpr std::size_t kColumnLines = 3;
constexpr float kFullLine = 0.6F;      // of the column's width: the median line of running text
constexpr int kColumnCharacters = 14;  // display columns of such a line

TextLine line_of(const Fragments& fragments) {
  Fragment all = fragments.front();
  for (std::size_t i = 1; i < fragments.size(); ++i) all = joined(all, fragments[i]);
  return {all.box, all.baseline, all.size, all.bold, all.text};
}

template <typename T>
T median(std::vector<T> values) {
  if (values.empty()) return {};
  auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

std::size_t digits_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

// Rule: a column of running text has several lines, most of them nearly as wide as the column, and
// few digits.
bool is_text_column(const Fragments& fragments) {
  std::vector<float> widths;
  std::vector<int> characters;
  std::size_t digits = 0;
  std::size_t bytes = 0;
  for (const Fragments& parts : cut_into_lines(fragments)) {
    if (parts.front().table >= 0) continue;
    TextLine line = line_of(parts);
    widths.push_back(line.box.width());
    characters.push_back(columns_of(line.text));
    digits += digits_in(line.text);
    bytes += line.text.size();
  }
  if (widths.size() < kColumnLines || digits * 5 > bytes) return false;
  float widest = *std::max_element(widths.begin(), widths.end());
  return median(characters) >= kColumnCharacters && median(widths) >= kFullLine * widest;
}

class Layout {
 public:
  Layout(std::vector<Table> tables, const Rulings& rulings)
      : tables_(std::move(tables)), rulings_(rulings) {}

  void read(Fragments region, int depth) {
    float width = kGutterWidth * median_size(region);
    std::vector<Strip> strips = cut_into_strips(std::move(region));
    std::size_t unread = 0;
    for (std::size_t at = 0; at < strips.size();) {
      Band band = find_band(strips, at, width);
      std::size_t next = at + 1;
      if (!band.gutters.empty() && depth < kMaxCuts && is_columns(strips, band)) {
        while (band.first > unread && beside(strips[band.first - 1], band)) --band.first;
        for (; unread < band.first; ++unread) read_lines(strips[unread]);
        read_columns(strips, band, depth);
        unread = next = band.last;
      } else if (auto found = find_aligned_table(strips, unread, at, rulings_)) {
        for (; unread < found->first; ++unread) read_lines(strips[unread]);
        add_table(std::move(found->table));
        unread = next = found->last;
      }
      at = next;
    }
    for (; unread < strips.size(); ++unread) read_lines(strips[unread]);
    if (depth > 0) close();
  }

  std::vector<Area> finish() {
    close();
    return std::move(areas_);
  }

 private:
  static std::vector<Fragments> columns_in(const std::vector<Strip>& strips, const Band& band) {
    std::vector<Fragments> columns(band.gutters.size() + 1);
    for (std::size_t i = band.first; i < band.last; ++i) {
      for (const Fragment& f : strips[i].fragments) {
        columns[column_at(band.gutters, f.box.middle_x())].push_back(f);
      }
    }
    return columns;
  }

  static bool is_columns(const std::vector<Strip>& strips, const Band& band) {
    std::size_t texts = 0;
    std::vector<Fragments> columns = columns_in(strips, band);
    for (const Fragments& column : columns) texts += is_text_column(column) ? 1 : 0;
    return texts >= 2 && texts * 2 > columns.size();
  }

  // A strip above the band that lies in one column of it.
  static bool beside(const Strip& strip, const Band& band) {
    for (const Fragment& f : strip.fragments) {
      if (column_at(band.gutters, f.box.left) != column_at(band.gutters, f.box.right)) return false;
    }
    return true;
  }

  void read_columns(const std::vector<Strip>& strips, const Band& band, int depth) {
    close();
    for (Fragments& column : columns_in(strips, band)) {
      if (!column.empty()) read(std::move(column), depth + 1);
    }
  }

  void read_lines(const Strip& strip) {
    for (Fragments& parts : cut_into_lines(strip.fragments)) {
      for (const Fragment& part : parts) {
        if (part.table >= 0) add_table(std::move(tables_[static_cast<std::size_t>(part.table)]));
      }
      std::erase_if(parts, [](const Fragment& part) { return part.table >= 0; });
      if (!parts.empty()) open_.lines.push_back(line_of(parts));
    }
  }

  void add_table(Table table) {
    close();
    Rect box = table.box;
    areas_.push_back({box, {}, std::move(table)});
  }

  void close() {
    if (open_.lines.empty()) return;
    open_.box = open_.lines.front().box;
    for (const TextLine& line : open_.lines) open_.box = united(open_.box, line.box);
    areas_.push_back(std::exchange(open_, {}));
  }

  std::vector<Table> tables_;
  const Rulings& rulings_;
  std::vector<Area> areas_;
  Area open_;
};

}  // namespace

std::vector<Area> find_areas(Fragments fragments, std::vector<Table> tables,
                             const Rulings& rulings) {
  for (std::size_t i = 0; i < tables.size(); ++i) {
    Fragment place;
    place.box = tables[i].box;
    place.baseline = tables[i].box.bottom;
    place.table = static_cast<int>(i);
    fragments.push_back(std::move(place));
  }
  Layout layout(std::move(tables), rulings);
  layout.read(std::move(fragments), 0);
  return layout.finish();
}

}  // namespace eider::parse::pdf
