#include "pipeline/ask.h"

#include <algorithm>
#include <chrono>
#include <span>
#include <utility>

#include "base/limits.h"
#include "corpus/answer/answer.h"
#include "corpus/embed/embed.h"
#include "corpus/search/search.h"
#include "pipeline/hits.h"
#include "pipeline/serving_model.h"
#include "store/documents.h"
#include "store/filter.h"
#include "store/passages.h"
#include "text/dates.h"
#include "text/utf8.h"

namespace eider::pipeline {
namespace {

// More than a person reads, fewer than a small model loses itself in; bench/answer_bench.
constexpr std::int64_t kAnswerHits = 6;

// Of all matches: read and given out together.
constexpr std::size_t kHitsAtOnce = 1000;

Result<void> check_question(const Question& question) {
  if (text::trim(question.text).empty()) {
    return fail(ErrorCode::kInvalidArgument, "the question is empty");
  }
  if (question.text.size() > kMaxQuestionBytes) {
    return fail(ErrorCode::kLimit, "the question has " + std::to_string(question.text.size()) +
                                       " bytes, more than " + std::to_string(kMaxQuestionBytes));
  }
  if (!text::is_valid_utf8(question.text)) {
    return fail(ErrorCode::kInvalidArgument,
                "the question is not UTF-8 at byte " +
                    std::to_string(text::first_invalid_byte(question.text)));
  }
  if (question.k && (*question.k < 1 || *question.k > static_cast<std::int64_t>(kMaxHits))) {
    return fail(ErrorCode::kInvalidArgument, "k is " + std::to_string(*question.k) +
                                                 ", it must be 1 to " + std::to_string(kMaxHits) +
                                                 ", or NULL for all matches");
  }
  if (question.neighbours < 0 || question.neighbours > kMaxNeighbours) {
    return fail(ErrorCode::kInvalidArgument,
                "neighbours is " + std::to_string(question.neighbours) + ", it must be 0 to " +
                    std::to_string(kMaxNeighbours));
  }
  return {};
}

/// Sets which chunks may be found.
Result<void> restrict(search::SearchRequest& request, store::Connection connection,
                      const Scope& scope, const Question& question) {
  const auto day = day_of(question.as_of);
  if (!day) return std::unexpected(day.error());
  const store::PassageFilter filter{question.filter, *day};
  if (filter.empty()) return {};
  auto ids = store::passing_chunks(connection, scope.tables(), scope.store, filter);
  if (!ids) return std::unexpected(ids.error());
  request.filtered = true;
  request.allowed = std::move(*ids);
  return {};
}

/// The question's embedding; empty where the store has none to compare it with.
Result<std::vector<float>> query_vector(Host& host, store::Connection connection,
                                        const Scope& scope, const Question& question) {
  const auto hash = embedder_hash(scope.models);
  if (!hash) return std::unexpected(hash.error());
  if (!host.resident_index(scope, *hash)->acquaintance().has_vectors) {
    const auto embedded = store::has_embeddings(connection, scope.tables(), scope.store, *hash);
    if (!embedded) return std::unexpected(embedded.error());
    if (!*embedded) return std::vector<float>();
  }
  const auto embedder = host.embedder(scope.models);
  if (!embedder) return std::unexpected(embedder.error());
  return embed::embed_question(question.text, **embedder, host.cancel_flag());
}

/// A reply, and whether some chunks have no vector of the scope's embedder.
struct ScopeReply {
  SearchReply reply;
  bool partly_embedded = false;
};

Result<ScopeReply> search_as(Host& host, store::Connection connection, const Scope& scope,
                             const Question& question) {
  search::SearchRequest request;
  request.question = question.text;
  request.k = question.k;
  auto query = query_vector(host, connection, scope, question);
  if (!query) return std::unexpected(query.error());
  request.query_vector = std::move(*query);

  ScopeReply found_as;
  const auto search = [&](const ResidentView& view) -> Result<void> {
    if (auto done = restrict(request, connection, scope, question); !done) return done;
    PassageShelf shelf(connection, scope.tables(), view.places);
    auto found = search::search(view.search_index, request, shelf.texts_of());
    if (!found) return std::unexpected(found.error());
    const std::size_t read = question.k ? found->size() : std::min(found->size(), kHitsAtOnce);
    auto hits = shelf.hits_of({std::span(*found).first(read), 1, question.neighbours});
    if (!hits) return std::unexpected(hits.error());
    found->erase(found->begin(), found->begin() + static_cast<std::ptrdiff_t>(read));
    const auto next_rank = static_cast<std::int64_t>(read) + 1;
    const auto* vectors = view.search_index.vectors;
    const std::size_t embedded = vectors ? vectors->size() : 0;
    found_as.reply = {
        std::move(*hits), {std::move(*found), next_rank}, view.documents, view.chunks};
    found_as.partly_embedded = embedded < static_cast<std::size_t>(view.chunks);
    return {};
  };
  auto searched = host.search_in(connection, scope, search);
  if (!searched) return std::unexpected(searched.error());
  return found_as;
}

/// While a store changes from one embedder to another, the one that has embedded more serves.
Result<SearchReply> search_with(Host& host, store::Connection connection, const Scope& scope,
                                const Question& question) {
  if (auto checked = check_question(question); !checked) {
    return std::unexpected(checked.error());
  }
  const auto hash = embedder_hash(scope.models);
  if (!hash) return std::unexpected(hash.error());
  const bool is_known = host.resident_index(scope, *hash)->acquaintance().is_known;
  auto there = is_known ? Result<void>() : require_store(connection, scope);
  if (!there) return std::unexpected(there.error());
  auto found = search_as(host, connection, scope, question);
  // A store that was known may be gone.
  if (is_known && (!found || found->reply.chunks == 0)) there = require_store(connection, scope);
  if (!there) return std::unexpected(there.error());
  if (!found) return std::unexpected(found.error());
  if (!found->partly_embedded) return std::move(found->reply);
  const auto served = serving_scope(connection, scope);
  if (!served) return std::unexpected(served.error());
  if (served->models.embedder == scope.models.embedder) return std::move(found->reply);
  auto again = search_as(host, connection, *served, question);
  if (!again) return std::unexpected(again.error());
  return std::move(again->reply);
}

}  // namespace

Result<std::string> day_of(const std::string& as_of) {
  constexpr std::size_t kDaySize = 10;  // 2026-05-01
  if (as_of.empty()) return as_of;
  if (const auto date = text::parse_date(as_of)) return date->substr(0, kDaySize);
  return fail(ErrorCode::kInvalidArgument, "this is no date", "as_of " + as_of,
              "write it as 2026-05-01");
}

Result<void> require_store(store::Connection connection, const Scope& scope) {
  const auto present = store::open_schema(connection, scope.tables());
  if (!present) return std::unexpected(present.error());
  std::vector<std::string> names;
  if (*present) {
    auto read = store::store_names(connection, scope.tables());
    if (!read) return std::unexpected(read.error());
    names = std::move(*read);
  }
  if (names.empty()) {
    return fail(ErrorCode::kNotFound, "nothing has been loaded yet", "database " + scope.catalog,
                "CALL eider_load('folder') loads documents");
  }
  if (std::find(names.begin(), names.end(), scope.store) != names.end()) return {};
  std::string known;
  for (const std::string& name : names) known += (known.empty() ? "" : ", ") + name;
  return fail(ErrorCode::kNotFound, "there is no such store", "store " + scope.store,
              "there are: " + known);
}

Result<SearchReply> search(Host& host, const Scope& scope, const Question& question) {
  const auto lease = host.lease();
  if (!lease) return std::unexpected(lease.error());
  return search_with(host, lease->connection(), scope, question);
}

Result<std::vector<Hit>> next_hits(Host& host, const Scope& scope, std::int64_t neighbours,
                                   UnreadHits& unread) {
  const auto lease = host.lease();
  if (!lease) return std::unexpected(lease.error());
  PassageShelf shelf(lease->connection(), scope.tables());
  const std::size_t count = std::min(unread.found.size() - unread.read, kHitsAtOnce);
  auto hits =
      shelf.hits_of({std::span(unread.found).subspan(unread.read, count),
                     unread.first_rank + static_cast<std::int64_t>(unread.read), neighbours});
  unread.read += count;
  return hits;
}

Result<Answer> ask(Host& host, const Scope& scope, const Question& question) {
  const auto began = std::chrono::steady_clock::now();
  const CancelFlag cancel = host.cancel_flag();
  if (auto checked = check_question(question); !checked) {
    return std::unexpected(checked.error());
  }
  Question widened = question;
  widened.k = std::max(question.k.value_or(0), kAnswerHits);
  auto found = search(host, scope, widened);
  if (!found) return std::unexpected(found.error());
  const auto generator = host.generator(scope.models);
  if (!generator) return std::unexpected(generator.error());

  answer::AnswerRequest request;
  request.question = question.text;
  request.hits = std::move(found->hits);
  request.store = scope.store;
  request.documents = found->documents;
  request.chunks = found->chunks;
  auto answered = answer::answer(request, **generator, cancel);
  if (!answered) return std::unexpected(answered.error());
  answered->generator = (*generator)->name();
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - began;
  answered->seconds = elapsed.count();
  return answered;
}

}  // namespace eider::pipeline
