#include "extension/functions/functions.h"
#include "extension/functions/row_values.h"
#include "pipeline/judged_rows.h"

namespace eider::extension {

Result<Outcomes> ai_classify(const Call&, pipeline::RowStatement& statement,
                             const std::vector<Values>& rows) {
  return values_of(pipeline::classify(statement, labelled_rows(rows)));
}

}  // namespace eider::extension
