#pragma once
// Which blocks of a page are its article, and which the site put around it.
// Sources: shallow text features, Kohlschuetter, Fankhauser, Nejdl, WSDM 2010; the container with
// the highest sum, Pasternack and Roth, WWW 2009; signs of names, Readability (Arc90, 2009).

#include <vector>

#include "corpus/parse/html_tree.h"

namespace eider::parse {

struct HtmlContent {
  std::vector<bool> blocks;  // of each block of the tree: it belongs to what the page is there for
  bool is_article = false;   // one article was found; else only navigation was told apart
};

/// A page without a clear article keeps all but its navigation.
HtmlContent find_content(const HtmlTree& tree);

}  // namespace eider::parse
