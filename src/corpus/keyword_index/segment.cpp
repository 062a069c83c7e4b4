#include "corpus/keyword_index/segment.h"

#include <cstring>
#include <string_view>
#include <utility>

namespace eider::keyword_index {
namespace {

constexpr std::string_view kMagic = "EIDERKW\1";

template <typename T>
void put(std::string& bytes, T value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

/// Reads in order; `good` falls at the first read past the end and stays down.
struct Cursor {
  std::string_view bytes;
  bool good = true;

  template <typename T>
  T take() {
    T value{};
    if (bytes.size() < sizeof value) {
      good = false;
      return value;
    }
    std::memcpy(&value, bytes.data(), sizeof value);
    bytes.remove_prefix(sizeof value);
    return value;
  }
};

std::unexpected<Error> corrupt() {
  return fail(ErrorCode::kCorrupt, "a segment of the keyword index is damaged", "",
              "build the index anew");
}

SegmentChunk take_chunk(Cursor& cursor) {
  SegmentChunk chunk;
  chunk.id = cursor.take<std::int64_t>();
  chunk.words.length = cursor.take<std::uint32_t>();
  const auto words = cursor.take<std::uint32_t>();
  for (std::uint32_t i = 0; i < words && cursor.good; ++i) {
    const auto hash = cursor.take<std::uint64_t>();
    chunk.words.words.push_back({hash, cursor.take<std::uint32_t>()});
  }
  return chunk;
}

}  // namespace

Segment Segment::write(const std::vector<SegmentChunk>& chunks) {
  Segment made;
  made.bytes_ = kMagic;
  put(made.bytes_, static_cast<std::uint64_t>(chunks.size()));
  for (const SegmentChunk& chunk : chunks) {
    put(made.bytes_, chunk.id);
    put(made.bytes_, chunk.words.length);
    put(made.bytes_, static_cast<std::uint32_t>(chunk.words.words.size()));
    for (const WordCount& word : chunk.words.words) {
      put(made.bytes_, word.hash);
      put(made.bytes_, word.count);
    }
  }
  made.hash_ = word_hash(made.bytes_);
  made.chunk_count_ = chunks.size();
  put(made.bytes_, made.hash_);
  return made;
}

Result<std::pair<Segment, std::vector<SegmentChunk>>> Segment::read(std::string bytes) {
  const std::string_view all = bytes;
  if (all.size() < kMagic.size() + 16 || !all.starts_with(kMagic)) return corrupt();
  const std::string_view body = all.substr(0, all.size() - sizeof(std::uint64_t));
  Cursor tail{all.substr(body.size())};
  const auto hash = tail.take<std::uint64_t>();
  if (word_hash(body) != hash) return corrupt();
  Cursor cursor{body.substr(kMagic.size())};
  const auto count = cursor.take<std::uint64_t>();
  std::vector<SegmentChunk> chunks;
  while (chunks.size() < count && cursor.good) chunks.push_back(take_chunk(cursor));
  if (!cursor.good || !cursor.bytes.empty()) return corrupt();
  Segment made;
  made.bytes_ = std::move(bytes);
  made.hash_ = hash;
  made.chunk_count_ = chunks.size();
  return std::pair(std::move(made), std::move(chunks));
}

}  // namespace eider::keyword_index
