#include "corpus/parse/office/table_budget.h"

#include <string>

#include "corpus/parse/limits.h"

namespace eider::parse {

Result<void> TableBudget::take(std::size_t cells, std::size_t bytes) {
  if (cells > kMaxCells - cells_) {
    return fail(ErrorCode::kLimit, "more than " + std::to_string(kMaxCells) + " table cells");
  }
  if (bytes > 0 && cells > (kMaxTableBytes - bytes_) / bytes) {
    return fail(ErrorCode::kLimit,
                "more than " + std::to_string(kMaxTableBytes) + " bytes of table cells");
  }
  cells_ += cells;
  bytes_ += cells * bytes;
  return {};
}

}  // namespace eider::parse
