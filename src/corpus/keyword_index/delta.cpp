#include "corpus/keyword_index/delta.h"

#include <algorithm>

namespace eider::keyword_index {
namespace {

constexpr std::size_t kFirstEntries = 1024;

}  // namespace

void Delta::add(std::int64_t id, const ChunkWords& chunk) {
  const auto slot = static_cast<std::uint32_t>(ids_.size());
  ids_.push_back(id);
  lengths_.push_back(static_cast<std::uint16_t>(chunk.length));
  live_.push_back(true);
  slot_of_[id] = slot;
  total_length_ += chunk.length;
  posting_count_ += chunk.words.size();
  for (const WordCount& word : chunk.words) {
    if (2 * words_ >= hashes_.size()) grow();
    const std::size_t entry = slot_for(word.hash);
    if (chains_[entry].count == 0) {
      hashes_[entry] = word.hash;
      ++words_;
    }
    append(chains_[entry], slot << kCountBits | word.count);
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
         slot_of_.size() * kMapEntry + hashes_.size() * (sizeof(std::uint64_t) + sizeof(Chain)) +
         pool_.capacity() * sizeof(std::uint32_t);
}

std::vector<std::uint64_t> Delta::word_hashes() const {
  std::vector<std::uint64_t> found;
  found.reserve(words_);
  for (std::size_t i = 0; i < chains_.size(); ++i) {
    if (chains_[i].count > 0) found.push_back(hashes_[i]);
  }
  return found;
}

std::size_t Delta::slot_for(std::uint64_t hash) const {
  const std::size_t mask = hashes_.size() - 1;
  std::size_t entry = static_cast<std::size_t>(hash) & mask;
  while (chains_[entry].count > 0 && hashes_[entry] != hash) entry = (entry + 1) & mask;
  return entry;
}

std::optional<std::size_t> Delta::find_entry(std::uint64_t hash) const {
  if (hashes_.empty()) return std::nullopt;
  const std::size_t entry = slot_for(hash);
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
  const std::size_t entries = hashes_.empty() ? kFirstEntries : 2 * hashes_.size();
  std::vector<std::uint64_t> hashes(entries);
  std::vector<Chain> chains(entries);
  hashes.swap(hashes_);
  chains.swap(chains_);
  for (std::size_t i = 0; i < chains.size(); ++i) {
    if (chains[i].count == 0) continue;
    const std::size_t entry = slot_for(hashes[i]);
    hashes_[entry] = hashes[i];
    chains_[entry] = chains[i];
  }
}

}  // namespace eider::keyword_index
