#include "store/duplicate_roots.h"

#include <algorithm>
#include <bit>
#include <set>
#include <tuple>
#include <utility>

namespace eider::store {
namespace {

// Salts: a file, a document's text and an article's text never meet.
constexpr std::uint64_t kSourceSalt = 0x5851F42D4C957F2Du;
constexpr std::uint64_t kArticleSalt = 0x9E3779B97F4A7C15u;

/// The first 64 bits of a hash that is written in hexadecimal digits, or is any other text.
std::uint64_t key_of(std::string_view hash) {
  constexpr std::size_t kDigits = 16;
  std::uint64_t key = 0;
  for (const char c : hash.substr(0, kDigits)) {
    const auto digit = static_cast<unsigned char>(c);
    key = key << 4 | (c >= 'a' ? digit - 'a' + 10u : digit - '0') % kDigits;
  }
  return key;
}

}  // namespace

double similarity(const Unit& a, const Unit& b) {
  if (a.article != b.article) return 0;
  if (!a.source_hash.empty() && a.source_hash == b.source_hash) return 1;
  if (!a.content.content_hash.empty() && a.content.content_hash == b.content.content_hash) return 1;
  return text::signature_similarity(a.content.minhash, b.content.minhash);
}

bool precedes(const Unit& a, const Unit& b) {
  return std::tuple(a.published_at.empty(), a.published_at, a.id) <
         std::tuple(b.published_at.empty(), b.published_at, b.id);
}

std::vector<std::int64_t> meeting_keys(const Unit& unit) {
  std::vector<std::uint64_t> keys;
  if (!unit.source_hash.empty()) keys.push_back(key_of(unit.source_hash) ^ kSourceSalt);
  if (!unit.content.content_hash.empty()) keys.push_back(key_of(unit.content.content_hash));
  if (!text::is_empty_signature(unit.content.minhash)) {
    for (const std::uint64_t key : text::band_keys(unit.content.minhash)) keys.push_back(key);
  }
  std::vector<std::int64_t> numbers;
  for (const std::uint64_t key : keys) {
    numbers.push_back(std::bit_cast<std::int64_t>(unit.article ? key ^ kArticleSalt : key));
  }
  return numbers;
}

void DuplicateRoots::remember_keys(const Unit& unit) {
  for (const std::int64_t key : meeting_keys(unit)) roots_by_key_[key].push_back(unit.id);
}

void DuplicateRoots::add_root(const Unit& unit) {
  if (!units_.emplace(unit.id, unit).second) return;
  remember_keys(unit);
}

std::vector<std::int64_t> DuplicateRoots::alike_roots(const Unit& unit) const {
  std::set<std::int64_t> met;
  for (const std::int64_t key : meeting_keys(unit)) {
    const auto found = roots_by_key_.find(key);
    if (found != roots_by_key_.end()) met.insert(found->second.begin(), found->second.end());
  }
  std::vector<std::int64_t> alike;
  for (const std::int64_t id : met) {
    const Unit& other = units_.at(id);
    const bool stands = other.root_id == id && id != unit.id;
    if (stands && similarity(unit, other) >= kNearDuplicate) alike.push_back(id);
  }
  return alike;
}

void DuplicateRoots::place_one(Unit unit, std::vector<std::int64_t>& fallen) {
  const std::vector<std::int64_t> alike = alike_roots(unit);
  const Unit* first = nullptr;
  for (const std::int64_t id : alike) {
    const Unit& other = units_.at(id);
    if (precedes(other, unit) && (!first || precedes(other, *first))) first = &other;
  }
  unit.root_id = first ? first->id : unit.id;
  unit.similarity = first ? similarity(unit, *first) : 1;
  unit.placed = true;
  const Unit& placed = units_[unit.id] = std::move(unit);
  if (first) return;
  remember_keys(placed);
  for (const std::int64_t id : alike) {
    Unit& other = units_.at(id);
    other.root_id = placed.id;
    other.similarity = similarity(other, placed);
    other.placed = true;
    fallen.push_back(id);
  }
}

std::vector<std::int64_t> DuplicateRoots::place(std::vector<Unit> units) {
  std::vector<std::int64_t> all_fallen;
  while (!units.empty()) {
    std::sort(units.begin(), units.end(), precedes);
    std::vector<std::int64_t> fallen;
    for (Unit& unit : units) place_one(std::move(unit), fallen);
    units.clear();
    const std::set<std::int64_t> roots(fallen.begin(), fallen.end());
    for (const auto& [id, unit] : units_) {
      if (roots.contains(unit.root_id)) units.push_back(unit);
    }
    all_fallen.insert(all_fallen.end(), fallen.begin(), fallen.end());
  }
  return all_fallen;
}

}  // namespace eider::store
