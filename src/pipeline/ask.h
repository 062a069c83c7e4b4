#pragma once
// Search and ask: a question -> hits, or an answer whose sentences are tied to bytes.

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "pipeline/host.h"
#include "records/answer.h"

namespace eider::pipeline {

struct Question {
  std::string text;
  std::int64_t k = 5;
  std::string filter;  // SQL over article and document, "" for all
  std::string as_of;   // a date, "" for all
};

struct SearchReply {
  std::vector<Hit> hits;
  std::int64_t documents = 0;  // that were searched
  std::int64_t chunks = 0;
};

/// Errors: kInvalidArgument (empty question, k, filter, date), kLimit, kNotFound (nothing loaded,
/// unknown store), kUnavailable, kCancelled.
Result<SearchReply> search(Host& host, const Scope& scope, const Question& question);

/// Errors as for search, and those of the generator.
Result<Answer> ask(Host& host, const Scope& scope, const Question& question);

/// Errors: kNotFound where the store has no documents, naming the stores that have.
Result<void> require_store(store::Connection connection, const Scope& scope);

/// A date in any form that people write, as an ISO day; "" stays "".
/// Errors: kInvalidArgument for a date that is none.
Result<std::string> day_of(const std::string& as_of);

}  // namespace eider::pipeline
