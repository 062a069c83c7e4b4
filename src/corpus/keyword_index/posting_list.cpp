// A list, little-endian; head = varint of (chunks << 1 | dense).
//   sparse: head, then runs of up to 128 postings: width u8, that many bits a posting of
//     (chunk - chunk before) << 1 | (count > 1), then the counts above 1, a byte each.
//   dense: head, number u32, bases, offsets, bounds and counts by window (posting.h), then the
//     windows: the places in it (a byte each, or a bitmap of 256 bits where they are more than 32),
//     two bits a posting of min(count, 4) - 1, then the counts above 3, a byte each.

#include <algorithm>
#include <cmath>

#include "corpus/keyword_index/posting.h"

namespace eider::keyword_index {
namespace {

constexpr std::size_t kRun = 128;          // postings
constexpr std::size_t kDensePostings = 8;  // a window, on average, to be kept by windows
constexpr unsigned kMostWidth = 32;        // bits
constexpr float kMostBound = 255;
constexpr float kBoundSlack = 1.00001F;  // more than two roundings of a float

void put_byte(std::string& bytes, std::size_t value) { bytes.push_back(static_cast<char>(value)); }

template <typename T>
void put(std::string& bytes, T value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void put_head(std::string& bytes, std::size_t chunks, bool dense) {
  std::uint64_t value = std::uint64_t{chunks} << 1 | (dense ? 1u : 0u);
  for (; value >= 0x80; value >>= 7) put_byte(bytes, (value & 0x7F) | 0x80);
  put_byte(bytes, value);
}

/// Appends `width` bits a value, from the low bits of the first byte on.
void put_packed(std::string& bytes, std::span<const std::uint32_t> values, unsigned width) {
  char packed[kRun * sizeof(std::uint32_t) + 8] = {};
  std::size_t bit = 0;
  for (const std::uint32_t value : values) {
    std::uint64_t here = 0;
    std::memcpy(&here, packed + bit / 8, sizeof here);
    here |= std::uint64_t{value} << bit % 8;
    std::memcpy(packed + bit / 8, &here, sizeof here);
    bit += width;
  }
  bytes.append(packed, (bit + 7) / 8);
}

void put_sparse(std::string& bytes, std::span<const Posting> postings) {
  put_head(bytes, postings.size(), false);
  std::uint32_t before = 0;
  std::uint32_t values[kRun];
  for (; !postings.empty(); postings = postings.subspan(std::min(kRun, postings.size()))) {
    const auto run = postings.first(std::min(kRun, postings.size()));
    std::uint32_t all = 1;  // a run of one posting of chunk 0 still has a width
    for (std::size_t i = 0; i < run.size(); ++i) {
      values[i] = (run[i].chunk - before) << 1 | (run[i].count > 1 ? 1u : 0u);
      all |= values[i];
      before = run[i].chunk;
    }
    const auto width = static_cast<unsigned>(std::bit_width(all));
    put_byte(bytes, width);
    put_packed(bytes, std::span(values, run.size()), width);
    for (const Posting& posting : run) {
      if (posting.count > 1) put_byte(bytes, posting.count);
    }
  }
}

std::size_t ones(std::uint64_t bits) { return static_cast<std::size_t>(std::popcount(bits)); }

/// The places and counts of one window.
void put_window(std::string& bytes, std::span<const Posting> postings) {
  std::uint8_t made[kWindow / 8 + kWindow / 4 + kWindow] = {};
  std::uint8_t* codes = made + kWindow / 8;
  if (postings.size() <= kMostPositions) {
    codes = made;
    for (const Posting& posting : postings)
      *codes++ = static_cast<std::uint8_t>(posting.chunk % kWindow);
  } else {
    for (const Posting& posting : postings) {
      const std::size_t place = posting.chunk % kWindow;
      made[place / 8] = static_cast<std::uint8_t>(made[place / 8] | 1u << place % 8);
    }
  }
  std::uint8_t* beyond = codes + (postings.size() + 3) / 4;
  for (std::size_t i = 0; i < postings.size(); ++i) {
    const unsigned code = std::min(postings[i].count - 1, kInlineCounts);
    codes[i / 4] = static_cast<std::uint8_t>(codes[i / 4] | code << 2 * (i % 4));
    if (code == kInlineCounts) *beyond++ = static_cast<std::uint8_t>(postings[i].count);
  }
  bytes.append(reinterpret_cast<const char*>(made), static_cast<std::size_t>(beyond - made));
}

}  // namespace

std::optional<ListHead> read_head(std::span<const std::uint8_t> list) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < list.size() && i < 5; ++i) {
    value |= std::uint64_t{list[i] & 0x7Fu} << 7 * i;
    if (list[i] >= 0x80) continue;
    return ListHead{static_cast<std::uint32_t>(value >> 1), (value & 1) != 0, i + 1};
  }
  return std::nullopt;
}

SparseRuns::SparseRuns(std::span<const std::uint8_t> list, std::uint32_t limit)
    : at_(list.data()), end_(list.data() + list.size()), limit_(limit) {
  const std::optional<ListHead> head = read_head(list);
  if (!head) return;
  at_ += head->size;
  left_ = head->chunks;
}

