#include "extension/functions/functions.h"
#include "pipeline/theme_index.h"

namespace eider::extension {

Result<RowSource> theme_mentions(const Call& call) {
  const auto name = call.argument(0, "the theme");
  if (!name) return std::unexpected(name.error());
  const auto mentions = pipeline::read_theme_mentions(*call.host, call.scope_with_options(), *name);
  if (!mentions) return std::unexpected(mentions.error());
  std::vector<store::List> rows;
  for (const Mention& m : *mentions) {
    rows.push_back({m.company_id, m.document_id, m.article_id, m.span.start, m.span.stop, m.alias,
                    name_of(m.role)});
  }
  return rows_of(std::move(rows));
}

}  // namespace eider::extension
