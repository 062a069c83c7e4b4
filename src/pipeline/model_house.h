#pragma once
// From a model's name to the model: the catalogue finds and checks the file, the adapter opens it.
// A name is one of the catalogue, of an imported model, the path of a GGUF file, or
// "recorded:FILE" for a replay (tests). A model is opened when it is first needed.

#include <memory>
#include <string>

#include "base/error.h"
#include "models/embedder.h"
#include "models/generator.h"

namespace eider::pipeline {

struct ModelNames {
  std::string generator;
  std::string embedder;  // "none": search by words alone
  std::string folder;    // where models lie
};

Result<std::shared_ptr<models::Generator>> open_generator(const ModelNames& names);

/// nullptr for "none".
Result<std::shared_ptr<models::Embedder>> open_embedder(const ModelNames& names);

/// The hash that stands beside the embeddings of this embedder, without opening it; "" for "none".
Result<std::string> embedder_hash(const ModelNames& names);

}  // namespace eider::pipeline
