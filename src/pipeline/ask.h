#pragma once
// Search and ask: a question -> hits, or an answer whose sentences are tied to bytes.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "corpus/search/search.h"
#include "pipeline/host.h"
#include "records/answer.h"

namespace eider::pipeline {

struct Question {
  std::string text;
  std::optional<std::int64_t> k = 5;  // none: all matches
  std::string filter;                 // SQL over article and document, "" for all
  std::string as_of;                  // a date, "" for all
  std::int64_t neighbours = 0;        // chunks to each side of a hit whose text comes along
};

/// Hits of which only ids and scores are known yet.
struct UnreadHits {
  std::vector<search::FoundChunk> found;
  std::int64_t first_rank = 1;
  std::size_t read = 0;  // of them
  bool empty() const { return read == found.size(); }
};

struct SearchReply {
  std::vector<Hit> hits;
  UnreadHits unread;           // where all matches were asked for and they are many
  std::int64_t documents = 0;  // that were searched
  std::int64_t chunks = 0;
};

/// All matches are the chunks that share a word with the question and, where chunks are embedded,
/// the 200 nearest. Errors: kInvalidArgument (empty question, k, filter, date), kLimit, kNotFound
/// (nothing loaded, unknown store), kUnavailable, kCancelled.
Result<SearchReply> search(Host& host, const Scope& scope, const Question& question);

/// The next of a reply's unread hits, as the tables are now: one whose chunk is gone is left out.
Result<std::vector<Hit>> next_hits(Host& host, const Scope& scope, std::int64_t neighbours,
                                   UnreadHits& unread);

/// Errors as for search, and those of the generator.
Result<Answer> ask(Host& host, const Scope& scope, const Question& question);

/// Errors: kNotFound where the store has no documents, naming the stores that have.
Result<void> require_store(store::Connection connection, const Scope& scope);

/// A date in any form that people write, as an ISO day; "" stays "".
/// Errors: kInvalidArgument for a date that is none.
Result<std::string> day_of(const std::string& as_of);

}  // namespace eider::pipeline
