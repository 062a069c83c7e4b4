// Which program runs an embedder: Eider's own encoder where it can, else llama.cpp.

#include "models/llama/bert_embedder.h"
#include "models/llama/llama_embedder.h"
#include "models/llama/open.h"
#include "models/llama/shared_table.h"
#include "models/llama/weights.h"

namespace eider::models {
namespace {

Result<std::shared_ptr<Embedder>> load_embedder(const ModelFile& file,
                                                const LlamaOptions& options) {
  if (options.threads < 1) {
    return fail(ErrorCode::kInvalidArgument, "threads start at 1", file.entry.name);
  }
  const auto weights = Weights::open(file);
  if (!weights) return std::unexpected(weights.error());
  if (auto own = open_bert_embedder(*weights, options)) return own;
  return open_llama_embedder(*weights, options);
}

}  // namespace

Result<std::shared_ptr<Embedder>> open_embedder(const ModelFile& file,
                                                const LlamaOptions& options) {
  static SharedTable<Embedder> table;
  return table.get(file.entry.sha256 + ":" + std::to_string(options.threads),
                   [&] { return load_embedder(file, options); });
}

}  // namespace eider::models
