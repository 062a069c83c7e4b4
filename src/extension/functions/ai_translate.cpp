#include "extension/functions/functions.h"
#include "extension/functions/row_values.h"
#include "pipeline/rows.h"

namespace eider::extension {

Result<Outcomes> ai_translate(const Call& call, pipeline::RowStatement& statement,
                              const std::vector<Values>& rows) {
  std::vector<pipeline::TranslatedRow> asked;
  for (const Values& row : rows) asked.push_back({*row[0].text(), *row[1].text()});
  return values_of(pipeline::translate(statement, asked, writing_options(call)));
}

}  // namespace eider::extension
