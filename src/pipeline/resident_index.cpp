#include "pipeline/resident_index.h"

#include <utility>

#include "pipeline/index_keeper.h"

namespace eider::pipeline {
namespace {

/// A database in memory has nowhere to keep an index; a read-only one must not.
bool can_keep(const store::DatabasePlace& place) { return !place.path.empty() && !place.read_only; }

}  // namespace

/// Where the database lies, and what its files showed before and after the snapshot was taken.
struct ResidentIndex::Moment {
  store::DatabasePlace place;
  store::FileStamp before;
  store::FileStamp after;

  /// Nothing was committed between the two, nor since `stamp`.
  bool is_that_of(const store::FileStamp& stamp) const {
    return stamp.is_settled && before.is_settled && stamp.same_files(before) &&
           before.same_files(after);
  }
  bool has_no_checkpoint_since(const store::FileStamp& stamp) const {
    return stamp.is_data_settled && before.is_data_settled && stamp.same_data_file(before) &&
           before.same_data_file(after);
  }
};

Result<void> ResidentIndex::search_in(const store::ContentSource& source, const Search& search) {
  if (const auto done = search_unchanged(source, search)) return *done;
  Moment moment;
  auto place = store::attached_place(source.connection, source.catalog);
  if (!place) return std::unexpected(place.error());
  moment.before = store::file_stamp(*place, settle_after_);
  auto transaction = store::Transaction::begin(source.connection);
  if (!transaction) return std::unexpected(transaction.error());
  auto seen = store::database_place(source.connection, source.catalog);
  if (!seen) return std::unexpected(seen.error());
  moment.place = std::move(*seen);
  if (*place != moment.place) moment.before = {};
  moment.after = store::file_stamp(moment.place, settle_after_);
  bool has_grown = false;
  auto done = search_anew(source, moment, search, has_grown);
  if (!done || !has_grown) return done;
  if (auto ended = transaction->commit(); !ended) return ended;
  // The tables have it all, so that what can't be kept is no error of a search.
  static_cast<void>(keep_up(source, moment.place, Wish::kWhatHasGrown));
  return done;
}

/// The search is run first and what it rests on is looked at afterwards: where nothing was
/// committed from before the indices' moment to after the search, its transaction saw that moment.
std::optional<Result<void>> ResidentIndex::search_unchanged(const store::ContentSource& source,
                                                            const Search& search) {
  const std::shared_lock lock(mutex_);
  if (!stamp_.is_settled) return {};
  Moment moment;
  moment.before = store::file_stamp(place_, settle_after_);
  if (!stamp_.same_files(moment.before)) return {};
  const auto transaction = store::Transaction::begin(source.connection);
  if (!transaction) return {};
  auto done = use(search);
  const auto place = store::attached_place(source.connection, source.catalog);
  if (!place || *place != place_) return {};
  moment.after = store::file_stamp(place_, settle_after_);
  if (moment.is_that_of(stamp_)) return done;
  return {};
}

Result<void> ResidentIndex::keep_all(const store::ContentSource& source) {
  const auto up = search_in(source, [](const ResidentView&) { return Result<void>(); });
  if (!up) return up;
  store::DatabasePlace place;
  {
    const std::shared_lock lock(mutex_);
    place = place_;
  }
  return keep_up(source, place, Wish::kAll);
}

Result<void> ResidentIndex::search_anew(const store::ContentSource& source, const Moment& moment,
                                        const Search& search, bool& has_grown) {
  const std::unique_lock lock(mutex_);
  if (!moment.is_that_of(stamp_)) {
    if (auto brought = bring_up(source, moment); !brought) return brought;
  }
  has_grown = content_.wants_merge();
  return use(search);
}

Result<void> ResidentIndex::bring_up(const store::ContentSource& source, const Moment& moment) {
  if (place_ != moment.place) {
    content_ = IndexContent();
    place_ = moment.place;
    stamp_ = {};
    if (!place_.path.empty()) {
      auto remark = take_kept(source, content_);
      if (!remark) {
        place_ = {};
        return std::unexpected(remark.error());
      }
      taken_note_ = std::move(*remark);
    }
  }
  const bool rows_stand = moment.has_no_checkpoint_since(std::exchange(stamp_, {}));
  auto now = store::read_contents(source, rows_stand ? &content_.held() : nullptr);
  if (!now) return std::unexpected(now.error());
  ++changes_;
  auto brought = content_.bring_to(std::move(*now), source);
  if (brought) stamp_ = moment.before;
  return brought;
}

Result<void> ResidentIndex::use(const Search& search) const {
  ResidentView view;
  view.search_index = {&content_.words(), content_.vectors()};
  view.places = &content_.held().places;
  view.documents = content_.held().with_chunks;
  view.chunks = static_cast<std::int64_t>(content_.words().size());
  return search(view);
}

Result<void> ResidentIndex::keep_up(const store::ContentSource& source,
                                    const store::DatabasePlace& place, Wish wish) {
  const std::unique_lock turn(upkeep_mutex_, std::try_to_lock);
  if (!turn) return {};  // another search does it
  auto kept = merge(source.cancel, wish);
  if (kept && can_keep(place)) {
    const std::shared_lock lock(mutex_);
    if (place_ == place) kept = keep(source, content_);
  }
  const std::unique_lock lock(mutex_);
  keeping_note_ = kept ? "" : "not kept in the file: " + kept.error().message();
  return kept;
}

Result<void> ResidentIndex::merge(const CancelFlag& cancel, Wish wish) {
  const auto is_due = [&](const auto& index) {
    const bool has_new = index.delta_size() > 0 || index.tombstone_count() > 0;
    return index.wants_merge() || (wish == Wish::kAll && has_new);
  };
  std::optional<vector_index::VectorIndex> vectors;
  std::uint64_t made_from = 0;
  {
    const std::unique_lock lock(mutex_);
    if (is_due(content_.words())) {
      if (auto merged = content_.merge_words(cancel); !merged) return merged;
    }
    if (!content_.vectors() || !is_due(*content_.vectors())) return {};
    vectors = *content_.vectors();
    made_from = changes_;
  }
  // On a copy: grouping a million vectors takes seconds, in which searches go on.
  if (auto merged = vectors->merge(cancel); !merged) return merged;
  const std::unique_lock lock(mutex_);
  if (changes_ == made_from) content_.replace_vectors(std::move(*vectors));
  return {};
}

ResidentIndex::Acquaintance ResidentIndex::acquaintance() const {
  const std::shared_lock lock(mutex_);
  return {!content_.held().chunks.empty(), content_.vectors() && content_.vectors()->size() > 0};
}

ResidentReport ResidentIndex::report() const {
  const std::shared_lock lock(mutex_);
  ResidentReport made;
  made.is_resident = place_ != store::DatabasePlace();
  made.words = content_.words().report();
  if (const auto* vectors = content_.vectors()) {
    made.vectors = vectors->report();
    made.vector_tombstones = static_cast<std::int64_t>(vectors->tombstone_count());
  }
  made.words_note = content_.refused_words();
  made.vectors_note = content_.refused_vectors();
  for (const std::string& note : {taken_note_, keeping_note_}) {
    if (!note.empty()) made.note += (made.note.empty() ? "" : "; ") + note;
  }
  return made;
}

}  // namespace eider::pipeline
