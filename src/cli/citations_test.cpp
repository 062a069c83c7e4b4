#include "cli/citations.h"

#include <gtest/gtest.h>

namespace eider::cli {
namespace {

const std::string kText = "寒武纪 signed.";  // 3 Han characters of 3 bytes

TEST(CollectCitations, FindsThemAtAnyDepth) {
  const Json answer = Json::parse(R"({"sentences": [
      {"text": "a", "citations": [{"document_id": 1, "start": 0, "stop": 9, "quote": "寒武纪"}]},
      {"text": "b", "citations": []}],
    "constituents": [{"evidence": [{"document_id": 2, "start": 4, "stop": 5, "quote": "x",
                                    "term": "AI"}]}],
    "start": 3})");
  const auto ranges = collect_citations(answer);
  ASSERT_EQ(ranges.size(), 2u);
  EXPECT_EQ(ranges[0].document_id, 1);
  EXPECT_EQ(ranges[0].span, (Span{0, 9}));
  EXPECT_EQ(ranges[0].quote, "寒武纪");
  EXPECT_EQ(ranges[1].document_id, 2);
}

TEST(CollectCitations, NothingIsNothing) {
  EXPECT_TRUE(collect_citations(Json()).empty());
  EXPECT_TRUE(collect_citations(Json::parse(R"([1, "a", {"quote": "q"}])")).empty());
}

TEST(FaultOf, AcceptsExactBytesOnly) {
  EXPECT_EQ(fault_of({"citation", 1, {0, 9}, "寒武纪"}, kText), "");
  EXPECT_EQ(fault_of({"citation", 1, {9, 9}, ""}, kText), "");
  EXPECT_EQ(fault_of({"chunk", 1, {0, 17}, {}}, kText), "");
  EXPECT_EQ(fault_of({"citation", 1, {0, 9}, "寒武紀"}, kText),
            "the document holds other bytes there");
}

TEST(FaultOf, NamesRangesOutsideOfTheText) {
  for (const Span span : {Span{-1, 3}, Span{5, 4}, Span{0, 18}, Span{18, 18}}) {
    EXPECT_EQ(fault_of({"chunk", 1, span, {}}, kText), "lies outside of the document's 17 bytes");
  }
}

TEST(FaultOf, NamesRangesThatCutACharacter) {
  EXPECT_EQ(fault_of({"chunk", 1, {1, 9}, {}}, kText), "cuts a character");
  EXPECT_EQ(fault_of({"chunk", 1, {0, 8}, {}}, kText), "cuts a character");
}

TEST(FailureOf, SaysWhatAndWhere) {
  EXPECT_EQ(dump(failure_of({"citation", 7, {1, 2}, "q"}, "why")),
            R"({"kind":"citation","document_id":7,"start":1,"stop":2,"quote":"q","reason":"why"})");
}

}  // namespace
}  // namespace eider::cli
