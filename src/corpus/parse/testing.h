#pragma once
// For the tests of parse alone: parses text that must parse, and checks what always holds.

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "corpus/parse/parse.h"
#include "text/utf8.h"

namespace eider::parse {

using Texts = std::vector<std::string>;

inline ParsedDocument parse_ok(const std::string& path, std::string_view bytes) {
  Result<ParsedDocument> parsed = parse_document({path, bytes});
  EXPECT_TRUE(parsed.has_value()) << (parsed ? "" : parsed.error().message());
  return parsed ? *parsed : ParsedDocument{};
}

/// The texts of all blocks of a kind.
inline Texts texts(const ParsedDocument& parsed, BlockKind kind) {
  Texts found;
  for (const Block& block : parsed.blocks) {
    if (block.kind == kind) found.emplace_back(slice(parsed.document.text, block.span));
  }
  return found;
}

inline Texts titles(const ParsedDocument& parsed) {
  Texts found;
  for (const Article& article : parsed.articles) found.push_back(article.title);
  return found;
}

/// Valid UTF-8; blocks in order, one blank line apart; articles in order over all blocks; cells
/// that have a place say what stands there.
inline void expect_invariants(const ParsedDocument& parsed) {
  const std::string& text = parsed.document.text;
  EXPECT_TRUE(text::is_valid_utf8(text));
  std::int64_t at = 0;
  for (const Block& block : parsed.blocks) {
    EXPECT_EQ(block.span.start, at == 0 ? 0 : at + 2);
    EXPECT_GT(block.span.size(), 0);
    EXPECT_LE(block.source.start, block.source.stop);
    at = block.span.stop;
    ASSERT_LT(static_cast<std::size_t>(block.article), parsed.articles.size());
    EXPECT_TRUE(parsed.articles[static_cast<std::size_t>(block.article)].span.contains(block.span));
  }
  EXPECT_EQ(at, static_cast<std::int64_t>(text.size()));
  for (std::size_t i = 0; i < parsed.articles.size(); ++i) {
    EXPECT_EQ(parsed.articles[i].ordinal, static_cast<std::int64_t>(i));
  }
  for (const TableCell& cell : parsed.cells) {
    if (cell.span == Span{}) continue;
    EXPECT_EQ(slice(text, cell.span), cell.text);
  }
}

}  // namespace eider::parse
