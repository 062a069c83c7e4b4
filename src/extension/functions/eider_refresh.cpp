#include <memory>

#include "extension/functions/functions.h"
#include "extension/functions/loaded_row.h"
#include "pipeline/refresh.h"

namespace eider::extension {

Result<RowSource> eider_refresh(const Call& call) {
  const auto store = call.argument(0, "the store");
  if (!store) return std::unexpected(store.error());
  pipeline::Scope scope = call.scope_with_options();
  scope.store = *store;
  auto begun = pipeline::Refresh::begin(*call.host, scope);
  if (!begun) return std::unexpected(begun.error());
  auto refresh = std::make_shared<pipeline::Refresh>(std::move(*begun));
  return
      [refresh, host = call.host, scope] { return row_or_upkeep(refresh->next(), *host, scope); };
}

}  // namespace eider::extension
