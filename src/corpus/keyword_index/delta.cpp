#include "corpus/keyword_index/delta.h"

#include <algorithm>

namespace eider::keyword_index {
namespace {

constexpr unsigned kFirstBits = 10;
constexpr std::size_t kAhead = 8;  // words

}  // namespace

void Delta::add(std::int64_t id, const ChunkWords& chunk) {
  const auto slot = static_cast<std::uint32_t>(ids_.size());
  ids_.push_back(id);
  lengths_.push_back(static_cast<std::uint16_t>(chunk.length));
  live_.push_back(true);
  slot_of_[id] = slot;
  total_length_ += chunk.length;
  posting_count_ += chunk.words.size();
  while (2 * (words_ + chunk.words.size()) >= chains_.size()) grow();
  // The table and the pool are far larger than a cache: each place is asked for before its turn.
  const std::size_t count = chunk.words.size();
  for (std::size_t i = 0; i < count + 2 * kAhead; ++i) {
    if (i < count) __builtin_prefetch(&chains_[first_place(chunk.words[i].hash)]);
    if (i >= kAhead && i < count + kAhead) {
      const Chain& chain = chains_[entry_for(chunk.words[i - kAhead].hash)];
      if (chain.room > 0) __builtin_prefetch(&pool_[chain.next]);
    }
    if (i < 2 * kAhead) continue;
    const WordCount& word = chunk.words[i - 2 * kAhead];
    Chain& chain = chains_[entry_for(word.hash)];
    if (chain.count == 0) {
      chain.hash = word.hash;
      ++words_;
    }
    append(chain, slot << kCountBits | word.count);
  }
}

bool Delta::remove(std::int64_t id) {
  const auto found = slot_of_.find(id);
  if (found == slot_of_.end()) return false;
  live_[found->second] = false;
  total_length_ -= lengths_[found->second];
  slot_of_.erase(found);
  return true;
}

std::optional<std::uint32_t> Delta::find(std::int64_t id) const {
  const auto found = slot_of_.find(id);
  return found == slot_of_.end() ? std::nullopt : std::optional(found->second);
}

std::size_t Delta::resident_bytes() const {
  constexpr std::size_t kMapEntry = 32;  // of unordered_map: a node and its share of the buckets
  return ids_.capacity() * (sizeof(std::int64_t) + sizeof(std::uint16_t)) +
         slot_of_.size() * kMapEntry + chains_.size() * sizeof(Chain) +
         pool_.capacity() * sizeof(std::uint32_t);
}

std::vector<Delta::WordEntry> Delta::words() const {
  std::vector<WordEntry> found;
  found.reserve(words_);
  for (std::size_t i = 0; i < chains_.size(); ++i) {
    if (chains_[i].count > 0) found.push_back({chains_[i].hash, i});
  }
  std::ranges::sort(found, {}, &WordEntry::hash);
  return found;
}

std::size_t Delta::first_place(std::uint64_t hash) const {
  return static_cast<std::size_t>(hash >> (64 - place_bits_));
}

std::size_t Delta::entry_for(std::uint64_t hash) const {
  std::size_t entry = first_place(hash);
  while (chains_[entry].count > 0 && chains_[entry].hash != hash) {
    entry = (entry + 1) & (chains_.size() - 1);
  }
  return entry;
}

std::optional<std::size_t> Delta::find_word(std::uint64_t hash) const {
  if (chains_.empty()) return std::nullopt;
  const std::size_t entry = entry_for(hash);
  return chains_[entry].count == 0 ? std::nullopt : std::optional(entry);
}

void Delta::append(Chain& chain, std::uint32_t packed) {
  if (chain.room == 0) {
    const auto start = static_cast<std::uint32_t>(pool_.size());
    const bool is_first = chain.count == 0;
    chain.size = static_cast<std::uint32_t>(
        is_first ? kFirstSlice : std::min<std::size_t>(2 * chain.size, kMostSlice));
    pool_.resize(pool_.size() + chain.size + 1);
    if (is_first) {
      chain.first = start;
    } else {
      pool_[chain.next] = start;  // the last slice's own last place
    }
    chain.next = start;
    chain.room = chain.size;
  }
  pool_[chain.next++] = packed;
  --chain.room;
  ++chain.count;
}

void Delta::grow() {
  place_bits_ = chains_.empty() ? kFirstBits : place_bits_ + 1;
  std::vector<Chain> chains(std::size_t{1} << place_bits_);
  chains.swap(chains_);
  for (const Chain& chain : chains) {
    if (chain.count > 0) chains_[entry_for(chain.hash)] = chain;
  }
}

}  // namespace eider::keyword_index
