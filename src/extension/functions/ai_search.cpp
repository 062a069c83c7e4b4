#include "extension/functions/functions.h"
#include "pipeline/ask.h"

namespace eider::extension {

Result<RowSource> ai_search(const Call& call) {
  const auto text = call.argument(0, "the question");
  if (!text) return std::unexpected(text.error());
  const pipeline::Question question{*text, call.integer("k", 5), call.text("filter"),
                                    call.text("as_of")};
  const auto found = pipeline::search(*call.host, call.scope_with_options(), question);
  if (!found) return std::unexpected(found.error());
  std::vector<store::List> rows;
  for (const Hit& hit : found->hits) {
    rows.push_back({hit.rank, hit.score, hit.document_id, hit.path, store::text_or_null(hit.title),
                    store::text_or_null(hit.published_at), hit.span.start, hit.span.stop, hit.text,
                    hit.keyword_score, hit.vector_score, hit.chunk_id});
  }
  return rows_of(std::move(rows));
}

}  // namespace eider::extension
