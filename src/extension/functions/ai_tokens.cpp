#include "extension/functions/functions.h"
#include "extension/functions/row_values.h"
#include "pipeline/rows.h"

namespace eider::extension {

Result<Outcomes> ai_tokens(const Call&, pipeline::RowStatement& statement,
                           const std::vector<Values>& rows) {
  return values_of(pipeline::count_tokens(statement, texts_of(rows)));
}

}  // namespace eider::extension
