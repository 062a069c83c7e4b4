#include "extension/functions/functions.h"
#include "pipeline/theme_index.h"

namespace eider::extension {

Result<RowSource> eider_theme(const Call& call) {
  const auto name = call.argument(0, "the theme");
  if (!name) return std::unexpected(name.error());
  const pipeline::ThemeRequest request{*name, call.text("as_of"), call.text("keywords", "model"),
                                       call.text("companies")};
  const auto built = pipeline::build_theme(*call.host, call.scope_with_options(), request);
  if (!built) return std::unexpected(built.error());
  std::vector<store::List> rows;
  for (const Constituent& c : built->constituents) {
    if (!c.rejected.empty()) continue;
    rows.push_back({c.company, c.security, c.weight, c.share, c.score, c.events, c.hits});
  }
  return rows_of(std::move(rows));
}

}  // namespace eider::extension
