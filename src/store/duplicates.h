#pragma once
// Links between duplicates: document.duplicate_of and article.duplicate_of, and the signatures
// (eider.signature) by which a new document finds what it is alike; MeetingPlaces says which of
// them to look at. All in the caller's transaction, so that links are right whenever
// anyone looks. Invariants of the links: duplicate_roots.h.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/error.h"
#include "store/connection.h"
#include "store/duplicate_roots.h"
#include "store/meeting_places.h"
#include "store/schema.h"

namespace eider::store {

/// Where a unit's duplicate_of points, and how alike the two are; no link for a root.
struct DuplicateLink {
  std::int64_t root_id = 0;
  double similarity = 1;
};
using DuplicateLinks = std::map<std::int64_t, DuplicateLink>;

/// The units outside of a document whose root stands in it: they need another one when it goes.
Result<std::vector<Unit>> units_rooted_in(Connection connection, const Catalog& catalog,
                                          std::int64_t document_id);

/// Units without a root: those of one new document, and those of older ones.
struct Unplaced {
  std::string store;
  std::int64_t document_id = 0;  // the new one; 0: there is none
  std::vector<Unit> fresh;
  std::vector<Unit> orphans;
};

/// Finds every unit's root, stores the signatures of the fresh ones, and corrects the links of
/// older ones. Gives the links of the fresh ones, whose rows the caller writes. `places` holds the
/// roots of the store, and then the new ones too.
Result<DuplicateLinks> place_units(Connection connection, const Catalog& catalog,
                                   const Unplaced& unplaced, MeetingPlaces& places);

}  // namespace eider::store
