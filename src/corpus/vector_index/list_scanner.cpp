#include "corpus/vector_index/list_scanner.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace eider::vector_index {
namespace {

constexpr std::size_t kBlocksAtOnce = 2;
constexpr std::size_t kRowsAtOnce = 48;  // computed together, so that memory is waited for once

template <typename T>
void prefetch(const T* bytes, std::size_t count) {
  for (std::size_t at = 0; at < count; at += 64) __builtin_prefetch(bytes + at);
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

BlockScan ListScanner::scan_of(const ProbedList& probed) const {
  BlockScan scan = query_.scan();
  scan.base = probed.base;
  scan.width = error_width_ * probed.width;
  return scan;
}

/// The rows of a block to look at: those asked for, less those computed.
std::uint32_t ListScanner::wanted(std::size_t block) const {
  const std::uint32_t asked = slots_.word(block);
  const std::size_t place = block - primed_block_;
  return place < primed_.size() ? asked & ~primed_[place] : asked;
}

void ListScanner::prime(const ProbedList& probed, NearestK& nearest) {
  const BlockScan scan = scan_of(probed);
  const std::size_t first = lists_.first_blocks[probed.list];
  const std::size_t count = lists_.first_blocks[probed.list + 1] - first;
  std::vector<float> estimates(count * kBlockRows);
  std::vector<float> most(count * 2);
  fast_scan_.estimates(scan, lists_.blocks.data() + first * block_bytes(scan.tables), count,
                       estimates.data(), most.data());
  std::vector<Neighbour> rows;  // their ids are slots
  for (std::size_t block = 0; block < count; ++block) {
    for (std::uint32_t mask = slots_.word(first + block); mask != 0; mask &= mask - 1) {
      const auto row = block * kBlockRows + static_cast<std::size_t>(std::countr_zero(mask));
      rows.push_back({static_cast<std::int64_t>(first * kBlockRows + row), estimates[row]});
    }
  }
  const std::size_t k = nearest.k();
  if (rows.size() < k || k == 0) return;
  const std::size_t some = std::min(rows.size(), k + k / 2);
  std::nth_element(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(some - 1), rows.end(),
                   nearer);
  primed_block_ = first;
  primed_.assign(count, 0);
  for (std::size_t i = 0; i < some; ++i) {
    const auto slot = static_cast<std::size_t>(rows[i].id);
    primed_[slot / kBlockRows - first] |= 1u << (slot % kBlockRows);
  }
  for (std::size_t block = 0; block < count; ++block) put_by(first + block, primed_[block]);
  flush(nearest);
}

void ListScanner::fetch(const ProbedList& probed) {
  fetched_ = lists_.first_blocks[probed.list];
  fetched_until_ = lists_.first_blocks[probed.list + 1];
}

/// A few blocks of the list that comes next, while as many of this one are computed.
void ListScanner::fetch_blocks(std::size_t count) {
  const std::size_t bytes = block_bytes(lists_.width / 4);
  for (; count > 0 && fetched_ < fetched_until_; --count, ++fetched_) {
    prefetch(lists_.blocks.data() + fetched_ * bytes, bytes);
  }
}

void ListScanner::scan(const ProbedList& probed, NearestK& nearest) {
  const BlockScan scan = scan_of(probed);
  const std::size_t bytes = block_bytes(scan.tables);
  std::array<std::uint32_t, kBlocksAtOnce> masks = {};
  const std::size_t end = lists_.first_blocks[probed.list + 1];
  for (std::size_t block = lists_.first_blocks[probed.list]; block < end;) {
    if (wanted(block) == 0) {
      ++block;
      continue;
    }
    // Until k rows are known, every block may raise the threshold for the next.
    const bool filling = !std::isfinite(nearest.threshold());
    std::size_t count = 1;
    const std::size_t most = filling ? 1 : std::min(kBlocksAtOnce, end - block);
    while (count < most && wanted(block + count) != 0) ++count;
    fetch_blocks(count);
    fast_scan_.survivors(scan, lists_.blocks.data() + block * bytes, count, nearest.threshold(),
                         masks.data());
    for (std::size_t i = 0; i < count; ++i) {
      put_by(block + i, masks[i] & wanted(block + i));
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
