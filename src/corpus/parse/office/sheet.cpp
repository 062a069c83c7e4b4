#include "corpus/parse/office/sheet.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "corpus/parse/inline_marks.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

constexpr std::int64_t kMaxRows = 1'048'576;  // the format's own
constexpr std::int64_t kMaxColumns = 16'384;

struct CellPlace {
  std::int64_t row = -1;
  std::int64_t column = -1;
};

// "BC12" is column 54, row 11; -1 where a part is missing or outside the format's range.
CellPlace place_of(std::string_view reference) {
  CellPlace place;
  std::size_t at = 0;
  std::int64_t column = 0;
  for (; at < reference.size() && at < 4; ++at) {
    char c = reference[at];
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c < 'A' || c > 'Z') break;
    column = column * 26 + (c - 'A' + 1);
  }
  if (column >= 1 && column <= kMaxColumns) place.column = column - 1;
  long row = integer(reference.substr(at), 0);
  if (row >= 1 && row <= kMaxRows) place.row = row - 1;
  return place;
}

std::optional<MergedRange> range_of(std::string_view reference) {
  std::size_t colon = reference.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  CellPlace first = place_of(reference.substr(0, colon));
  CellPlace last = place_of(reference.substr(colon + 1));
  MergedRange range{first.row, first.column, last.row, last.column};
  bool whole =
      first.row >= 0 && first.column >= 0 && first.row <= last.row && first.column <= last.column;
  if (!whole) return std::nullopt;
  return range;
}

// "_x000D_" stands for a character that XML cannot hold.
std::string unescape(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    unsigned value = 0;
    bool escape = text.substr(at, 2) == "_x" && at + 7 <= text.size() && text[at + 6] == '_';
    const char* digits = text.data() + at + 2;
    if (escape && std::from_chars(digits, digits + 4, value, 16).ptr == digits + 4) {
      text::append(result, value);
      at += 7;
    } else {
      result += text[at++];
    }
  }
  return result;
}

class SheetReader {
 public:
  SheetReader(const WorkbookTexts& texts, TableBudget& budget) : texts_(texts), budget_(budget) {}

  Result<void> take_row(pugi::xml_node node) {
    long number = integer(attribute(node, "r"), 0);
    SheetRow row;
    row.row = number >= 1 && number <= kMaxRows ? number - 1 : next_row_;
    next_row_ = row.row + 1;
    next_column_ = 0;
    for (pugi::xml_node cell : node) {
      if (local_name(cell) != "c") continue;
      Result<void> done = take_cell(cell, row);
      if (!done) return done;
    }
    put_in_order(row.cells, [](const SheetCell& cell) { return cell.column; });
    if (!row.cells.empty()) sheet_.rows.push_back(std::move(row));
    return {};
  }

  Sheet finish() {
    put_in_order(sheet_.rows, [](const SheetRow& row) { return row.row; });
    std::stable_sort(
        sheet_.merged.begin(), sheet_.merged.end(),
        [](const MergedRange& a, const MergedRange& b) { return a.first_row < b.first_row; });
    return std::move(sheet_);
  }

  void take_merged(pugi::xml_node node) {
    if (auto range = range_of(attribute(node, "ref"))) sheet_.merged.push_back(*range);
  }

 private:
  // A place that is written twice keeps what was written first.
  template <typename T, typename Key>
  static void put_in_order(std::vector<T>& items, Key key) {
    auto before = [key](const T& a, const T& b) { return key(a) < key(b); };
    if (!std::is_sorted(items.begin(), items.end(), before)) {
      std::stable_sort(items.begin(), items.end(), before);
    }
    auto same = [key](const T& a, const T& b) { return key(a) == key(b); };
    items.erase(std::unique(items.begin(), items.end(), same), items.end());
  }

  Result<void> take_cell(pugi::xml_node node, SheetRow& row) {
    CellPlace place = place_of(attribute(node, "r"));
    SheetCell cell;
    cell.column = place.column >= 0 ? place.column : next_column_;
    next_column_ = cell.column + 1;
    read_value(node, cell);
    cell.text = tidy_spaces(cell.text);
    if (cell.text.empty()) return {};
    Result<void> allowed = budget_.take(1, cell.text.size());
    if (!allowed) return allowed;
    row.cells.push_back(std::move(cell));
    return {};
  }

  void read_value(pugi::xml_node node, SheetCell& cell) const {
    std::string_view type = attribute(node, "t");
    if (type == "inlineStr") {
      cell.text = rich_text(child(node, "is"));
      return;
    }
    std::string value = text_of(child(node, "v"));
    if (value.empty()) return;
    if (type == "s") {
      long number = integer(value, -1);
      bool known = number >= 0 && static_cast<std::size_t>(number) < texts_.strings.size();
      if (known) cell.text = texts_.strings[static_cast<std::size_t>(number)];
    } else if (type == "str") {
      cell.text = unescape(value);
    } else if (type == "b") {
      cell.text = value == "1" || value == "true" ? "TRUE" : "FALSE";
      cell.is_value = true;
    } else if (type == "e") {
      cell.text = value;
      cell.is_value = true;
    } else {
      read_number(node, value, cell);
    }
  }

  void read_number(pugi::xml_node node, const std::string& value, SheetCell& cell) const {
    double number = 0;
    auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    cell.is_value = true;
    cell.text = value;  // an ISO date (t="d"), or no number at all
    if (error != std::errc() || end != value.data() + value.size()) return;
    auto style = static_cast<std::size_t>(std::max(integer(attribute(node, "s"), 0), 0L));
    NumberFormat format = style < texts_.formats.size() ? texts_.formats[style] : NumberFormat{};
    cell.text = number_text(number, format, texts_.since_1904);
  }

  const WorkbookTexts& texts_;
  TableBudget& budget_;
  Sheet sheet_;
  std::int64_t next_row_ = 0;
  std::int64_t next_column_ = 0;
};

}  // namespace

std::string rich_text(pugi::xml_node node) {
  std::string text;
  for (pugi::xml_node inner : node) {
    std::string_view name = local_name(inner);
    if (name == "t") text += text_of(inner);
    if (name == "r") text += text_of(child(inner, "t"));
  }
  return unescape(text);
}

Result<Sheet> read_sheet(pugi::xml_node root, const WorkbookTexts& texts, TableBudget& budget) {
  SheetReader reader(texts, budget);
  for (pugi::xml_node row : child(root, "sheetData")) {
    if (local_name(row) != "row") continue;
    Result<void> done = reader.take_row(row);
    if (!done) return std::unexpected(done.error());
  }
  for (pugi::xml_node range : child(root, "mergeCells")) reader.take_merged(range);
  return reader.finish();
}

}  // namespace eider::parse
