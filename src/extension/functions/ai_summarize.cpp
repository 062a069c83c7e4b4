#include "extension/functions/functions.h"
#include "extension/functions/row_values.h"
#include "pipeline/rows.h"

namespace eider::extension {

Result<Outcomes> ai_summarize(const Call& call, pipeline::RowStatement& statement,
                              const std::vector<Values>& rows) {
  return values_of(pipeline::summarize(statement, texts_of(rows), writing_options(call)));
}

}  // namespace eider::extension
