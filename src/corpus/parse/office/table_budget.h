#pragma once
// How many cells, and bytes of them, the tables of one file may still fill. Spans, merges and
// shared texts let a small file ask for any number of both.

#include <cstddef>

#include "base/error.h"

namespace eider::parse {

class TableBudget {
 public:
  /// Takes `cells` cells of `bytes` bytes each. Errors: kLimit (kMaxCells, kMaxTableBytes); then
  /// nothing is taken.
  Result<void> take(std::size_t cells, std::size_t bytes);

 private:
  std::size_t cells_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace eider::parse
