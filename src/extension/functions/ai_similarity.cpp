#include "extension/functions/functions.h"
#include "extension/functions/row_values.h"
#include "pipeline/rows.h"

namespace eider::extension {

Result<Outcomes> ai_similarity(const Call&, pipeline::RowStatement& statement,
                               const std::vector<Values>& rows) {
  std::vector<pipeline::Pair> pairs;
  for (const Values& row : rows) pairs.push_back({*row[0].text(), *row[1].text()});
  return values_of(pipeline::similarity(statement, pairs));
}

}  // namespace eider::extension
