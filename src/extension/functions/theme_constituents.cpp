#include "extension/functions/functions.h"
#include "pipeline/theme_index.h"

namespace eider::extension {

Result<RowSource> theme_constituents(const Call& call) {
  const auto name = call.argument(0, "the theme");
  if (!name) return std::unexpected(name.error());
  const auto built = pipeline::read_theme(*call.host, call.scope_with_options(), *name);
  if (!built) return std::unexpected(built.error());
  std::vector<store::List> rows;
  for (const Constituent& c : built->constituents) {
    if (!c.rejected.empty()) continue;
    store::List evidence;
    for (const Evidence& e : c.evidence) {
      evidence.emplace_back(
          store::List{e.document_id, e.path, e.span.start, e.span.stop, e.quote, e.term});
    }
    rows.push_back(
        {c.company, c.security, c.weight, c.share, c.score, c.events, c.hits, std::move(evidence)});
  }
  return rows_of(std::move(rows));
}

}  // namespace eider::extension
