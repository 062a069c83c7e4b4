#pragma once
// The masks of a constraint's states, kept within kMaxMaskBytes: in two generations, of which the
// older goes when the newer is full. Equal masks are kept once.

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "rows/constraint/languages.h"
#include "rows/constraint/token_trie.h"

namespace eider::rows {

using Mask = std::vector<std::uint64_t>;

/// The tokens that `language` may go on with, and stay in it.
Mask mask_of(LanguagePool& pool, const TokenTrie& trie, Language language, Language any_character);

/// Does any token write `start` and at least one byte more, all within `language`?
bool goes_past(LanguagePool& pool, const TokenTrie& trie, Language language,
               std::string_view start);

class MaskStore {
 public:
  /// nullptr where it is not kept.
  const Mask* find(Language language);
  /// Valid until kMaxMaskBytes / 2 of other masks were kept.
  const Mask& keep(Language language, Mask mask);

 private:
  struct Generation {
    std::unordered_map<Language, std::shared_ptr<const Mask>> by_language;
    std::unordered_map<std::uint64_t, std::shared_ptr<const Mask>> by_hash;
    std::size_t bytes = 0;
  };
  const Mask& put(Language language, std::shared_ptr<const Mask> mask, std::uint64_t hash);

  Generation newer_;
  Generation older_;
};

}  // namespace eider::rows
