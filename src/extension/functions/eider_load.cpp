#include <memory>

#include "extension/functions/functions.h"
#include "pipeline/ingest.h"

namespace eider::extension {

Result<RowSource> eider_load(const Call& call) {
  const auto path = call.argument(0, "the path");
  if (!path) return std::unexpected(path.error());
  auto begun = pipeline::Ingest::begin(*call.host, call.scope_with_options(), *path);
  if (!begun) return std::unexpected(begun.error());
  auto ingest = std::make_shared<pipeline::Ingest>(std::move(*begun));
  return [ingest]() -> Result<Row> {
    auto loaded = ingest->next();
    if (!loaded) return std::unexpected(loaded.error());
    if (!*loaded) return std::nullopt;
    const pipeline::LoadedDocument& d = **loaded;
    return store::List{d.id, d.path, d.status, store::text_or_null(d.error), d.articles, d.chunks};
  };
}

}  // namespace eider::extension
