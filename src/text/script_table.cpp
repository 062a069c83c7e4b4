// Binary search in the sorted arrays that make_script_table.py writes into the build folder.

#include "text/script_table.h"

#include <algorithm>
#include <iterator>

namespace eider::text {
namespace {

struct Replacement {
  char32_t from;
  char32_t to;
};

#include "script_table.inc"

}  // namespace

char32_t simplified(char32_t c) {
  const auto* found = std::ranges::lower_bound(kSimplified, c, {}, &Replacement::from);
  return found != std::end(kSimplified) && found->from == c ? found->to : c;
}

bool is_hant_only(char32_t c) { return std::ranges::binary_search(kHantOnly, c); }

bool is_hans_only(char32_t c) { return std::ranges::binary_search(kHansOnly, c); }

}  // namespace eider::text
