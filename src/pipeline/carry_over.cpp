#include "pipeline/carry_over.h"

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

#include "corpus/embed/embed.h"

namespace eider::pipeline {
namespace {

/// Places of the parts of a document by their text, each given out once, in order.
class Places {
 public:
  template <typename Part>
  Places(const std::vector<Part>& parts, std::string_view text) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      places_[slice(text, parts[i].span)].push_back(i);
    }
  }
  /// -1 where no part with this text is left.
  std::ptrdiff_t take(std::string_view text) {
    const auto found = places_.find(text);
    if (found == places_.end() || found->second.empty()) return -1;
    const std::size_t place = found->second.front();
    found->second.pop_front();
    return static_cast<std::ptrdiff_t>(place);
  }

 private:
  std::map<std::string_view, std::deque<std::size_t>> places_;
};

/// Returns how many articles kept their id.
std::size_t keep_articles(const store::StoredDocument& old, ParsedDocument& parsed) {
  Places places(old.articles, old.text);
  std::size_t kept = 0;
  for (Article& article : parsed.articles) {
    const auto place = places.take(slice(parsed.document.text, article.span));
    if (place < 0) continue;
    article.id = old.articles[static_cast<std::size_t>(place)].id;
    ++kept;
  }
  return kept;
}

void keep_chunks(const store::StoredDocument& old, store::NewDocument& document) {
  std::unordered_map<std::int64_t, const Embedding*> vectors;
  for (const Embedding& embedding : old.embeddings) vectors[embedding.chunk_id] = &embedding;
  std::unordered_multimap<std::int64_t, const Embedding*> others;
  for (const Embedding& embedding : old.others) others.emplace(embedding.chunk_id, &embedding);
  if (!vectors.empty()) document.embeddings.resize(document.chunks.size());
  Places places(old.chunks, old.text);
  for (std::size_t i = 0; i < document.chunks.size(); ++i) {
    Chunk& chunk = document.chunks[i];
    const std::string_view text = slice(document.parsed.document.text, chunk.span);
    const auto place = places.take(text);
    if (place < 0) continue;
    const Chunk& before = old.chunks[static_cast<std::size_t>(place)];
    chunk.id = before.id;
    const auto vector = vectors.find(before.id);
    if (embed::passage_of(chunk, text) != embed::passage_of(before, text)) continue;
    if (vector != vectors.end()) document.embeddings[i] = *vector->second;
    const auto [first, last] = others.equal_range(before.id);
    for (auto other = first; other != last; ++other) document.others.push_back(*other->second);
  }
}

}  // namespace

void carry_over(const store::StoredDocument& old, store::NewDocument& document) {
  const std::size_t kept = keep_articles(old, document.parsed);
  document.keeps_quotes = old.text == document.parsed.document.text && kept == old.articles.size();
  keep_chunks(old, document);
}

}  // namespace eider::pipeline
