#pragma once
// Refresh: a store follows its folders. The paths that earlier loads were given are looked at
// again: files whose bytes changed are read again, new ones are read, what is gone goes with all
// that was derived from it, and a file that stands at another path now keeps its document.
// Invariants: as of a load, one transaction a document, and a refresh that was cut short is
// finished by running it again; what did not change keeps its ids, so that citations hold; a
// folder that can't be looked into is an error, and no reason to remove anything.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "pipeline/host.h"
#include "pipeline/intake.h"
#include "pipeline/roots.h"

namespace eider::pipeline {

/// One running refresh. Keeps a connection; not thread-safe.
class Refresh {
 public:
  /// Errors: kNotFound (no such store; a store without roots; no root is there any more).
  static Result<Refresh> begin(Host& host, const Scope& scope);

  /// What became of the next file or document; nothing when all are done. Status: "unchanged",
  /// "changed", "added", "moved", "removed", "error" (also of a folder, without a document).
  /// Errors end the refresh, as those of a load.
  Result<std::optional<LoadedDocument>> next();

 private:
  /// A file that is not, as it stands, in the store.
  struct Waiting {
    RootFile file;
    std::string hash;              // "" until it is read
    std::size_t document = kNone;  // place in known_ of what stood at its path
  };
  enum class Change : std::uint8_t { kMoved, kChanged, kAdded, kRemoved };
  struct Step {
    Change change = Change::kAdded;
    RootFile file;
    std::size_t document = kNone;
  };
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  explicit Refresh(Intake intake) : intake_(std::move(intake)) {}

  Result<void> look_around();
  std::optional<LoadedDocument> compare(const RootFile& file);
  Result<void> plan();
  Result<void> hash_what_may_have_moved();
  void plan_moves();
  void plan_removals();
  Result<std::optional<LoadedDocument>> carry_out(const Step& step);
  Result<std::optional<LoadedDocument>> read(const Step& step);
  LoadedDocument row(std::size_t document, const std::string& status) const;

  Intake intake_;
  RootFiles below_;
  std::vector<store::SourceRoot> roots_;
  std::vector<store::KnownDocument> known_;
  std::multimap<std::string, std::size_t> by_path_;  // places in known_
  std::vector<bool> accounted_;                      // of known_: nothing more happens to it
  std::size_t next_file_ = 0;
  std::size_t next_unknown_ = 0;
  std::vector<Waiting> waiting_;
  bool planned_ = false;
  std::vector<Step> steps_;
  std::size_t next_step_ = 0;
};

}  // namespace eider::pipeline
