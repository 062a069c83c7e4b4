// The sorted arrays that make_script_table.py writes into the build folder: spread out, on first
// use, over the Basic Multilingual Plane; above it, by binary search.

#include "text/script_table.h"

#include <algorithm>
#include <iterator>
#include <vector>

namespace eider::text {
namespace {

struct Replacement {
  char32_t from;
  char32_t to;
};

#include "script_table.inc"

/// What is known of the characters of the Basic Multilingual Plane, one entry each.
class Table {
 public:
  Table() : entries_(kPlane) {
    for (char32_t c = 0; c < kPlane; ++c) entries_[c] = c;
    for (const Replacement& r : kSimplified) {
      if (r.from < kPlane) entries_[r.from] = r.to;
    }
    for (char32_t c : kHantOnly) mark(c, kHant);
    for (char32_t c : kHansOnly) mark(c, kHans);
  }

  char32_t simplified(char32_t c) const { return entries_[c] & ~(kHant | kHans); }
  Telling script_of(char32_t c) const {
    if ((entries_[c] & kHant) != 0) return Telling::kHant;
    return (entries_[c] & kHans) != 0 ? Telling::kHans : Telling::kNothing;
  }

  static constexpr char32_t kPlane = 0x10000;

 private:
  static constexpr char32_t kHant = 1u << 30;
  static constexpr char32_t kHans = 1u << 31;

  void mark(char32_t c, char32_t flag) {
    if (c < kPlane) entries_[c] |= flag;
  }

  std::vector<char32_t> entries_;
};

const Table& table() {
  static const Table made;
  return made;
}

}  // namespace

char32_t simplified(char32_t c) {
  if (c < Table::kPlane) return table().simplified(c);
  const auto* found = std::ranges::lower_bound(kSimplified, c, {}, &Replacement::from);
  return found != std::end(kSimplified) && found->from == c ? found->to : c;
}

Telling script_of(char32_t c) {
  if (c < Table::kPlane) return table().script_of(c);
  if (std::ranges::binary_search(kHantOnly, c)) return Telling::kHant;
  return std::ranges::binary_search(kHansOnly, c) ? Telling::kHans : Telling::kNothing;
}

}  // namespace eider::text
