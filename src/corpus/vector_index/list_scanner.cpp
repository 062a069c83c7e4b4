#include "corpus/vector_index/list_scanner.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace eider::vector_index {
namespace {

constexpr std::size_t kBlocksAtOnce = 8;
constexpr std::size_t kRowsAtOnce = 48;  // computed together, so that memory is waited for once

void prefetch(const std::int8_t* row, std::size_t width) {
  for (std::size_t at = 0; at < width; at += 64) __builtin_prefetch(row + at);
}

}  // namespace

ListScanner::ListScanner(const ListView& lists, const ListQuery& query, const SlotSet& slots,
                         float error_width)
    : lists_(lists),
      query_(query),
      slots_(slots),
      error_width_(error_width),
      fast_scan_(fast_scans().back()),
      dot_(int8_dots().back()) {}

void ListScanner::put_by(std::size_t block, std::uint32_t mask) {
  while (mask != 0) {
    const auto slot = block * kBlockRows + static_cast<std::size_t>(std::countr_zero(mask));
    mask &= mask - 1;
    rows_.push_back(lists_.row_of(slot));
    prefetch(lists_.values.data() + rows_.back() * lists_.width, lists_.width);
  }
}

void ListScanner::scan(const ProbedList& probed, NearestK& nearest) {
  BlockScan scan = query_.scan();
  scan.base = probed.base;
  scan.width = error_width_ * probed.width;
  const std::size_t bytes = block_bytes(scan.tables);
  std::array<std::uint32_t, kBlocksAtOnce> masks = {};
  const std::size_t end = lists_.first_blocks[probed.list + 1];
  for (std::size_t block = lists_.first_blocks[probed.list]; block < end;) {
    if (slots_.word(block) == 0) {
      ++block;
      continue;
    }
    // Until k rows are known, every block may raise the threshold for the next.
    const bool filling = !std::isfinite(nearest.threshold());
    std::size_t count = 1;
    const std::size_t most = filling ? 1 : std::min(kBlocksAtOnce, end - block);
    while (count < most && slots_.word(block + count) != 0) ++count;
    fast_scan_.survivors(scan, lists_.blocks.data() + block * bytes, count, nearest.threshold(),
                         masks.data());
    for (std::size_t i = 0; i < count; ++i) {
      put_by(block + i, masks[i] & slots_.word(block + i));
    }
    if (filling || rows_.size() >= kRowsAtOnce) flush(nearest);
    block += count;
  }
}

void ListScanner::flush(NearestK& nearest) {
  sums_.resize(rows_.size());
  dot_.picked(query_.values16(), lists_.rows(), rows_.data(), rows_.size(), sums_.data());
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const float similarity = lists_.similarity(query_, rows_[i], sums_[i]);
    if (similarity > nearest.threshold()) nearest.offer({rows_[i], similarity});
  }
  computed_ += rows_.size();
  rows_.clear();
}

void ListScanner::scan_all(NearestK& nearest) {
  for (std::size_t block = 0; block < lists_.gaps.size(); ++block) {
    put_by(block, slots_.word(block));
    if (rows_.size() >= kRowsAtOnce) flush(nearest);
  }
  flush(nearest);
}

}  // namespace eider::vector_index
