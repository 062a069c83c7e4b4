#include "models/llama/weights.h"

#include <algorithm>
#include <exception>
#include <filesystem>

#include "models/llama/backend.h"
#include "models/llama/memory.h"
#include "models/llama/shared_table.h"
#include "text/utf8.h"

namespace eider::models {
namespace {

// Buffers that are not weights: the graph, the allocator's slack, a vocabulary of 250,000 pieces.
// Too little here ends the host: glibc aborts where it can't make thread-local data.
constexpr std::int64_t kLoadingBytes = 300'000'000;

std::string valid_utf8(std::string_view text) {
  std::string valid;
  while (!text.empty()) {
    const std::size_t broken = std::min(text::first_invalid_byte(text), text.size());
    valid += text.substr(0, broken);
    text.remove_prefix(broken);
    if (text.empty()) break;
    text::append(valid, U'\uFFFD');
    text.remove_prefix(1);
  }
  return valid;
}

std::vector<TokenId> tokenize(const llama_vocab* vocabulary, std::string_view text, bool form) {
  const std::string valid = valid_utf8(text);
  const auto size = static_cast<std::int32_t>(valid.size());
  std::vector<TokenId> tokens(valid.size() + 8);
  const std::int32_t count = llama_tokenize(vocabulary, valid.data(), size, tokens.data(),
                                            static_cast<std::int32_t>(tokens.size()), false, form);
  tokens.resize(static_cast<std::size_t>(std::max(0, count)));
  return tokens;
}

bool is_written(const llama_vocab* vocabulary, TokenId token) {
  constexpr unsigned kNeverWritten =
      LLAMA_TOKEN_ATTR_CONTROL | LLAMA_TOKEN_ATTR_UNKNOWN | LLAMA_TOKEN_ATTR_UNUSED;
  return (static_cast<unsigned>(llama_vocab_get_attr(vocabulary, token)) & kNeverWritten) == 0 &&
         !llama_vocab_is_eog(vocabulary, token);
}

std::string piece_of(const llama_vocab* vocabulary, TokenId token) {
  std::string piece(256, '\0');
  const std::int32_t size = llama_token_to_piece(vocabulary, token, piece.data(),
                                                 static_cast<std::int32_t>(piece.size()), 0, false);
  piece.resize(static_cast<std::size_t>(std::max(0, size)));
  return piece;
}

}  // namespace

Weights::Weights(ModelFile file, llama_model* loaded)
    : file_(std::move(file)), model_(loaded), vocabulary_(llama_model_get_vocab(loaded)) {
  const std::int32_t size = llama_vocab_n_tokens(vocabulary_);
  for (TokenId token = 0; token < size; ++token) {
    ends_.push_back(llama_vocab_is_eog(vocabulary_, token));
    pieces_.push_back(is_written(vocabulary_, token) ? piece_of(vocabulary_, token) : "");
  }
}

Weights::~Weights() { llama_model_free(model_); }

Result<std::shared_ptr<const Weights>> Weights::open(const ModelFile& file) {
  static SharedTable<const Weights> table;
  return table.get(file.entry.sha256, [&] { return load(file); });
}

Result<std::shared_ptr<const Weights>> Weights::load(const ModelFile& file) {
  std::error_code problem;
  const auto bytes = static_cast<std::int64_t>(std::filesystem::file_size(file.path, problem));
  if (problem) {
    return fail(ErrorCode::kNotFound, "model " + file.entry.name + " is not there", file.path,
                "run: eider models pull " + file.entry.name);
  }
  const auto enough = require_memory(file.entry.name, bytes + kLoadingBytes);
  if (!enough) return std::unexpected(enough.error());

  prepare_backend();
  llama_model_params options = llama_model_default_params();
  options.n_gpu_layers = 0;
  options.load_mode = LLAMA_LOAD_MODE_MMAP;
  try {
    if (llama_model* loaded = llama_model_load_from_file(file.path.c_str(), options)) {
      return std::shared_ptr<const Weights>(new Weights(file, loaded));
    }
  } catch (const std::exception&) {
    // told below
  }
  return fail(ErrorCode::kCorrupt, "model " + file.entry.name + " can't be read by llama.cpp",
              file.path, "use a GGUF file of a supported architecture");
}

std::int64_t Weights::cache_bytes(std::int64_t tokens) const {
  const std::int64_t heads = std::max(1, llama_model_n_head(model_));
  const std::int64_t width = llama_model_n_embd(model_) / heads * llama_model_n_head_kv(model_);
  return 2 * 2 * tokens * width * llama_model_n_layer(model_);
}

std::vector<TokenId> Weights::tokens_of(std::string_view text) const {
  return tokenize(vocabulary_, text, false);
}

std::vector<TokenId> Weights::tokens_of_form(std::string_view text) const {
  return tokenize(vocabulary_, text, true);
}

}  // namespace eider::models
