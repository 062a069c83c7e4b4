#pragma once
// The bytes of a vocabulary's tokens as a trie, made once a model and shared by all constraints.
// Layout: nodes in preorder, each with its byte, its depth and where its subtree ends, so that a
// walk is one pass over an array that jumps past what is not allowed.

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "models/row_engine.h"

namespace eider::rows {

struct TrieNode {
  std::uint32_t subtree_end = 0;
  std::uint32_t first_piece = 0;  // the tokens of its bytes stand from here on
  std::uint16_t pieces = 0;
  std::uint16_t depth = 0;  // bytes before its own
  unsigned char byte = 0;
};

/// One sorted array of nodes with the tokens that end at each.
class ByteTrie {
 public:
  struct Piece {
    std::string_view bytes;
    models::TokenNumber number = 0;
  };
  ByteTrie() = default;
  explicit ByteTrie(std::vector<Piece> pieces);

  const std::vector<TrieNode>& nodes() const { return nodes_; }
  const std::vector<models::TokenNumber>& numbers() const { return numbers_; }

 private:
  void add(const Piece& piece, std::vector<std::uint32_t>& open);

  std::vector<TrieNode> nodes_;
  std::vector<models::TokenNumber> numbers_;
};

/// Invariant: every byte that a JSON text may hold is a token.
class TokenTrie {
 public:
  /// Errors: kUnsupported (a byte of JSON text is no token by itself, so replies could get stuck).
  /// `vocabulary` must outlive it.
  static Result<std::shared_ptr<const TokenTrie>> make(const models::Vocabulary& vocabulary);

  const models::Vocabulary& vocabulary() const { return vocabulary_; }
  std::size_t mask_words() const { return (vocabulary_.size() + 63) / 64; }
  const ByteTrie& all() const { return all_; }
  /// All but the tokens of whole characters that a JSON string holds as they are.
  const ByteTrie& others() const { return others_; }
  /// The mask of the tokens of 1 to `characters` such characters.
  const std::vector<std::uint64_t>& plain(std::uint32_t characters) const;
  /// Bytes of the longest token.
  std::uint32_t longest() const { return longest_; }
  /// The token of one byte that a JSON text may hold.
  models::TokenNumber single(unsigned char byte) const { return single_[byte]; }

 private:
  explicit TokenTrie(const models::Vocabulary& vocabulary);

  const models::Vocabulary& vocabulary_;
  ByteTrie all_;
  ByteTrie others_;
  std::vector<std::vector<std::uint64_t>> plain_;  // by the most characters, from 1 up
  std::vector<std::uint64_t> none_;
  std::array<models::TokenNumber, 256> single_{};
  std::uint32_t longest_ = 0;
};

}  // namespace eider::rows
