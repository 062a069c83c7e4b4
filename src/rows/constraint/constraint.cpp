#include "rows/constraint/constraint.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "rows/constraint/characters.h"
#include "rows/constraint/languages.h"
#include "rows/constraint/limits.h"
#include "rows/constraint/masks.h"
#include "rows/constraint/schema_language.h"

namespace eider::rows {
namespace {

using models::TokenNumber;

constexpr std::size_t kMaxForcedBytes = 4096;  // looked ahead at a time

class SchemaConstraint final : public models::TokenConstraint {
 public:
  SchemaConstraint(std::unique_ptr<LanguagePool> pool, Language start,
                   std::shared_ptr<const TokenTrie> trie)
      : pool_(std::move(pool)),
        start_(start),
        trie_(std::move(trie)),
        any_character_(any_character(*pool_)) {}

  State start() const override { return start_; }

  std::span<const std::uint64_t> allowed(State state) override {
    const Language key = mask_key(state);
    const Mask* known = masks_.find(key);
    if (known != nullptr) return *known;
    return masks_.keep(key, mask_of(*pool_, *trie_, key, any_character_));
  }

  bool may_end(State state) const override { return pool_->may_end(state); }

  State after(State state, TokenNumber number) override {
    return after_bytes(state, trie_->vocabulary().bytes(number));
  }

  std::span<const TokenNumber> forced(State state) override {
    const auto [place, is_new] = forced_.try_emplace(state);
    if (is_new) place->second = find_forced(state);
    return place->second;
  }

  std::span<const TokenNumber> closing(State state) override {
    const auto [place, is_new] = closing_.try_emplace(state);
    if (is_new) place->second = written_as(pool_->shortest_text(state));
    return place->second;
  }

  std::size_t closing_bytes(State state) const override { return pool_->shortest(state); }

 private:
  State after_bytes(State state, std::string_view bytes) {
    for (const char byte : bytes) state = pool_->after(state, static_cast<unsigned char>(byte));
    return state;
  }

  // Strings that are further from their limit than any token reaches have the same mask.
  Language mask_key(State state) {
    const LanguagePool::Head head = pool_->head_of(state);
    if (head.repeated != any_character_) return state;
    const std::uint32_t reach = trie_->longest();
    const std::uint32_t most = head.most == kNoMost ? kNoMost : std::min(head.most, reach);
    if (most == head.most && head.least <= reach) return state;
    const std::uint32_t least = std::min(head.least, reach);
    return pool_->then(pool_->repeat(any_character_, least, most), head.rest);
  }

  // The model's own tokens of a text, as far as their bytes are the text's; then single bytes.
  std::vector<TokenNumber> written_as(std::string_view text) {
    std::vector<TokenNumber> numbers;
    for (const TokenNumber number : trie_->vocabulary().tokens_of(text)) {
      const std::string_view bytes = trie_->vocabulary().bytes(number);
      if (bytes.empty() || !text.starts_with(bytes)) break;
      numbers.push_back(number);
      text.remove_prefix(bytes.size());
    }
    for (const char byte : text) numbers.push_back(trie_->single(static_cast<unsigned char>(byte)));
    return numbers;
  }

  std::optional<unsigned char> only_byte(State state) {
    if (pool_->may_end(state)) return std::nullopt;
    const ByteSet set = pool_->first_bytes(state);
    if (set.count() != 1) return std::nullopt;
    return static_cast<unsigned char>(set._Find_first());
  }

  // The bytes that must follow, as the model would cut them into tokens. A token is put in only
  // where no token could reach from it or from one before it past the end of those bytes: the
  // model might have written that one instead.
  std::vector<TokenNumber> find_forced(State state) {
    std::string run;
    State end = state;
    while (run.size() < kMaxForcedBytes) {
      const auto byte = only_byte(end);
      if (!byte) break;
      run += static_cast<char>(*byte);
      end = pool_->after(end, *byte);
    }
    if (run.empty()) return {};
    std::vector<TokenNumber> numbers;
    std::string_view rest = run;
    for (const TokenNumber number : trie_->vocabulary().tokens_of(run)) {
      const std::string_view bytes = trie_->vocabulary().bytes(number);
      if (bytes.empty() || !rest.starts_with(bytes)) break;
      if (goes_past(*pool_, *trie_, state, rest)) break;
      numbers.push_back(number);
      rest.remove_prefix(bytes.size());
      state = after_bytes(state, bytes);
    }
    return numbers;
  }

  std::unique_ptr<LanguagePool> pool_;
  Language start_;
  std::shared_ptr<const TokenTrie> trie_;
  Language any_character_;
  MaskStore masks_;
  std::unordered_map<State, std::vector<TokenNumber>> forced_;
  std::unordered_map<State, std::vector<TokenNumber>> closing_;
};

}  // namespace

Result<std::unique_ptr<models::TokenConstraint>> compile_schema(
    const Schema& schema, std::shared_ptr<const TokenTrie> trie) {
  auto pool = std::make_unique<LanguagePool>();
  const auto language = schema_language(*pool, schema);
  if (!language) return std::unexpected(language.error());
  return std::make_unique<SchemaConstraint>(std::move(pool), *language, std::move(trie));
}

Result<std::unique_ptr<models::TokenConstraint>> compile_schema(
    const Schema& schema, const models::Vocabulary& vocabulary) {
  auto trie = TokenTrie::make(vocabulary);
  if (!trie) return std::unexpected(trie.error());
  return compile_schema(schema, std::move(*trie));
}

}  // namespace eider::rows
