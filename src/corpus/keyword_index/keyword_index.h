#pragma once
// KeywordIndex: which chunks hold a question's words, and how well, by BM25 over fields
// (Robertson & Zaragoza, The Probabilistic Relevance Framework, 2009). Input: fields of chunks in
// any script -> output: one score a chunk. Text is folded here, on both sides.
// Invariant: a word's postings are in order of chunk numbers; a chunk's number is its place in
// the input of build(). A posting is 5 bytes: the chunk and the word's weighted count in it.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/cancel.h"
#include "base/error.h"
#include "corpus/keyword_index/vocabulary.h"

namespace eider::keyword_index {

/// What one chunk is found by. Views: only read during build().
struct ChunkFields {
  std::string_view title;
  std::string_view heading;
  std::string_view body;
};

/// A distinct word of a question, folded.
struct QuestionWord {
  std::string text;
  std::uint32_t number = Vocabulary::kNone;  // kNone: no chunk holds it
  double idf = 0;
};

/// Threads: after build() all members only read.
class KeywordIndex {
 public:
  /// Time and memory grow with the number of words. Errors: kLimit (2^32 chunks), kCancelled.
  static Result<KeywordIndex> build(std::span<const ChunkFields> chunks,
                                    const CancelFlag& cancel = {});

  std::size_t chunk_count() const { return length_norms_.size(); }
  std::size_t word_count() const { return vocabulary_.size(); }
  std::size_t posting_count() const { return posting_chunks_.size(); }

  std::vector<QuestionWord> question_words(std::string_view question) const;

  /// BM25 of every chunk, 0 where it holds none of the words.
  std::vector<float> scores(std::span<const QuestionWord> question) const;

  /// What a chunk would score that holds all the words, unseen ones included, without end:
  /// scores() divided by it lie in [0, 1) and compare between questions.
  static double upper_bound(std::span<const QuestionWord> question);

 private:
  friend class Builder;

  double idf(std::uint32_t number) const;

  Vocabulary vocabulary_;
  std::vector<std::size_t> posting_starts_;    // by word; one more at the end
  std::vector<std::uint32_t> posting_chunks_;  // the word's chunks, ascending
  std::vector<std::uint8_t> posting_counts_;   // weighted count, 255 stands for more
  std::vector<float> length_norms_;            // by chunk: k1 (1 - b + b length / mean length)
};

}  // namespace eider::keyword_index
