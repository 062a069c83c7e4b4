#pragma once
// HTML text -> tags and text runs, in order, by the tokenizer of lexbor (WHATWG HTML 13.2.5).
// The only place that knows the library. No tree is built: no recursion, memory of one token.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/span.h"

namespace eider::parse {

struct HtmlToken {
  enum class Kind : std::uint8_t { kOpen, kClose, kText };
  Kind kind = Kind::kText;
  std::string_view name;  // of a tag, lower case
  std::string_view text;  // of a text run, character references read
  std::vector<std::pair<std::string, std::string>> attributes;  // of an opening tag
  Span source;                                                  // in the HTML

  /// The attribute's value, "" if the tag has none of that name.
  std::string_view attribute(std::string_view wanted) const;
};

/// Calls `take` for each token until the end; comments and doctype are passed over. The views in
/// a token live during the call. Errors: kUnavailable when memory runs out.
Result<void> read_html_tokens(std::string_view html,
                              const std::function<void(const HtmlToken&)>& take);

}  // namespace eider::parse
