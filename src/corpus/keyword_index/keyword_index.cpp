#include "corpus/keyword_index/keyword_index.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_set>
#include <utility>

#include "text/fold.h"
#include "text/words.h"

namespace eider::keyword_index {
namespace {

// Chosen by bench/retrieval_bench on the even questions of the retrieval sets.
constexpr double kK1 = 0.9;
constexpr double kB = 0.75;

// A word of the title counts as three of the body, one of the heading as two.
constexpr std::uint32_t kTitleWeight = 3;
constexpr std::uint32_t kHeadingWeight = 2;
constexpr std::uint32_t kBodyWeight = 1;

constexpr std::uint32_t kMostCount = std::numeric_limits<std::uint8_t>::max();
constexpr std::size_t kChunksBetweenCancelChecks = 256;

}  // namespace

/// Collects (word, count) pairs chunk by chunk, then turns them round into postings by word.
class Builder {
 public:
  void add(const ChunkFields& chunk) {
    const std::size_t first = pairs_.size();
    std::size_t length = 0;
    length += count_words(chunk.title, kTitleWeight, first);
    length += count_words(chunk.heading, kHeadingWeight, first);
    length += count_words(chunk.body, kBodyWeight, first);
    lengths_.push_back(length);
    chunk_starts_.push_back(pairs_.size());
  }

  KeywordIndex finish() && {
    KeywordIndex made;
    made.length_norms_ = length_norms();
    made.posting_starts_ = posting_starts();
    made.posting_chunks_.resize(pairs_.size());
    made.posting_counts_.resize(pairs_.size());
    std::vector<std::size_t> next = made.posting_starts_;
    for (std::size_t chunk = 0; chunk < lengths_.size(); ++chunk) {
      for (std::size_t i = chunk_starts_[chunk]; i < chunk_starts_[chunk + 1]; ++i) {
        const std::size_t at = next[pairs_[i].word]++;
        made.posting_chunks_[at] = static_cast<std::uint32_t>(chunk);
        made.posting_counts_[at] = static_cast<std::uint8_t>(std::min(pairs_[i].count, kMostCount));
      }
    }
    made.vocabulary_ = std::move(vocabulary_);
    return made;
  }

 private:
  struct WordCount {
    std::uint32_t word = 0;
    std::uint32_t count = 0;
  };

  /// Adds the field's words to the pairs of the chunk that begin at `first`; its weighted length.
  std::size_t count_words(std::string_view field, std::uint32_t weight, std::size_t first) {
    if (field.empty()) return 0;
    const std::string folded = text::fold_text(field);
    const std::vector<text::Word> words = text::words(folded);
    for (const text::Word& word : words) {
      const std::uint32_t number = vocabulary_.add(word.text);
      if (number == last_pair_.size()) last_pair_.push_back(kNoPair);
      std::size_t& pair = last_pair_[number];
      if (pair == kNoPair || pair < first) {
        pair = pairs_.size();
        pairs_.push_back({number, 0});
      }
      pairs_[pair].count += weight;
    }
    return words.size() * weight;
  }

  std::vector<float> length_norms() const {
    double total = 0;
    for (const std::size_t length : lengths_) total += static_cast<double>(length);
    const double mean = std::max(1.0, total / std::max(1.0, static_cast<double>(lengths_.size())));
    std::vector<float> norms;
    norms.reserve(lengths_.size());
    for (const std::size_t length : lengths_) {
      norms.push_back(static_cast<float>(kK1 * (1 - kB + kB * static_cast<double>(length) / mean)));
    }
    return norms;
  }

  std::vector<std::size_t> posting_starts() const {
    std::vector<std::size_t> starts(vocabulary_.size() + 1, 0);
    for (const WordCount& pair : pairs_) ++starts[pair.word + 1];
    for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
    return starts;
  }

  static constexpr std::size_t kNoPair = std::numeric_limits<std::size_t>::max();

  Vocabulary vocabulary_;
  std::vector<WordCount> pairs_;                 // chunk after chunk
  std::vector<std::size_t> chunk_starts_ = {0};  // into pairs_; one more at the end
  std::vector<std::size_t> last_pair_;           // by word: its newest entry in pairs_
  std::vector<std::size_t> lengths_;
};

Result<KeywordIndex> KeywordIndex::build(std::span<const ChunkFields> chunks,
                                         const CancelFlag& cancel) {
  if (chunks.size() >= std::numeric_limits<std::uint32_t>::max()) {
    return fail(ErrorCode::kLimit, "more than 2^32 chunks in one keyword index");
  }
  Builder builder;
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    if (i % kChunksBetweenCancelChecks == 0 && cancel.cancelled()) {
      return fail(ErrorCode::kCancelled, "building the keyword index was cancelled");
    }
    builder.add(chunks[i]);
  }
  return std::move(builder).finish();
}

/// Always positive; greatest for a word that no chunk holds.
double KeywordIndex::idf(std::uint32_t number) const {
  const double chunks = static_cast<double>(chunk_count());
  const double holding =
      number == Vocabulary::kNone
          ? 0
          : static_cast<double>(posting_starts_[number + 1] - posting_starts_[number]);
  return std::log(1 + (chunks - holding + 0.5) / (holding + 0.5));
}

std::vector<QuestionWord> KeywordIndex::question_words(std::string_view question) const {
  const std::string folded = text::fold_text(question);
  std::unordered_set<std::string_view> seen;
  std::vector<QuestionWord> distinct;
  for (const text::Word& word : text::words(folded)) {
    if (!seen.insert(word.text).second) continue;
    const std::uint32_t number = vocabulary_.find(word.text);
    distinct.push_back({std::string(word.text), number, idf(number)});
  }
  return distinct;
}

std::vector<float> KeywordIndex::scores(std::span<const QuestionWord> question) const {
  std::vector<float> sums(chunk_count(), 0.0F);
  for (const QuestionWord& word : question) {
    if (word.number == Vocabulary::kNone) continue;
    const float most = static_cast<float>(word.idf * (kK1 + 1));
    for (std::size_t i = posting_starts_[word.number]; i < posting_starts_[word.number + 1]; ++i) {
      const float count = posting_counts_[i];
      const std::uint32_t chunk = posting_chunks_[i];
      sums[chunk] += most * count / (count + length_norms_[chunk]);
    }
  }
  return sums;
}

double KeywordIndex::upper_bound(std::span<const QuestionWord> question) {
  double sum = 0;
  for (const QuestionWord& word : question) sum += word.idf * (kK1 + 1);
  return sum;
}

}  // namespace eider::keyword_index
