#include "extension/functions/functions.h"
#include "pipeline/model_house.h"

namespace eider::extension {

Result<RowSource> eider_models(const Call& call) {
  std::vector<store::List> rows;
  for (const pipeline::KnownModel& m : pipeline::known_models(call.scope.models.folder)) {
    rows.push_back({m.name, m.role, m.file, m.bytes, store::text_or_null(m.licence), m.status,
                    store::text_or_null(m.path)});
  }
  return rows_of(std::move(rows));
}

}  // namespace eider::extension
