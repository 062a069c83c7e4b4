#pragma once
// What the theme steps read: documents with their articles and the parts that only lend a name.

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "records/document.h"
#include "store/connection.h"
#include "store/filter.h"

namespace eider::store {

/// A document as the theme steps read it.
struct NewsDocument {
  std::int64_t id = 0;
  std::string path;
  std::string source;  // who published it
  std::string text;
  std::vector<Article> articles;  // those that pass; published_at falls back to the document's
  std::vector<Block> blocks;      // bylines, source credits and boilerplate only
};

/// The documents of a store with the articles that the filter lets through, by their ids.
Result<std::vector<NewsDocument>> read_news(Connection connection, const Catalog& catalog,
                                            const std::string& store, const PassageFilter& filter);

}  // namespace eider::store
