#include "rows/constraint/token_trie.h"

#include <algorithm>

#include "text/utf8.h"

namespace eider::rows {
namespace {

constexpr std::size_t kMaxPieceBytes = 1024;  // a longer token is never allowed

// How many characters a JSON string holds as they are; 0 where not all of the bytes are.
std::size_t plain_characters(std::string_view bytes) {
  const auto needs_escape = [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
  };
  if (std::ranges::any_of(bytes, needs_escape) || !text::is_valid_utf8(bytes)) return 0;
  return text::count_characters(bytes);
}

// Bytes that a JSON text of ours may hold: printable ASCII, DEL, and all of UTF-8.
bool may_occur(unsigned byte) {
  return (byte >= 0x20 && byte <= 0xF4) && byte != 0xC0 && byte != 0xC1;
}

}  // namespace

ByteTrie::ByteTrie(std::vector<Piece> pieces) {
  std::ranges::sort(pieces, {}, [](const Piece& p) { return std::pair(p.bytes, p.number); });
  std::vector<std::uint32_t> open;  // the nodes from the root to the last one
  std::string_view before;
  for (const Piece& piece : pieces) {
    const auto [end, other] = std::ranges::mismatch(piece.bytes, before);
    const auto shared = static_cast<std::size_t>(end - piece.bytes.begin());
    for (std::size_t depth = shared; depth < open.size(); ++depth) {
      nodes_[open[depth]].subtree_end = static_cast<std::uint32_t>(nodes_.size());
    }
    open.resize(std::min(shared, open.size()));
    add(piece, open);
    before = piece.bytes;
  }
  for (const std::uint32_t node : open) {
    nodes_[node].subtree_end = static_cast<std::uint32_t>(nodes_.size());
  }
}

void ByteTrie::add(const Piece& piece, std::vector<std::uint32_t>& open) {
  for (std::size_t depth = open.size(); depth < piece.bytes.size(); ++depth) {
    open.push_back(static_cast<std::uint32_t>(nodes_.size()));
    TrieNode node;
    node.byte = static_cast<unsigned char>(piece.bytes[depth]);
    node.depth = static_cast<std::uint16_t>(depth);
    node.first_piece = static_cast<std::uint32_t>(numbers_.size());
    nodes_.push_back(node);
  }
  ++nodes_[open.back()].pieces;
  numbers_.push_back(piece.number);
}

TokenTrie::TokenTrie(const models::Vocabulary& vocabulary)
    : vocabulary_(vocabulary), none_((vocabulary.size() + 63) / 64, 0) {
  std::vector<ByteTrie::Piece> all;
  std::vector<ByteTrie::Piece> others;
  for (std::size_t i = 0; i < vocabulary.size(); ++i) {
    const auto number = static_cast<models::TokenNumber>(i);
    const std::string_view bytes = vocabulary.bytes(number);
    if (bytes.empty() || bytes.size() > kMaxPieceBytes) continue;
    all.push_back({bytes, number});
    longest_ = std::max(longest_, static_cast<std::uint32_t>(bytes.size()));
    if (bytes.size() == 1) single_[static_cast<unsigned char>(bytes[0])] = number;
    const std::size_t characters = plain_characters(bytes);
    if (characters == 0) {
      others.push_back({bytes, number});
      continue;
    }
    if (plain_.size() < characters) plain_.resize(characters, none_);
    plain_[characters - 1][i / 64] |= std::uint64_t{1} << (i % 64);
  }
  for (std::size_t n = 1; n < plain_.size(); ++n) {
    for (std::size_t word = 0; word < none_.size(); ++word) plain_[n][word] |= plain_[n - 1][word];
  }
  all_ = ByteTrie(std::move(all));
  others_ = ByteTrie(std::move(others));
}

Result<std::shared_ptr<const TokenTrie>> TokenTrie::make(const models::Vocabulary& vocabulary) {
  std::array<bool, 256> single{};
  for (std::size_t i = 0; i < vocabulary.size(); ++i) {
    const std::string_view bytes = vocabulary.bytes(static_cast<models::TokenNumber>(i));
    if (bytes.size() == 1) single[static_cast<unsigned char>(bytes[0])] = true;
  }
  for (unsigned byte = 0; byte < 256; ++byte) {
    if (single[byte] || !may_occur(byte)) continue;
    return fail(ErrorCode::kUnsupported,
                "the model's vocabulary has no token for the byte " + std::to_string(byte),
                "vocabulary", "typed replies need a model that can write every byte");
  }
  return std::shared_ptr<const TokenTrie>(new TokenTrie(vocabulary));
}

const std::vector<std::uint64_t>& TokenTrie::plain(std::uint32_t characters) const {
  if (characters == 0 || plain_.empty()) return none_;
  return plain_[std::min<std::size_t>(characters, plain_.size()) - 1];
}

}  // namespace eider::rows
