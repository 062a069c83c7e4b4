#pragma once
// A loaded GGUF: llama.cpp's model and its vocabulary. Immutable after loading, so any number of
// decoders and threads may share it.

#include <llama.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "models/catalogue/catalogue.h"

namespace eider::models {

using TokenId = llama_token;

class Weights {
 public:
  /// Loads the file, or gives what this process has loaded already.
  /// Errors: kNotFound, kCorrupt, kUnavailable (no memory).
  static Result<std::shared_ptr<const Weights>> open(const ModelFile& file);

  ~Weights();
  Weights(const Weights&) = delete;
  Weights& operator=(const Weights&) = delete;

  const ModelFile& file() const { return file_; }
  llama_model* get() const { return model_; }
  const llama_vocab* vocabulary() const { return vocabulary_; }

  /// Keys and values of so many tokens, two bytes a number.
  std::int64_t cache_bytes(std::int64_t tokens) const;

  /// Plain text: no character of it becomes a control token. Invalid UTF-8 becomes U+FFFD.
  std::vector<TokenId> tokens_of(std::string_view text) const;
  /// The chat form's own text: names of control tokens in it become those tokens.
  std::vector<TokenId> tokens_of_form(std::string_view text) const;

  std::size_t vocabulary_size() const { return pieces_.size(); }
  /// The bytes a token writes; "" for control tokens, which no reply may hold.
  const std::string& piece(TokenId token) const { return pieces_[static_cast<std::size_t>(token)]; }
  bool ends_reply(TokenId token) const { return ends_[static_cast<std::size_t>(token)]; }

 private:
  Weights(ModelFile file, llama_model* loaded);

  static Result<std::shared_ptr<const Weights>> load(const ModelFile& file);

  ModelFile file_;
  llama_model* model_;
  const llama_vocab* vocabulary_;
  std::vector<std::string> pieces_;
  std::vector<bool> ends_;
};

}  // namespace eider::models
