#pragma once
// Which of several like texts is the root of the others. Units (documents, or articles) -> for
// each one its root: itself, or an earlier unit that it is alike.
// Invariants: a root's root is itself, so there are no chains; a duplicate is alike its root
// itself, not merely another duplicate of it; a root is published before its duplicates, or was
// loaded before them where dates say nothing.

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "text/minhash.h"

namespace eider::store {

// An edited copy (other headline, a sentence cut, words exchanged) keeps more than four fifths of
// its shingles; reports of one event by different hands keep less than a third of theirs.
inline constexpr double kNearDuplicate = 0.8;
// A shorter text has too few shingles to tell an edited copy from a form filled in twice.
inline constexpr std::size_t kShortestNearDuplicate = 40;  // characters

/// What a text is recognised by. Both parts may be empty: of a text that says nothing.
struct ContentSignature {
  std::string content_hash;          // SHA-256 of the folded text
  text::MinhashSignature minhash{};  // empty for texts below kShortestNearDuplicate
};

struct Unit {
  std::int64_t id = 0;
  std::int64_t document_id = 0;
  bool article = false;      // else a document; units of both kinds are never alike
  std::string published_at;  // ISO 8601, "" where unknown
  std::string source_hash;   // of a document's file; "" for articles
  ContentSignature content;
  std::int64_t root_id = 0;  // 0 until placed
  double similarity = 1;     // to the root
  bool placed = false;       // by DuplicateRoots: the root may be another than before
};

/// 1 for the same bytes or the same text, else the estimated share of common shingles.
double similarity(const Unit& a, const Unit& b);

/// The order in which units become roots: by date, undated ones last, then by id.
bool precedes(const Unit& a, const Unit& b);

/// Numbers under which alike units meet: two units that share none need not be compared.
std::vector<std::int64_t> meeting_keys(const Unit& unit);

class DuplicateRoots {
 public:
  /// A root that stands; one that is known already stays as it is.
  void add_root(const Unit& unit);

  /// Gives each unit its root, in their order. A root that has to follow an earlier unit loses its
  /// duplicates: those among the placed units are placed again, and its id is returned, so that the
  /// caller can bring the others.
  std::vector<std::int64_t> place(std::vector<Unit> units);

  bool knows(std::int64_t id) const { return units_.contains(id); }
  const std::unordered_map<std::int64_t, Unit>& units() const { return units_; }

 private:
  std::vector<std::int64_t> alike_roots(const Unit& unit) const;
  void place_one(Unit unit, std::vector<std::int64_t>& fallen);
  void remember_keys(const Unit& unit);

  std::unordered_map<std::int64_t, Unit> units_;
  std::unordered_map<std::int64_t, std::vector<std::int64_t>> roots_by_key_;
};

}  // namespace eider::store
