#include "pipeline/carry_over.h"

#include <gtest/gtest.h>

namespace eider::pipeline {
namespace {

// Three chunks of one letter each, ids 11, 12, 13, in one article, id 5.
store::StoredDocument stored() {
  store::StoredDocument old;
  old.text = "abc";
  Article article;
  article.id = 5;
  article.span = {0, 3};
  old.articles.push_back(article);
  for (std::int64_t i = 0; i < 3; ++i) {
    old.chunks.push_back({11 + i, 1, 0, {i, i + 1}, "Title", ""});
    old.embeddings.push_back({11 + i, "model", {static_cast<float>(i), 1}});
  }
  return old;
}

store::NewDocument reading(const std::string& text) {
  store::NewDocument document;
  document.parsed.document.text = text;
  const auto size = static_cast<std::int64_t>(text.size());
  Article article;
  article.span = {0, size};
  document.parsed.articles.push_back(article);
  for (std::int64_t i = 0; i < size; ++i) {
    document.chunks.push_back({0, 0, 0, {i, i + 1}, "Title", ""});
  }
  return document;
}

TEST(CarryOver, NothingChanged) {
  store::NewDocument document = reading("abc");
  carry_over(stored(), document);
  EXPECT_TRUE(document.keeps_quotes);
  EXPECT_EQ(document.parsed.articles[0].id, 5);
  ASSERT_EQ(document.embeddings.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(document.chunks[i].id, 11 + static_cast<std::int64_t>(i));
    EXPECT_EQ(document.embeddings[i].values[0], static_cast<float>(i));
  }
}

TEST(CarryOver, WhatStandsElsewhereKeepsItsIdWhatIsNewHasNone) {
  store::NewDocument document = reading("cxb");
  carry_over(stored(), document);
  EXPECT_FALSE(document.keeps_quotes);
  EXPECT_EQ(document.parsed.articles[0].id, 0);
  EXPECT_EQ(document.chunks[0].id, 13);
  EXPECT_EQ(document.chunks[1].id, 0);
  EXPECT_EQ(document.chunks[2].id, 12);
  EXPECT_TRUE(document.embeddings[1].values.empty());
  EXPECT_EQ(document.embeddings[2].values[0], 1);
}

TEST(CarryOver, AnIdIsGivenOnce) {
  store::NewDocument document = reading("aa");
  carry_over(stored(), document);
  EXPECT_EQ(document.chunks[0].id, 11);
  EXPECT_EQ(document.chunks[1].id, 0);
}

TEST(CarryOver, AnotherTitleIsEmbeddedAgain) {
  store::NewDocument document = reading("a");
  document.chunks[0].title = "Another";
  carry_over(stored(), document);
  EXPECT_EQ(document.chunks[0].id, 11);
  EXPECT_TRUE(document.embeddings[0].values.empty());
}

TEST(CarryOver, WithoutEmbeddingsThereAreNone) {
  store::StoredDocument old = stored();
  old.embeddings.clear();
  store::NewDocument document = reading("abc");
  carry_over(old, document);
  EXPECT_TRUE(document.embeddings.empty());
}

TEST(CarryOver, VectorsOfOtherModelsStayWithTheirChunks) {
  store::StoredDocument old;
  old.text = "甲。乙。";
  old.chunks = {{11, 1, 0, {0, 6}, "", ""}, {12, 1, 0, {6, 12}, "", ""}};
  old.others = {{11, "old", {1, 0}}, {11, "older", {0, 1}}, {12, "old", {1, 1}}};
  store::NewDocument document;
  document.parsed.document.text = "丙。甲。";
  document.chunks = {{0, 1, 0, {0, 6}, "", ""}, {0, 1, 0, {6, 12}, "", ""}};
  carry_over(old, document);
  EXPECT_EQ(document.chunks[1].id, 11);
  EXPECT_TRUE(document.embeddings.empty());
  ASSERT_EQ(document.others.size(), 2U);
  for (const Embedding& other : document.others) EXPECT_EQ(other.chunk_id, 11);
  // The same bytes under another title say something else to a model.
  document.chunks = {{0, 1, 0, {6, 12}, "標題", ""}};
  document.others.clear();
  carry_over(old, document);
  EXPECT_EQ(document.chunks[0].id, 11);
  EXPECT_TRUE(document.others.empty());
}

}  // namespace
}  // namespace eider::pipeline
