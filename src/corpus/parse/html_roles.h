#pragma once
// What an element means for reading.

#include <string_view>

#include "corpus/parse/html_tokens.h"

namespace eider::parse {

enum class ElementRole {
  kInline,     // text runs through it
  kBlock,      // begins and ends a block
  kHidden,     // its text is not for reading: script, style, form controls
  kNamedSite,  // its class or id says so: believed where other text remains
  kSite,       // its text is the site's: navigation, footer, aside
  kMain,       // holds the page's own text: article, main
  kVoid,       // has no end tag
  kLineBreak
};

/// By tag, by the ARIA role, and by class and id words such as "nav", "footer", "breadcrumb".
ElementRole role_of(const HtmlToken& open);

/// 1 to 6 for h1 to h6, else 0.
int heading_depth_of(std::string_view tag);

}  // namespace eider::parse
