#pragma once
// A BERT in a GGUF file, as Eider's own encoder runs it: Q4_0 matrices, mean pooling.

#include <optional>
#include <string>

#include "models/encoder/encoder.h"

namespace eider::models {

/// Nothing where the file holds another kind of model, types or sizes that the encoder does not
/// run, or less than its head says: llama.cpp then reads it, or says why it can't.
std::optional<encoder::BertWeights> read_bert(const std::string& path);

}  // namespace eider::models
