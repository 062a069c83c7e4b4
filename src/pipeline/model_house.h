#pragma once
// From a model's name to the model: the catalogue finds and checks the file, the adapter opens it.
// A name is one of the catalogue, of an imported model, or the path of a GGUF file. A model is
// opened when it is first needed, and once a process.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "models/embedder.h"
#include "models/generator.h"
#include "models/row_engine.h"

namespace eider::pipeline {

struct ModelNames {
  std::string generator;
  std::string embedder;  // "none": search by words alone
  std::string folder;    // where models lie
};

/// Errors: kInvalidArgument (an embedder), kNotFound, kCorrupt, kUnavailable (no memory).
Result<std::shared_ptr<models::Generator>> open_generator(const ModelNames& names);

/// The generator as one that many rows ask together. Errors: as above.
Result<std::unique_ptr<models::RowEngine>> open_row_engine(const ModelNames& names,
                                                           std::int64_t threads);

/// The generator's hash, without opening it; its file is asked for only where the name is a path.
Result<std::string> generator_hash(const ModelNames& names);

/// nullptr for "none". Errors: as above.
Result<std::shared_ptr<models::Embedder>> open_embedder(const ModelNames& names);

/// The hash that stands beside the embeddings of this embedder, without opening it or asking for
/// its file; "" for "none".
Result<std::string> embedder_hash(const ModelNames& names);

/// A row of eider_models().
struct KnownModel {
  std::string name;
  std::string role;
  std::string file;
  std::int64_t bytes = 0;
  std::string licence;
  std::string status;  // "ready", "missing", "damaged" (of another size)
  std::string path;    // where it is ready
};

std::vector<KnownModel> known_models(const std::string& folder);

}  // namespace eider::pipeline
