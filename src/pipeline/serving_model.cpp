#include "pipeline/serving_model.h"

#include <algorithm>

#include "models/catalogue/model_file.h"
#include "store/embedding_models.h"

namespace eider::pipeline {

std::string serving_model(const std::string& wanted, std::vector<ModelCoverage> models,
                          std::int64_t chunks) {
  if (wanted.empty()) return wanted;
  std::int64_t most = 0;
  for (const ModelCoverage& model : models) {
    if (model.hash == wanted) most = model.chunks;
  }
  std::string serving = wanted;
  if (most >= chunks) return serving;
  std::ranges::sort(models, {}, &ModelCoverage::hash);
  for (const ModelCoverage& model : models) {
    if (!model.at_hand || model.chunks <= most) continue;
    most = model.chunks;
    serving = model.hash;
  }
  return serving;
}

Result<Scope> serving_scope(store::Connection connection, const Scope& scope) {
  const auto wanted = embedder_hash(scope.models);
  if (!wanted) return std::unexpected(wanted.error());
  if (wanted->empty()) return scope;
  const auto read = store::embedding_models(connection, scope.tables(), scope.store);
  if (!read) return std::unexpected(read.error());
  const auto known = models::known_models(scope.models.folder);
  std::vector<ModelCoverage> coverage;
  for (const auto& [hash, chunks] : read->embedded) {
    const auto entry = std::ranges::find(known, hash, &models::ModelEntry::sha256);
    const bool at_hand = entry != known.end() && models::presence(*entry, scope.models.folder) ==
                                                     models::Presence::kPresent;
    coverage.push_back({hash, chunks, at_hand});
  }
  const std::string serving = serving_model(*wanted, coverage, read->chunks);
  Scope served = scope;
  if (serving != *wanted) {
    served.models.embedder = std::ranges::find(known, serving, &models::ModelEntry::sha256)->name;
  }
  return served;
}

}  // namespace eider::pipeline
