#pragma once
// The only thing the model may write: a list of existing sentence numbers, "[]", "[2]", "[1, 3]".
// Invariant: a text that allows() accepts can always be continued to one that may_end() accepts,
// and parse_number_list() reads every such text.

#include <cstdint>
#include <string_view>
#include <vector>

#include "models/generator.h"

namespace eider::answer {

/// Lists of different numbers from 1 to `highest`, at most `longest` of them, in any order.
class NumberListConstraint : public models::Constraint {
 public:
  NumberListConstraint(std::int64_t highest, std::int64_t longest)
      : highest_(highest), longest_(longest) {}

  bool allows(std::string_view text) const override;
  bool may_end(std::string_view text) const override;

 private:
  std::int64_t highest_ = 0;
  std::int64_t longest_ = 0;
};

/// The numbers of a finished list, ascending. Ignores what is no number.
std::vector<std::int64_t> parse_number_list(std::string_view text);

}  // namespace eider::answer
