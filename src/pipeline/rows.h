#pragma once
// Rows: the language model and the embedder over single values.

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "pipeline/host.h"

namespace eider::pipeline {

struct CompleteRequest {
  std::string text;
  std::string instruction;
  std::int64_t max_tokens = 256;
};

/// Errors: kInvalidArgument (empty instruction, max_tokens), kLimit (a prompt above the window),
/// the generator's.
Result<std::string> complete(Host& host, const Scope& scope, const CompleteRequest& request);

/// Errors: kInvalidArgument where the embedder is "none", the embedder's.
Result<std::vector<float>> embed(Host& host, const Scope& scope, const std::string& text);

}  // namespace eider::pipeline
