// One permutation hashing (Li, Owen and Zhang, 2012): one hash a shingle; its upper bits choose a
// bin, its lower bits compete for the bin's minimum. A bin left empty takes the value of another,
// found by hashing its own number (A. Shrivastava, "Optimal densification", 2017): equal sets fill
// it equally. A shingle spans twelve bytes or more: four Han characters, twelve letters.

#include "text/minhash.h"

#include <algorithm>
#include <string>

#include "text/fold.h"
#include "text/utf8.h"

namespace eider::text {
namespace {

constexpr std::size_t kShingleBytes = 12;
constexpr unsigned kBinShift = 64 - 7;  // 2^7 bins
static_assert(std::size_t{1} << (64 - kBinShift) == kSignatureSize);

/// The finalizer of MurmurHash3: each bit of the result depends on each bit of the key.
std::uint64_t mix(std::uint64_t key) {
  key = (key ^ key >> 33) * 0xFF51AFD7ED558CCDull;
  key = (key ^ key >> 33) * 0xC4CEB9FE1A85EC53ull;
  return key ^ key >> 33;
}

std::uint64_t hash(std::string_view shingle) {
  std::uint64_t state = shingle.size();
  while (!shingle.empty()) {
    std::uint64_t word = 0;
    const std::size_t size = std::min<std::size_t>(shingle.size(), 8);
    for (std::size_t i = 0; i < size; ++i) {
      word |= std::uint64_t{static_cast<unsigned char>(shingle[i])} << (8 * i);
    }
    state = mix(state ^ word);
    shingle.remove_prefix(size);
  }
  return state;
}

/// What two copies of an article agree in: folded letters, digits and Han.
std::string letters_of(std::string_view text) {
  const std::string folded = fold_text(text);
  std::string letters;
  letters.reserve(folded.size());
  for (std::size_t at = 0; at < folded.size();) {
    const CodePoint c = decode(folded, at);
    if (is_han(c.value) || is_letter(c.value) || is_digit(c.value)) {
      letters.append(folded, at, c.size);
    }
    at += c.size;
  }
  return letters;
}

bool begins_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0u) != 0x80u; }

class Bins {
 public:
  void add(std::string_view shingle) {
    const std::uint64_t value = hash(shingle);
    const std::size_t bin = value >> kBinShift;
    const auto low = static_cast<std::uint32_t>(value);
    if (!filled_[bin] || low < least_[bin]) least_[bin] = low;
    filled_[bin] = true;
  }

  /// At least one shingle has been added.
  MinhashSignature densified() const {
    MinhashSignature signature{};
    for (std::size_t bin = 0; bin < kSignatureSize; ++bin) {
      std::size_t from = bin;
      for (std::uint64_t attempt = 1; !filled_[from]; ++attempt) {
        from = mix(attempt << 32 | bin) >> kBinShift;
      }
      signature[bin] = std::max<std::uint32_t>(least_[from], 1);  // 0 marks a text without letters
    }
    return signature;
  }

 private:
  MinhashSignature least_{};
  std::array<bool, kSignatureSize> filled_{};
};

}  // namespace

MinhashSignature minhash_signature(std::string_view text) {
  const std::string letters = letters_of(text);
  if (letters.empty()) return {};
  Bins bins;
  std::size_t stop = 0;
  for (std::size_t start = 0; start < letters.size(); ++start) {
    if (!begins_character(letters[start])) continue;
    stop = std::min(std::max(stop, start + kShingleBytes), letters.size());
    while (stop < letters.size() && !begins_character(letters[stop])) ++stop;
    bins.add(std::string_view(letters).substr(start, stop - start));
    if (stop == letters.size()) break;
  }
  return bins.densified();
}

double signature_similarity(const MinhashSignature& a, const MinhashSignature& b) {
  if (is_empty_signature(a) || is_empty_signature(b)) return 0;
  std::size_t equal = 0;
  for (std::size_t i = 0; i < kSignatureSize; ++i) equal += a[i] == b[i] ? 1 : 0;
  return static_cast<double>(equal) / static_cast<double>(kSignatureSize);
}

BandKeys band_keys(const MinhashSignature& signature) {
  BandKeys keys{};
  for (std::size_t band = 0; band < kBands; ++band) {
    std::uint64_t key = band;
    for (std::size_t row = 0; row < kBandRows; ++row) {
      key = mix(key << 1 ^ signature[band * kBandRows + row]);
    }
    keys[band] = key;
  }
  return keys;
}

bool is_empty_signature(const MinhashSignature& signature) {
  return signature == MinhashSignature{};
}

}  // namespace eider::text
