#pragma once
// Embedder: the port that turns texts into unit vectors. Adapters: llama, recorded.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/cancel.h"
#include "base/error.h"

namespace eider::models {

enum class EmbedKind : std::uint8_t { kQuery, kPassage };

/// Threads: calls may come from several threads; the adapter serialises them.
class Embedder {
 public:
  virtual ~Embedder() = default;
  virtual const std::string& name() const = 0;
  /// SHA-256 of the model file; stored beside every embedding.
  virtual const std::string& hash() const = 0;
  virtual std::int64_t dimensions() const = 0;
  virtual std::int64_t count_tokens(std::string_view text) const = 0;
  /// One unit vector a text, in order. Puts the model's prefix for `kind` before each text and
  /// normalises it (NFKC) itself; a text past the model's window is cut there at a token.
  /// Errors: kUnavailable, kCancelled.
  virtual Result<std::vector<std::vector<float>>> embed(const std::vector<std::string>& texts,
                                                        EmbedKind kind,
                                                        const CancelFlag& cancel) = 0;
};

}  // namespace eider::models
