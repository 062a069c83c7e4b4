#include "extension/functions/functions.h"
#include "pipeline/theme_index.h"

namespace eider::extension {

Result<RowSource> theme_keywords(const Call& call) {
  const auto name = call.argument(0, "the theme");
  if (!name) return std::unexpected(name.error());
  const auto built = pipeline::read_theme(*call.host, call.scope_with_options(), *name);
  if (!built) return std::unexpected(built.error());
  std::vector<store::List> rows;
  for (const Keyword& k : built->keywords) rows.push_back({k.term, k.language, k.origin, k.weight});
  return rows_of(std::move(rows));
}

}  // namespace eider::extension
