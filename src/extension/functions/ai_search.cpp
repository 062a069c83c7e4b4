#include <utility>

#include "extension/functions/functions.h"
#include "pipeline/ask.h"

namespace eider::extension {
namespace {

store::Value rank_or_null(std::int64_t rank) {
  return rank > 0 ? store::Value(rank) : store::Value();
}

store::List row_of(const Hit& hit) {
  return {hit.rank,
          hit.score,
          hit.document_id,
          hit.path,
          store::text_or_null(hit.title),
          store::text_or_null(hit.published_at),
          hit.span.start,
          hit.span.stop,
          hit.text,
          hit.keyword_score,
          hit.vector_score ? store::Value(*hit.vector_score) : store::Value(),
          hit.chunk_id,
          rank_or_null(hit.keyword_rank),
          rank_or_null(hit.vector_rank),
          store::text_or_null(hit.before),
          store::text_or_null(hit.after)};
}

/// Rows of the hits that are read; then, block by block, of the others.
RowSource rows_of_reply(const Call& call, pipeline::SearchReply found, std::int64_t neighbours) {
  return [host = call.host, scope = call.scope_with_options(), neighbours,
          reply = std::make_shared<pipeline::SearchReply>(std::move(found)),
          at = std::size_t{0}]() mutable -> Result<Row> {
    while (at == reply->hits.size() && !reply->unread.empty()) {
      auto next = pipeline::next_hits(*host, scope, neighbours, reply->unread);
      if (!next) return std::unexpected(next.error());
      reply->hits = std::move(*next);
      at = 0;
    }
    if (at == reply->hits.size()) return std::nullopt;
    return row_of(reply->hits[at++]);
  };
}

}  // namespace

Result<RowSource> ai_search(const Call& call) {
  const auto text = call.argument(0, "the question");
  if (!text) return std::unexpected(text.error());
  pipeline::Question question{.text = *text,
                              .filter = call.text("filter"),
                              .as_of = call.text("as_of"),
                              .neighbours = call.integer("neighbours", 0)};
  if (call.is_null("k")) {
    question.k.reset();
  } else {
    question.k = call.integer("k", 5);
  }
  auto found = pipeline::search(*call.host, call.scope_with_options(), question);
  if (!found) return std::unexpected(found.error());
  return rows_of_reply(call, std::move(*found), question.neighbours);
}

}  // namespace eider::extension
