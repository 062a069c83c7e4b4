#include "extension/functions/functions.h"
#include "pipeline/rows.h"

namespace eider::extension {

Result<store::Value> ai_embed(const Call& call, const Values& row) {
  auto vector = pipeline::embed(*call.host, call.scope_with_options(), *row[0].text());
  if (!vector) return std::unexpected(vector.error());
  return store::Value(std::move(*vector));
}

}  // namespace eider::extension
