#include "rows/constraint/masks.h"

#include <algorithm>
#include <utility>

#include "base/hash64.h"
#include "rows/constraint/limits.h"

namespace eider::rows {
namespace {

void allow(Mask& mask, models::TokenNumber number) {
  const auto bit = static_cast<std::uint32_t>(number);
  mask[bit / 64] |= std::uint64_t{1} << (bit % 64);
}

void walk(LanguagePool& pool, const ByteTrie& trie, Language language, Mask& mask) {
  std::vector<Language> states{language};  // before the byte of each depth
  const std::vector<TrieNode>& nodes = trie.nodes();
  for (std::size_t at = 0; at < nodes.size();) {
    const TrieNode& node = nodes[at];
    const Language next = pool.after(states[node.depth], node.byte);
    if (next == kNothing) {
      at = node.subtree_end;
      continue;
    }
    for (std::uint32_t i = 0; i < node.pieces; ++i) {
      allow(mask, trie.numbers()[node.first_piece + i]);
    }
    if (states.size() < node.depth + 2u) states.resize(node.depth + 2u);
    states[node.depth + 1u] = next;
    ++at;
  }
}

std::uint64_t hash_of(const Mask& mask) {
  return hash64(std::string_view(reinterpret_cast<const char*>(mask.data()),
                                 mask.size() * sizeof(std::uint64_t)));
}

}  // namespace

Mask mask_of(LanguagePool& pool, const TokenTrie& trie, Language language, Language any_character) {
  const LanguagePool::Head head = pool.head_of(language);
  if (head.repeated != any_character || any_character == kNothing) {
    Mask mask(trie.mask_words(), 0);
    walk(pool, trie.all(), language, mask);
    return mask;
  }
  Mask mask = trie.plain(head.most);
  walk(pool, trie.others(), language, mask);
  return mask;
}

bool goes_past(LanguagePool& pool, const TokenTrie& trie, Language language,
               std::string_view start) {
  const std::vector<TrieNode>& nodes = trie.all().nodes();
  std::size_t at = 0;
  std::size_t end = nodes.size();
  for (const char c : start) {
    const auto byte = static_cast<unsigned char>(c);
    while (at < end && nodes[at].byte != byte) at = nodes[at].subtree_end;
    if (at >= end) return false;
    language = pool.after(language, byte);
    end = nodes[at].subtree_end;
    ++at;
  }
  // Every subtree holds a token, but the language may end within it.
  std::vector<Language> states{language};
  while (at < end) {
    const TrieNode& node = nodes[at];
    const std::size_t depth = node.depth - start.size();
    const Language next = pool.after(states[depth], node.byte);
    if (next == kNothing) {
      at = node.subtree_end;
      continue;
    }
    if (node.pieces > 0) return true;
    if (states.size() < depth + 2) states.resize(depth + 2);
    states[depth + 1] = next;
    ++at;
  }
  return false;
}

const Mask* MaskStore::find(Language language) {
  const auto found = newer_.by_language.find(language);
  if (found != newer_.by_language.end()) return found->second.get();
  const auto old = older_.by_language.find(language);
  if (old == older_.by_language.end()) return nullptr;
  const std::shared_ptr<const Mask> mask = old->second;
  return &put(language, mask, hash_of(*mask));
}

const Mask& MaskStore::keep(Language language, Mask mask) {
  const std::uint64_t hash = hash_of(mask);
  return put(language, std::make_shared<const Mask>(std::move(mask)), hash);
}

const Mask& MaskStore::put(Language language, std::shared_ptr<const Mask> mask,
                           std::uint64_t hash) {
  const auto [same, is_new] = newer_.by_hash.try_emplace(hash, mask);
  if (!is_new && *same->second == *mask) {
    mask = same->second;
  } else {
    newer_.bytes += mask->size() * sizeof(std::uint64_t);
  }
  newer_.bytes += 64;
  newer_.by_language[language] = mask;
  if (newer_.bytes > kMaxMaskBytes / 2) {
    older_ = std::exchange(newer_, {});
    return *older_.by_language[language];
  }
  return *mask;
}

}  // namespace eider::rows
