#pragma once
// What a page says about itself for machines: meta tags, canonical address, JSON-LD (schema.org),
// time tags.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/parse/html_tokens.h"
#include "corpus/parse/piece.h"

namespace eider::parse {

class HtmlHead {
 public:
  /// Takes a token's fact, where none is known yet. `block` is how many blocks came before it.
  void take(const HtmlToken& token, std::size_t block);

  /// Everything but the times. Reads the JSON-LD kept so far.
  PageFacts facts();

  /// The first <time> among the blocks [first, last], ISO 8601; "" if none.
  std::string time_between(std::size_t first, std::size_t last) const;

 private:
  struct Time {
    std::size_t block = 0;
    std::string iso;
  };

  PageFacts facts_;
  std::vector<Time> times_;
  std::vector<std::string> linked_data_;
  bool in_linked_data_ = false;
};

/// Facts of a JSON-LD text about an article, where none is known yet; what is no JSON says none.
void take_linked_data(std::string_view json, PageFacts& facts);

/// Rule: "Headline - Site" or "Headline_Site" loses the site's name, where the page's first
/// heading is what stands before it; the site becomes the source where none is known.
void split_site_name(std::string_view heading, PageFacts& facts);

}  // namespace eider::parse
