#include "extension/functions/functions.h"
#include "pipeline/rows.h"

namespace eider::extension {

Result<store::Value> ai_complete(const Call& call, const Values& row) {
  constexpr std::int64_t kDefaultTokens = 256;
  const pipeline::CompleteRequest request{*row[0].text(), *row[1].text(),
                                          call.integer("max_tokens", kDefaultTokens)};
  auto text = pipeline::complete(*call.host, call.scope_with_options(), request);
  if (!text) return std::unexpected(text.error());
  return store::Value(std::move(*text));
}

}  // namespace eider::extension
