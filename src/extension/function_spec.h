#pragma once
// What functions.yaml says of a SQL function, as registration reads it.

#include <string>
#include <utility>
#include <vector>

namespace eider::extension {

enum class FunctionKind { kScalar, kTable };

/// A name and a SQL type as written in functions.yaml.
using Column = std::pair<std::string, std::string>;

struct FunctionSpec {
  std::string name;
  FunctionKind kind = FunctionKind::kScalar;
  bool twin = false;  // also registered under eider_<verb>
  bool rows = false;  // a scalar that takes a vector's rows at once; also as ai_try_<verb>
  std::vector<Column> arguments;
  std::vector<Column> options;
  std::vector<Column> returns;  // a scalar has one, without a name; none where `dynamic`
  bool dynamic = false;         // a table function whose columns depend on its arguments
};

const std::vector<FunctionSpec>& function_specs();

}  // namespace eider::extension
