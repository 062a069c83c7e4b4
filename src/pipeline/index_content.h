#pragma once
// IndexContent: the two indices of one store and embedder, with what they were made from. It is
// brought to what a transaction sees: what is gone or has changed is removed, what is new is read
// and added. No lock, and nothing kept in the file: resident_index.h and index_keeper.h do that.
// Invariant: held() says at any time, also after an error half way, which content is indexed; a
// chunk or vector that can't be indexed is held too, so that it is not tried again.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "corpus/keyword_index/keyword_index.h"
#include "corpus/vector_index/vector_index.h"
#include "store/index_sync.h"

namespace eider::pipeline {

/// Movable, not thread-safe.
class IndexContent {
 public:
  const keyword_index::KeywordIndex& words() const { return words_; }
  /// nullptr where no chunk is embedded.
  const vector_index::VectorIndex* vectors() const { return vectors_ ? &*vectors_ : nullptr; }
  const store::StoreContents& held() const { return held_; }

  /// Why something could not be indexed, for people; "" where nothing was refused.
  const std::string& refused_words() const { return refused_words_; }
  const std::string& refused_vectors() const { return refused_vectors_; }

  /// Brings the indices to `now`, which was read in the transaction that `source` reads in.
  /// Errors: kCancelled, those of the store. Trying again goes on where it stopped.
  Result<void> bring_to(store::StoreContents now, const store::ContentSource& source);

  /// Takes indices that were kept, with the rows (id, hash) that they were made from.
  void take_words(keyword_index::KeywordIndex words, std::vector<store::ContentRow> rows);
  void take_vectors(vector_index::VectorIndex vectors, std::vector<store::ContentRow> rows,
                    std::int64_t dimensions);

  bool wants_merge() const;
  /// Errors: kCancelled; then all is as before.
  Result<void> merge_words(const CancelFlag& cancel) { return words_.merge(cancel); }
  /// By a merged copy of them, of the same rows.
  void replace_vectors(vector_index::VectorIndex merged) { vectors_ = std::move(merged); }

 private:
  Result<void> bring_words_to(const store::StoreContents& now, const store::ContentSource& source);
  Result<void> bring_vectors_to(const store::StoreContents& now,
                                const store::ContentSource& source);

  keyword_index::KeywordIndex words_;
  std::optional<vector_index::VectorIndex> vectors_;
  store::StoreContents held_;
  std::string refused_words_;
  std::string refused_vectors_;
};

}  // namespace eider::pipeline
