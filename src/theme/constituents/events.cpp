#include "theme/constituents/events.h"

#include <algorithm>

#include "text/fold.h"
#include "text/utf8.h"

namespace eider::theme {

namespace {

constexpr std::size_t kShingleCharacters = 5;
constexpr std::size_t kSketchSize = 256;

std::uint64_t mix(std::uint64_t x) {  // splitmix64's finaliser
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

std::vector<char32_t> characters_of(std::string_view article) {
  const std::string folded = text::fold_text(article);
  std::vector<char32_t> characters;
  for (std::size_t at = 0; at < folded.size();) {
    const text::CodePoint c = text::decode(folded, at);
    if (!text::is_space(c.value)) characters.push_back(c.value);
    at += c.size;
  }
  return characters;
}

}  // namespace

Sketch sketch_of(std::string_view article) {
  const std::vector<char32_t> characters = characters_of(article);
  Sketch hashes;
  for (std::size_t at = 0; at + kShingleCharacters <= characters.size(); ++at) {
    std::uint64_t hash = 0;
    for (std::size_t i = 0; i < kShingleCharacters; ++i) hash = mix(hash + characters[at + i] + 1);
    hashes.push_back(hash);
  }
  std::ranges::sort(hashes);
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  if (hashes.size() > kSketchSize) hashes.resize(kSketchSize);
  return hashes;
}

double containment(const Sketch& a, const Sketch& b) {
  if (a.empty() || b.empty()) return 0;
  // A full sketch knows its article only up to its largest hash: compare below both limits.
  std::uint64_t limit = UINT64_MAX;
  if (a.size() == kSketchSize) limit = std::min(limit, a.back());
  if (b.size() == kSketchSize) limit = std::min(limit, b.back());
  std::size_t in_a = 0, in_b = 0, in_both = 0;
  while (true) {
    const bool has_a = in_a < a.size() && a[in_a] <= limit;
    const bool has_b = in_b < b.size() && b[in_b] <= limit;
    if (!has_a && !has_b) break;
    const bool take_a = has_a && (!has_b || a[in_a] <= b[in_b]);
    const bool take_b = has_b && (!has_a || b[in_b] <= a[in_a]);
    if (take_a && take_b) ++in_both;
    if (take_a) ++in_a;
    if (take_b) ++in_b;
  }
  const std::size_t smaller = std::min(in_a, in_b);
  return smaller == 0 ? 0 : static_cast<double>(in_both) / static_cast<double>(smaller);
}

std::vector<std::size_t> events_of(const std::vector<const Sketch*>& articles) {
  std::vector<std::size_t> events;
  for (std::size_t at = 0; at < articles.size(); ++at) {
    std::size_t event = at;
    for (std::size_t earlier = 0; earlier < at && event == at; ++earlier) {
      if (containment(*articles[at], *articles[earlier]) >= kSameStory) event = events[earlier];
    }
    events.push_back(event);
  }
  return events;
}

}  // namespace eider::theme
