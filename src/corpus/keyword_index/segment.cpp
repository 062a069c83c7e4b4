#include "corpus/keyword_index/segment.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

namespace eider::keyword_index {
namespace {

static_assert(std::endian::native == std::endian::little, "segments are little-endian");
static_assert(sizeof(SegmentHeader) == 48);

constexpr std::string_view kMagic{"EIDERKW\n", 8};
constexpr std::uint32_t kVersion = 1;
constexpr std::uint32_t kMostChunks = 1u << 30;
constexpr std::uint32_t kWordsAPlace = 8;  // of the directory, on average
constexpr std::size_t kChecksumBytes = 8;

unsigned directory_bits_for(std::size_t words) {
  return static_cast<unsigned>(std::bit_width(words / kWordsAPlace));
}

std::size_t place_in_directory(std::uint64_t hash, unsigned bits) {
  return bits == 0 ? 0 : static_cast<std::size_t>(hash >> (64 - bits));
}

template <typename T>
void put_all(std::string& bytes, const std::vector<T>& values) {
  bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
}

std::unexpected<Error> corrupt() {
  return fail(ErrorCode::kCorrupt, "a segment of the keyword index is damaged", "",
              "build the index anew");
}

}  // namespace

/// Four lanes of eight bytes: each step is one-to-one in its input, so that no change of a single
/// word can go unseen.
std::uint64_t checksum_of(std::string_view bytes) {
  constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15;
  std::uint64_t lanes[4] = {1, 2, 3, bytes.size()};
  std::size_t at = 0;
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const auto mix = [](std::uint64_t lane, std::uint64_t word) {
    return std::rotl((lane ^ word) * kFactor, 29);
  };
  for (; at + 32 <= bytes.size(); at += 32) {
    for (std::size_t i = 0; i < 4; ++i) {
      lanes[i] = mix(lanes[i], load<std::uint64_t>(data + at + 8 * i));
    }
  }
  for (; at < bytes.size(); ++at) lanes[0] = mix(lanes[0], data[at]);
  std::uint64_t sum = 0;
  for (const std::uint64_t lane : lanes) sum = mix(sum, lane ^ lane >> 32);
  return sum ^ sum >> 31;
}

Result<std::shared_ptr<const Segment>> Segment::open(std::string bytes) {
  if (bytes.size() < sizeof(SegmentHeader) + kListPadding + kChecksumBytes) return corrupt();
  if (!std::string_view(bytes).starts_with(kMagic)) return corrupt();
  std::shared_ptr<Segment> made(new Segment(std::move(bytes)));
  const auto* data = reinterpret_cast<const std::uint8_t*>(made->bytes_.data());
  const std::size_t body = made->bytes_.size() - kChecksumBytes;
  made->hash_ = load<std::uint64_t>(data + body);
  if (checksum_of(std::string_view(made->bytes_).substr(0, body)) != made->hash_) return corrupt();
  made->header_ = load<SegmentHeader>(data);
  if (made->header_.version != kVersion) {
    return fail(ErrorCode::kUnsupported, "a segment of the keyword index of another version", "",
                "build the index anew");
  }
  if (!made->place_parts() || !made->parts_agree()) return corrupt();
  return made;
}

/// Whether the bytes are as many as the header says.
bool Segment::place_parts() {
  const SegmentHeader& h = header_;
  if (h.chunk_count == 0 || h.chunk_count > kMostChunks) return false;
  if (h.directory_bits > 31 || h.dense_count > h.word_count) return false;
  const std::uint64_t sizes[] = {sizeof(SegmentHeader),
                                 std::uint64_t{8} * h.chunk_count,
                                 std::uint64_t{8} * h.word_count,
                                 std::uint64_t{4} * h.word_count + 4,
                                 (std::uint64_t{4} << h.directory_bits) + 4,
                                 std::uint64_t{2} * kWindow * windows_of(h.chunk_count),
                                 std::uint64_t{h.list_bytes} + kListPadding};
  const std::uint8_t** const parts[] = {&ids_, &hashes_, &starts_, &directory_, &lengths_, &lists_};
  std::uint64_t sum = kChecksumBytes;
  for (const std::uint64_t size : sizes) sum += size;
  if (sum != bytes_.size()) return false;
  const auto* at = reinterpret_cast<const std::uint8_t*>(bytes_.data());
  for (std::size_t i = 0; i < std::size(parts); ++i) *parts[i] = at += sizes[i];
  return true;
}

/// Whether every place that one part gives of another is inside it.
bool Segment::parts_agree() const {
  for (std::size_t i = 1; i < chunk_count(); ++i) {
    if (id(i - 1) >= id(i)) return false;
  }
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < chunk_count(); ++i) total += length(i);
  if (total != total_length()) return false;
  for (std::size_t i = 1; i < word_count(); ++i) {
    if (word_hash(i - 1) >= word_hash(i)) return false;
  }
  const std::size_t places = std::size_t{1} << header_.directory_bits;
  for (std::size_t i = 0; i <= places; ++i) {
    if (load<std::uint32_t>(directory_ + 4 * i) > word_count()) return false;
  }
  std::uint32_t before = 0;
  for (std::size_t word = 0; word <= word_count(); ++word) {
    const auto start = load<std::uint32_t>(starts_ + 4 * word);
    if (start < before || start > header_.list_bytes) return false;
    before = start;
  }
  for (std::size_t word = 0; word < word_count(); ++word) {
    const auto bytes = list(word);
    const std::optional<ListHead> head = read_head(bytes);
    if (!head || head->chunks > chunk_count()) return false;
    if (!head->dense) continue;
    const std::optional<DenseList> opened = DenseList::open(bytes, chunk_count(), true);
    if (!opened || opened->number() >= dense_count()) return false;
  }
  return true;
}