std::span<const Posting> SparseRuns::next() {
  if (left_ == 0 || at_ >= end_) return {};
  const std::size_t count = std::min<std::size_t>(kRun, left_);
  const unsigned width = *at_++;
  const std::size_t packed = (count * width + 7) / 8;
  if (width > kMostWidth || packed > static_cast<std::size_t>(end_ - at_)) return {};
  const std::uint64_t mask = (std::uint64_t{1} << width) - 1;
  const std::uint8_t* beyond = at_ + packed;
  std::uint64_t chunk = chunk_;
  for (std::size_t i = 0, bit = 0; i < count; ++i, bit += width) {
    const std::uint64_t value = load<std::uint64_t>(at_ + bit / 8) >> bit % 8 & mask;
    const std::uint32_t is_many = value & 1;
    chunk += value >> 1;
    run_[i] = {static_cast<std::uint32_t>(chunk), is_many != 0 ? *beyond : 1u};
    beyond += is_many;
  }
  left_ -= static_cast<std::uint32_t>(count);
  at_ = beyond;
  chunk_ = chunk;
  if (chunk >= limit_) {  // the greatest of the run
    left_ = 0;
    return {};
  }
  return {run_, count};
}

std::optional<DenseList> DenseList::open(std::span<const std::uint8_t> list,
                                         std::uint32_t chunk_count, bool thorough) {
  const std::optional<ListHead> head = read_head(list);
  const std::size_t windows = windows_of(chunk_count);
  const std::size_t groups = (windows + kGroup - 1) / kGroup;
  const std::size_t tables = 4 + 4 * (groups + 1) + 4 * windows;
  if (!head || !head->dense || list.size() < head->size + tables) return std::nullopt;
  DenseList made;
  made.windows_ = windows;
  made.number_ = load<std::uint32_t>(list.data() + head->size);
  made.bases_ = list.data() + head->size + 4;
  made.offsets_ = made.bases_ + 4 * (groups + 1);
  made.bounds_ = made.offsets_ + 2 * windows;
  made.counts_ = made.bounds_ + windows;
  made.data_ = made.counts_ + windows;
  if (!thorough) return made;
  const auto end = static_cast<std::size_t>(list.data() + list.size() - made.data_);
  for (std::size_t window = 0; window < windows; ++window) {
    const std::uint64_t start =
        std::uint64_t{load<std::uint32_t>(made.bases_ + 4 * (window / kGroup))} +
        load<std::uint16_t>(made.offsets_ + 2 * window);
    if (start > end) return std::nullopt;  // what lies behind it is padding
  }
  if (load<std::uint32_t>(made.bases_ + 4 * groups) != end) return std::nullopt;
  return made;
}

std::uint32_t DenseList::count_at(std::size_t window, std::uint8_t place) const {
  const std::size_t count = count_of(window);
  if (count == 0) return 0;
  const std::uint8_t* at = start_of(window);
  const bool few = count <= kMostPositions;
  std::size_t rank = 0;  // of the posting in its window
  if (few) {
    const void* found = std::memchr(at, place, count);
    if (found == nullptr) return 0;
    rank = static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) - at);
  } else {
    const std::size_t part = place / 64;
    const auto bits = load<std::uint64_t>(at + 8 * part);
    if ((bits >> place % 64 & 1) == 0) return 0;
    for (std::size_t i = 0; i < part; ++i) rank += ones(load<std::uint64_t>(at + 8 * i));
    rank += ones(bits & ((std::uint64_t{1} << place % 64) - 1));
  }
  const std::uint8_t* codes = at + (few ? count : kWindow / 8);
  const unsigned code = codes[rank / 4] >> 2 * (rank % 4) & 3u;
  if (code < kInlineCounts) return code + 1;
  const std::uint8_t* beyond = codes + (count + 3) / 4;
  for (std::size_t i = 0; i < rank; ++i) beyond += (codes[i / 4] >> 2 * (i % 4) & 3u) == code;
  return *beyond;
}

void DenseList::decode(std::vector<Posting>& out) const {
  for (std::size_t window = 0; window < windows_; ++window) {
    each(window, [&](std::uint8_t place, std::uint32_t count) {
      out.push_back({static_cast<std::uint32_t>(window * kWindow + place), count});
    });
  }
}

void ListWriter::append(std::string& bytes, std::span<const Posting> postings) {
  if (postings.size() >= kDensePostings * windows_of(chunk_count_)) {
    append_dense(bytes, postings);
  } else {
    put_sparse(bytes, postings);
  }
}

std::uint8_t ListWriter::bound_of(std::span<const Posting> postings) const {
  float most = 0;
  for (const Posting& posting : postings) {
    most = std::max(most,
                    saturation(static_cast<float>(posting.count), norm_(lengths_[posting.chunk])));
  }
  return static_cast<std::uint8_t>(
      std::min(kMostBound, std::ceil(kMostBound * most * kBoundSlack)));
}

void ListWriter::append_dense(std::string& bytes, std::span<const Posting> postings) {
  const std::size_t windows = windows_of(chunk_count_);
  put_head(bytes, postings.size(), true);
  put(bytes, dense_count_++);
  std::string bases;
  std::string offsets;
  std::string bounds;
  std::string counts;
  std::string data;
  std::size_t base = 0;
  for (std::size_t window = 0; window < windows; ++window) {
    if (window % kGroup == 0) {
      base = data.size();
      put(bases, static_cast<std::uint32_t>(base));
    }
    put(offsets, static_cast<std::uint16_t>(data.size() - base));
    std::size_t count = 0;
    const std::size_t stop = (window + 1) * kWindow;
    while (count < postings.size() && postings[count].chunk < stop) ++count;
    put_byte(bounds, bound_of(postings.first(count)));
    put_byte(counts, count % kWindow);
    if (count > 0) put_window(data, postings.first(count));
    postings = postings.subspan(count);
  }
  put(bases, static_cast<std::uint32_t>(data.size()));
  bytes.append(bases).append(offsets).append(bounds).append(counts).append(data);
}

}  // namespace eider::keyword_index
