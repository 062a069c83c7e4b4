#include "extension/functions/functions.h"
#include "pipeline/index_status.h"

namespace eider::extension {

Result<RowSource> eider_index_status(const Call& call) {
  const auto lease = call.host->lease();
  if (!lease) return std::unexpected(lease.error());
  const auto all = pipeline::index_status(*call.host, lease->connection(), call.scope.catalog);
  if (!all) return std::unexpected(all.error());
  std::vector<store::List> rows;
  for (const pipeline::IndexStatus& s : *all) {
    const bool has_recall = s.kind == "vector" && s.bytes_resident > 0;
    rows.push_back({s.store, s.kind, store::text_or_null(s.model), s.rows, s.covered, s.delta,
                    s.tombstones, s.segments, s.lists,
                    has_recall ? store::Value(s.recall) : store::Value(), s.bytes_in_file,
                    s.bytes_resident, store::text_or_null(s.note)});
  }
  return rows_of(std::move(rows));
}

}  // namespace eider::extension
