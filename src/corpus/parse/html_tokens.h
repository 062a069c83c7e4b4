#pragma once
// HTML text -> tags and text runs, in order, by the tokenizer of lexbor (WHATWG HTML 13.2.5).
// No tree is built: no recursion, memory of one token. html_tokens.cpp alone calls the library;
// its numbers of the tags (LXB_TAG_DIV, ...) are used as they are.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include <lexbor/core/types.h>  // after those of the standard: it has none of its own
#include <lexbor/tag/const.h>

#include "base/error.h"
#include "base/span.h"

namespace eider::parse {

struct HtmlToken {
  enum class Kind : std::uint8_t { kOpen, kClose, kText };
  Kind kind = Kind::kText;
  std::uint16_t tag = LXB_TAG__UNDEF;  // LXB_TAG_...; _UNDEF for a name that HTML does not know
  std::string_view text;               // of a text run, character references read
  std::vector<std::pair<std::string_view, std::string_view>> attributes;  // of an opening tag
  Span source;                                                            // in the HTML

  /// The attribute's value, "" if the tag has none of that name.
  std::string_view attribute(std::string_view wanted) const;
  bool has_attribute(std::string_view wanted) const;
};

/// Calls `take` for each token until the end; comments and doctype are passed over. The views in
/// a token live during the call. Errors: kLimit above kMaxAttributes, kUnavailable without memory.
Result<void> read_html_tokens(std::string_view html,
                              const std::function<void(const HtmlToken&)>& take);

}  // namespace eider::parse
