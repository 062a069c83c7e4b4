#include <memory>

#include "extension/functions/functions.h"
#include "extension/functions/loaded_row.h"
#include "pipeline/ingest.h"

namespace eider::extension {

Result<RowSource> eider_load(const Call& call) {
  const auto path = call.argument(0, "the path");
  if (!path) return std::unexpected(path.error());
  const pipeline::Scope scope = call.scope_with_options();
  auto begun = pipeline::Ingest::begin(*call.host, scope, *path);
  if (!begun) return std::unexpected(begun.error());
  auto ingest = std::make_shared<pipeline::Ingest>(std::move(*begun));
  return [ingest, host = call.host, scope] { return row_or_upkeep(ingest->next(), *host, scope); };
}

}  // namespace eider::extension
