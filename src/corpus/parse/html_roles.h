#pragma once
// What an element means for reading: by its tag, its ARIA role, its class and id.

#include <cstdint>
#include <string_view>

#include "corpus/parse/html_tokens.h"

namespace eider::parse {

enum class TagRole : std::uint8_t {
  kInline,  // text runs through it
  kBlock,   // begins and ends a block
  kHidden,  // its text is not for reading: script, style, form controls
  kVoid,    // has no end tag
  kLineBreak
};

TagRole role_of(std::uint16_t tag);

/// Signs on an element, kept as bits. None is believed alone: html_content weighs them.
enum ElementSign : std::uint16_t {
  kSitePart = 1,      // nav, footer, aside, or an ARIA role that says so
  kSiteName = 2,      // class or id: sidebar, share, related, comments, ...
  kDetailName = 4,    // class or id: byline, tags, date, credit, ...
  kBodyName = 8,      // class or id: article-body, entry-content, ...; itemprop="articleBody"
  kMainPart = 16,     // article, main
  kArticle = 32,      // article
  kCommentName = 64,  // class or id: comments
  kCaptionName = 128  // figcaption, caption, or a class or id that says so
};

std::uint16_t signs_of(const HtmlToken& open);

/// The page asks that the element not be shown: hidden, aria-hidden, display:none.
bool is_hidden(const HtmlToken& open);

/// 1 to 6 for h1 to h6, else 0.
int heading_depth_of(std::uint16_t tag);

}  // namespace eider::parse
