#include "store/meeting_places.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "store/unit_rows.h"

namespace eider::store {
namespace {

constexpr std::int64_t kUnitsAtOnce = 10'000;  // 6 MB of signatures
constexpr std::size_t kFewestEntries = 1024;

/// An article has the keys of a document here, so that one with its document's text, which is the
/// rule, needs no entries of its own.
std::vector<std::uint32_t> short_keys(Unit unit) {
  unit.article = false;
  std::vector<std::uint32_t> keys;
  for (const std::int64_t key : meeting_keys(unit)) {
    const auto bits = std::bit_cast<std::uint64_t>(key);
    keys.push_back(static_cast<std::uint32_t>(bits ^ bits >> 32));
  }
  return keys;
}

}  // namespace

Result<void> MeetingPlaces::read(Connection connection, const Catalog& catalog,
                                 const std::string& store) {
  const std::string sql = catalog.sql("SELECT " + unit_columns() +
                                      " FROM {signature} WHERE store = $1 AND root_id = unit_id "
                                      "AND unit_id > $2 ORDER BY unit_id LIMIT $3");
  std::int64_t last = 0;
  while (true) {
    const auto roots = read_units(connection, sql, {store, last, kUnitsAtOnce});
    if (!roots) return std::unexpected(roots.error());
    for (const Unit& root : *roots) add(root);
    if (std::cmp_less(roots->size(), kUnitsAtOnce)) return {};
    last = roots->back().id;
  }
}

/// The entry of the key, or the free one where it belongs.
std::size_t MeetingPlaces::place_of(std::uint32_t key) const {
  constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15u;  // 2^64 / golden ratio
  const std::size_t last = entries_.size() - 1;
  std::size_t at = static_cast<std::size_t>(key * kSpread >> 32) & last;
  while (entries_[at].visit != 0 && entries_[at].key != key) at = (at + 1) & last;
  return at;
}

void MeetingPlaces::make_room() {
  if (4 * keys_ < 3 * entries_.size()) return;
  std::vector<Entry> old(std::max(kFewestEntries, 2 * entries_.size()));
  std::swap(old, entries_);
  for (const Entry& entry : old) {
    if (entry.visit != 0) entries_[place_of(entry.key)] = entry;
  }
}

void MeetingPlaces::add(const Unit& root) {
  const std::vector<std::uint32_t> keys = short_keys(root);
  const std::lock_guard lock(mutex_);
  if (documents_.empty() || documents_.back() != root.document_id) {
    documents_.push_back(root.document_id);
  }
  const auto document = static_cast<std::uint32_t>(documents_.size());
  for (const std::uint32_t key : keys) {
    make_room();
    Entry& entry = entries_[place_of(key)];
    if (entry.visit == 0) ++keys_;
    if (entry.visit != 0 && visits_[entry.visit - 1].document == document) continue;
    visits_.push_back({document, entry.visit});
    entry = {key, static_cast<std::uint32_t>(visits_.size())};
  }
}

std::vector<std::int64_t> MeetingPlaces::met_by(const std::vector<Unit>& units) const {
  std::vector<std::int64_t> met;
  const std::lock_guard lock(mutex_);
  if (entries_.empty()) return met;
  for (const Unit& unit : units) {
    for (const std::uint32_t key : short_keys(unit)) {
      std::uint32_t visit = entries_[place_of(key)].visit;
      for (; visit != 0; visit = visits_[visit - 1].earlier) {
        met.push_back(documents_[visits_[visit - 1].document - 1]);
      }
    }
  }
  std::sort(met.begin(), met.end());
  met.erase(std::unique(met.begin(), met.end()), met.end());
  return met;
}

std::size_t MeetingPlaces::resident_bytes() const {
  const std::lock_guard lock(mutex_);
  return documents_.capacity() * sizeof(std::int64_t) + visits_.capacity() * sizeof(Visit) +
         entries_.capacity() * sizeof(Entry);
}

}  // namespace eider::store
