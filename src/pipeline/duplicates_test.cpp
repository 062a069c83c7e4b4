#include "pipeline/duplicates.h"

#include <gtest/gtest.h>

namespace eider::pipeline {
namespace {

/// Blocks joined by a blank line, all of one article.
ParsedDocument parsed(const std::vector<std::pair<BlockKind, std::string>>& blocks) {
  ParsedDocument made;
  made.articles.emplace_back();
  for (const auto& [kind, text] : blocks) {
    const auto start = static_cast<std::int64_t>(made.document.text.size());
    const auto stop = start + static_cast<std::int64_t>(text.size());
    made.document.text += text + "\n\n";
    made.blocks.push_back({kind, 0, {start, stop}, {start, stop}, 0});
  }
  return made;
}

const std::string kLong =
    "The harbour computers were switched on at noon, and the ferry left on time for once.";

TEST(Signatures, WhatACopyChangesDoesNotCount) {
  const auto a = signatures_of(parsed({{BlockKind::kBoilerplate, "Home | News | Login"},
                                       {BlockKind::kByline, "By Ann Reed"},
                                       {BlockKind::kParagraph, kLong}}));
  const auto b = signatures_of(parsed(
      {{BlockKind::kParagraph, kLong}, {BlockKind::kSourceCredit, "Source: Harbour Daily"}}));
  EXPECT_EQ(a.document.content_hash, b.document.content_hash);
  EXPECT_EQ(a.document.minhash, b.document.minhash);
  ASSERT_EQ(a.articles.size(), 1u);
  EXPECT_EQ(a.articles[0].content_hash, b.articles[0].content_hash);
}

TEST(Signatures, BothScriptsAreOneText) {
  const std::string simplified = "\u6e2f\u53e3\u7684\u7535\u8111";
  const std::string traditional = "\u6e2f\u53e3\u7684\u96fb\u8166";
  EXPECT_EQ(signatures_of(parsed({{BlockKind::kParagraph, simplified}})).document.content_hash,
            signatures_of(parsed({{BlockKind::kParagraph, traditional}})).document.content_hash);
}

TEST(Signatures, AShortTextIsKnownByItsHashAlone) {
  const auto made = signatures_of(parsed({{BlockKind::kParagraph, "Closed on Monday."}}));
  EXPECT_FALSE(made.document.content_hash.empty());
  EXPECT_TRUE(text::is_empty_signature(made.document.minhash));
}

TEST(Signatures, OfNothingAndOfBrokenBytes) {
  EXPECT_TRUE(signatures_of({}).document.content_hash.empty());
  EXPECT_TRUE(
      signatures_of(parsed({{BlockKind::kBoilerplate, kLong}})).document.content_hash.empty());
  EXPECT_FALSE(
      signatures_of(parsed({{BlockKind::kParagraph, "\xff\xfe"}})).document.content_hash.empty());
}

}  // namespace
}  // namespace eider::pipeline