double Segment::mean_length() const {
  return Statistics{chunk_count(), total_length()}.mean_length();
}

std::optional<std::uint32_t> Segment::find_chunk(std::int64_t id) const {
  std::uint32_t low = 0;
  std::uint32_t high = chunk_count();
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (this->id(middle) < id) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == chunk_count() || this->id(low) != id) return std::nullopt;
  return low;
}

std::optional<std::uint32_t> Segment::find_word(std::uint64_t hash) const {
  const std::size_t place = place_in_directory(hash, header_.directory_bits);
  const auto stop = load<std::uint32_t>(directory_ + 4 * (place + 1));
  for (auto word = load<std::uint32_t>(directory_ + 4 * place); word < stop; ++word) {
    if (word_hash(word) >= hash) {
      return word_hash(word) == hash ? std::optional(word) : std::nullopt;
    }
  }
  return std::nullopt;
}

std::span<const std::uint8_t> Segment::list(std::size_t word) const {
  const auto start = load<std::uint32_t>(starts_ + 4 * word);
  const auto stop = load<std::uint32_t>(starts_ + 4 * word + 4);
  return {lists_ + start, lists_ + stop};
}

void Segment::decode(std::size_t word, std::vector<Posting>& out) const {
  const auto bytes = list(word);
  if (const auto dense = DenseList::open(bytes, chunk_count(), false)) return dense->decode(out);
  SparseRuns runs(bytes, chunk_count());
  for (auto run = runs.next(); !run.empty(); run = runs.next()) {
    out.insert(out.end(), run.begin(), run.end());
  }
}

SegmentWriter::SegmentWriter(std::vector<std::int64_t> ids, std::vector<std::uint16_t> lengths)
    : ids_(std::move(ids)), lengths_(std::move(lengths)), writer_({}, 0, 1) {
  std::copy(kMagic.begin(), kMagic.end(), header_.magic);
  header_.version = kVersion;
  header_.chunk_count = static_cast<std::uint32_t>(ids_.size());
  for (const std::uint16_t length : lengths_) header_.total_length += length;
  lengths_.resize(windows_of(ids_.size()) * kWindow);
  const Statistics statistics{header_.chunk_count, header_.total_length};
  writer_ = ListWriter(lengths_, header_.chunk_count, statistics.mean_length());
}

Result<void> SegmentWriter::append(std::uint64_t hash, std::span<const Posting> postings) {
  hashes_.push_back(hash);
  starts_.push_back(static_cast<std::uint32_t>(lists_.size()));
  header_.posting_count += postings.size();
  writer_.append(lists_, postings);
  if (lists_.size() > std::numeric_limits<std::uint32_t>::max()) {
    return fail(ErrorCode::kLimit, "a segment of the keyword index would pass 4 GiB");
  }
  return {};
}

std::string SegmentWriter::finish() && {
  starts_.push_back(static_cast<std::uint32_t>(lists_.size()));
  header_.word_count = static_cast<std::uint32_t>(hashes_.size());
  header_.dense_count = writer_.dense_count();
  header_.directory_bits = directory_bits_for(hashes_.size());
  header_.list_bytes = static_cast<std::uint32_t>(lists_.size());
  std::vector<std::uint32_t> directory((std::size_t{1} << header_.directory_bits) + 1);
  for (const std::uint64_t hash : hashes_) {
    ++directory[place_in_directory(hash, header_.directory_bits) + 1];
  }
  for (std::size_t i = 1; i < directory.size(); ++i) directory[i] += directory[i - 1];

  std::string bytes(reinterpret_cast<const char*>(&header_), sizeof header_);
  bytes.reserve(sizeof header_ + 8 * ids_.size() + 12 * hashes_.size() + 4 * directory.size() +
                2 * lengths_.size() + lists_.size() + kListPadding + 16);
  put_all(bytes, ids_);
  put_all(bytes, hashes_);
  put_all(bytes, starts_);
  put_all(bytes, directory);
  put_all(bytes, lengths_);
  bytes.append(lists_).append(kListPadding, '\0');
  const std::uint64_t sum = checksum_of(bytes);
  bytes.append(reinterpret_cast<const char*>(&sum), sizeof sum);
  return bytes;
}

}  // namespace eider::keyword_index
