#pragma once
// The models whose embeddings a store holds, while it changes from one to another.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "store/connection.h"
#include "store/schema.h"

namespace eider::store {

struct EmbeddingModels {
  std::int64_t chunks = 0;                                     // of the store
  std::vector<std::pair<std::string, std::int64_t>> embedded;  // model hash, chunks it embedded
};

Result<EmbeddingModels> embedding_models(Connection connection, const Catalog& catalog,
                                         const std::string& store);

/// Removes the embeddings of all other models once this one has embedded every chunk; until then
/// they stay. Returns how many went.
Result<std::int64_t> remove_superseded_embeddings(Connection connection, const Catalog& catalog,
                                                  const std::string& store,
                                                  const std::string& model_hash);

}  // namespace eider::store
