#include "extension/functions/functions.h"
#include "pipeline/ingest.h"

namespace eider::extension {

Result<RowSource> eider_drop(const Call& call) {
  const auto store = call.argument(0, "the store");
  if (!store) return std::unexpected(store.error());
  pipeline::Scope scope = call.scope;
  scope.store = *store;
  const auto dropped = pipeline::drop_store(*call.host, scope);
  if (!dropped) return std::unexpected(dropped.error());
  return rows_of({store::List{*store, *dropped}});
}

}  // namespace eider::extension
