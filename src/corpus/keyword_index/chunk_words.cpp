#include "corpus/keyword_index/chunk_words.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>

#include "text/fold.h"
#include "text/words.h"

namespace eider::keyword_index {
namespace {

// A word of the title counts as three of the body, one of the heading as two.
constexpr std::uint32_t kTitleWeight = 3;
constexpr std::uint32_t kHeadingWeight = 2;
constexpr std::uint32_t kBodyWeight = 1;

constexpr std::size_t kFirstPlaces = 4096;

/// The last step of MurmurHash3: one-to-one, and every bit of the input moves half of the output.
std::uint64_t mixed(std::uint64_t value) {
  value = (value ^ (value >> 33)) * 0xFF51AFD7ED558CCD;
  value = (value ^ (value >> 33)) * 0xC4CEB9FE1A85EC53;
  return value ^ (value >> 33);
}

}  // namespace

/// Eight bytes at a time; one-to-one for words of up to eight bytes and one size (a Han bigram has
/// six). Part of the segments' format.
std::uint64_t word_hash(std::string_view folded_word) {
  std::uint64_t hash = folded_word.size() * 0x9E3779B97F4A7C15;
  for (; folded_word.size() > 8; folded_word.remove_prefix(8)) {
    std::uint64_t piece = 0;
    std::memcpy(&piece, folded_word.data(), 8);
    hash = std::rotl(mixed(hash ^ piece), 5);
  }
  std::uint64_t rest = 0;
  for (std::size_t i = 0; i < folded_word.size(); ++i) {
    rest |= std::uint64_t{static_cast<unsigned char>(folded_word[i])} << 8 * i;
  }
  return mixed(hash ^ rest);
}

WordCounter::WordCounter() : places_(kFirstPlaces) {}

const ChunkWords& WordCounter::count(const ChunkFields& fields) {
  counted_.words.clear();
  counted_.length = 0;
  if (++chunk_ == 0) {  // after 2^32 chunks
    std::ranges::fill(places_, Place());
    chunk_ = 1;
  }
  add_field(fields.title, kTitleWeight);
  add_field(fields.heading, kHeadingWeight);
  add_field(fields.body, kBodyWeight);
  return counted_;
}

void WordCounter::add_field(std::string_view field, std::uint32_t weight) {
  if (field.empty()) return;
  const std::string folded = text::fold_text(field);
  for (const text::Word& word : text::words(folded)) add_word(word_hash(word.text), weight);
}

void WordCounter::add_word(std::uint64_t hash, std::uint32_t weight) {
  if (2 * counted_.words.size() >= places_.size()) grow();
  const std::size_t mask = places_.size() - 1;
  std::size_t at = static_cast<std::size_t>(hash) & mask;
  while (places_[at].chunk == chunk_ && counted_.words[places_[at].word].hash != hash) {
    at = (at + 1) & mask;
  }
  if (places_[at].chunk != chunk_) {
    places_[at] = {chunk_, static_cast<std::uint32_t>(counted_.words.size())};
    counted_.words.push_back({hash, 0});
  }
  std::uint32_t& count = counted_.words[places_[at].word].count;
  count = std::min(count + weight, kMostCount);
  counted_.length = std::min(counted_.length + weight, kMostLength);
}

void WordCounter::grow() {
  places_.assign(2 * places_.size(), Place());
  const std::size_t mask = places_.size() - 1;
  for (std::size_t i = 0; i < counted_.words.size(); ++i) {
    std::size_t at = static_cast<std::size_t>(counted_.words[i].hash) & mask;
    while (places_[at].chunk == chunk_) at = (at + 1) & mask;
    places_[at] = {chunk_, static_cast<std::uint32_t>(i)};
  }
}

}  // namespace eider::keyword_index
