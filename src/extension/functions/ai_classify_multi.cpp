#include "extension/functions/functions.h"
#include "extension/functions/row_values.h"
#include "pipeline/judged_rows.h"

namespace eider::extension {

Result<Outcomes> ai_classify_multi(const Call&, pipeline::RowStatement& statement,
                                   const std::vector<Values>& rows) {
  auto several = pipeline::classify_several(statement, labelled_rows(rows));
  if (!several) return std::unexpected(several.error());
  Outcomes outcomes;
  for (const auto& labels : *several) {
    if (labels) {
      outcomes.emplace_back(store::Value(store::List(labels->begin(), labels->end())));
    } else {
      outcomes.emplace_back(std::unexpected(labels.error()));
    }
  }
  return outcomes;
}

}  // namespace eider::extension
