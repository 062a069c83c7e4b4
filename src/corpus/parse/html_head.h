#pragma once
// Facts in a page's head: meta tags, canonical address, title.

#include <string>
#include <string_view>

#include "corpus/parse/html_tokens.h"
#include "corpus/parse/piece.h"

namespace eider::parse {

/// Takes a meta, link or time tag's fact, where none is known yet.
void take_head_tag(const HtmlToken& open, PageFacts& facts);

/// Rule: "Headline - Site" or "Headline_Site" loses the site's name, where the page's first
/// heading is what stands before it; the site becomes the source where none is known.
void split_site_name(std::string_view heading, PageFacts& facts);

}  // namespace eider::parse
