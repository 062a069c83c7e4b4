#include "corpus/tables/numbers_of.h"

#include <algorithm>

#include "corpus/tables/cell_words.h"
#include "corpus/tables/grid.h"

namespace eider::tables {
namespace {

constexpr std::int64_t kDecimalEnd = 1'000'000'000'000'000'000;  // above DECIMAL(18, s)
constexpr int kMaxPlaces = 18;

bool is_ratio(const text::Unit& unit) { return unit.code == "%" || unit.code == "pp"; }

class UnitReader {
 public:
  explicit UnitReader(const std::optional<text::Unit>& stated) : stated_(stated) {}

  std::optional<text::Decimal> read(const std::string& cell) {
    const auto quantity = text::parse_quantity(cell);
    if (!quantity) return std::nullopt;
    return stated_ ? in_stated(*quantity) : in_own(*quantity);
  }

  const std::optional<text::Unit>& unit() const { return stated_ ? stated_ : own_; }
  // Cells without the unit that the others have.
  std::int64_t bare() const { return stated_ || !own_ ? 0 : bare_; }

 private:
  std::optional<text::Decimal> in_stated(const text::Quantity& q) const {
    if (!q.unit.code.empty() && q.unit.code != stated_->code) return std::nullopt;
    const bool converts = q.scaled || is_ratio(q.unit);
    return converts ? q.number.times_ten_to(q.unit.power - stated_->power) : q.number;
  }

  std::optional<text::Decimal> in_own(const text::Quantity& q) {
    if (q.unit.code.empty()) {
      if (q.number.digits != 0) ++bare_;
      return q.number;
    }
    if (!own_) own_ = q.unit;
    if (own_->code != q.unit.code) return std::nullopt;
    return q.number.times_ten_to(q.unit.power - own_->power);
  }

  const std::optional<text::Unit>& stated_;
  std::optional<text::Unit> own_;
  std::int64_t bare_ = 0;
};

// The count of its last place, if all numbers have one that fits.
bool fit_in_places(const NumberColumn& column, int places) {
  return places <= kMaxPlaces &&
         std::all_of(column.numbers.begin(), column.numbers.end(), [&](const auto& number) {
           const auto count = number ? number->in_places(places) : 0;
           return count && *count < kDecimalEnd && *count > -kDecimalEnd;
         });
}

int most_places(const NumberColumn& column) {
  int places = 0;
  for (const auto& number : column.numbers) {
    if (number) places = std::max(places, number->places());
  }
  return places;
}

}  // namespace

NumberColumn numbers_of(const std::vector<const std::string*>& cells,
                        const std::optional<text::Unit>& stated) {
  NumberColumn column;
  column.numbers.reserve(cells.size());
  UnitReader reader(stated);
  for (const std::string* cell : cells) {
    if (column.failed * 2 > static_cast<std::int64_t>(cells.size())) break;
    std::optional<text::Decimal> number;
    if (!is_missing(Grid::text(cell))) {
      number = reader.read(*cell);
      if (!number) ++column.failed;
    }
    column.numbers.push_back(number);
  }
  column.unit = reader.unit();
  column.failed += reader.bare();
  return column;
}

void set_numbers(const NumberColumn& numbers, Column& column) {
  const int places = most_places(numbers);
  const bool money = numbers.unit && numbers.unit->money;
  column.unit = numbers.unit ? numbers.unit->written : "";
  column.type = ColumnType::kDouble;
  if (fit_in_places(numbers, places) && (places == 0 || money)) {
    column.type = places == 0 ? ColumnType::kBigint : ColumnType::kDecimal;
    column.places = places;
  }
  for (const auto& number : numbers.numbers) {
    CellValue& value = column.values.emplace_back();
    if (!number) continue;
    if (column.type == ColumnType::kDouble) {
      value = number->to_double();
    } else if (const auto count = number->in_places(places)) {
      value = *count;
    }
  }
}

}  // namespace eider::tables
