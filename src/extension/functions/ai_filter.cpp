#include "extension/functions/functions.h"
#include "extension/functions/row_values.h"
#include "pipeline/judged_rows.h"

namespace eider::extension {

Result<Outcomes> ai_filter(const Call&, pipeline::RowStatement& statement,
                           const std::vector<Values>& rows) {
  constexpr double kEven = 0.5;
  auto outcomes = values_of(pipeline::judge_conditions(statement, conditions_of(rows)));
  if (!outcomes) return outcomes;
  for (Result<store::Value>& outcome : *outcomes) {
    if (outcome) outcome->data = std::get<double>(outcome->data) >= kEven;
  }
  return outcomes;
}

}  // namespace eider::extension
