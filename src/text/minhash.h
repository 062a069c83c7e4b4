#pragma once
// Near duplicates: a signature of a text such that the share of equal entries of two signatures
// estimates the Jaccard similarity of the two sets of character shingles (A. Broder, "On the
// resemblance and containment of documents", 1997). Same text, same signature, on any machine.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace eider::text {

inline constexpr std::size_t kSignatureSize = 128;  // standard error .03 at a similarity of .85
inline constexpr std::size_t kBandRows = 4;
inline constexpr std::size_t kBands = kSignatureSize / kBandRows;

using MinhashSignature = std::array<std::uint32_t, kSignatureSize>;
using BandKeys = std::array<std::uint64_t, kBands>;

/// Of the folded text's letters, digits and Han, so that script, case, width, spacing and
/// punctuation make no difference. All zero for a text without any.
MinhashSignature minhash_signature(std::string_view text);

/// The estimated Jaccard similarity, 0 to 1. A text without letters is like nothing: 0.
double signature_similarity(const MinhashSignature& a, const MinhashSignature& b);

/// Two texts that share a key are worth comparing: pairs of similarity .8 share one almost
/// surely (1 - 5e-8), of .5 in 87 of 100 cases, of .1 in 3 of 1,000. A key holds its band's
/// number, so keys of all bands may stand in one column. Callers skip an empty signature, whose
/// keys are equal for all empty texts.
BandKeys band_keys(const MinhashSignature& signature);

/// The signature of a text without letters.
bool is_empty_signature(const MinhashSignature& signature);

}  // namespace eider::text
