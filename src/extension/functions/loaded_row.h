#pragma once
// The row of eider_load and eider_refresh.

#include <utility>

#include "extension/call.h"
#include "pipeline/intake.h"

namespace eider::extension {

inline Result<Row> row_of(Result<std::optional<pipeline::LoadedDocument>> loaded) {
  if (!loaded) return std::unexpected(std::move(loaded.error()));
  if (!*loaded) return std::nullopt;
  const pipeline::LoadedDocument& d = **loaded;
  store::List row{d.id, d.path, d.status, store::text_or_null(d.error), d.articles, d.chunks};
  if (d.id == 0) row.front() = {};
  return row;
}

/// The row; after the last one the store's indices are brought up to date, so that the first
/// question need not wait for it.
inline Result<Row> row_or_upkeep(Result<std::optional<pipeline::LoadedDocument>> loaded,
                                 pipeline::Host& host, const pipeline::Scope& scope) {
  if (loaded && !*loaded) host.keep_up(scope);
  return row_of(std::move(loaded));
}

}  // namespace eider::extension
