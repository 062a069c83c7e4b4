#pragma once
// ChunkPlaces: of each chunk of a store what a hit shows but for the text, as one transaction saw
// it, so that a search reads documents only. A title is kept once for the chunks in a row that
// share it. Input: chunks -> output: a chunk by its id, without its heading.
// Invariant: found only after sort().

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "records/document.h"

namespace eider::store {

class ChunkPlaces {
 public:
  struct Place {
    std::int64_t id = 0;
    std::int64_t document_id = 0;
    std::int64_t article_id = 0;
    Span span;
  };

  void add(const Place& place, std::string_view title);
  /// By id, after the last was added.
  void sort();
  /// None where there is no such chunk.
  std::optional<Chunk> find(std::int64_t id) const;
  std::size_t size() const { return places_.size(); }

 private:
  struct Titled {
    Place place;
    std::size_t title = 0;
  };
  std::vector<Titled> places_;
  std::vector<std::string> titles_;
};

}  // namespace eider::store
