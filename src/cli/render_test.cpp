#include "cli/render.h"

#include <gtest/gtest.h>

#include <sstream>

#include "cli/progress.h"
#include "cli/render_table.h"
#include "text/utf8.h"

namespace eider::cli {
namespace {

Table companies() {
  Table table;
  table.columns = {{"company", false}, {"hits", true}};
  table.has_rows = true;
  table.rows = {{"寒武纪", 12}, {"NVIDIA", 3}, {nullptr, nullptr}};
  return table;
}

TEST(RenderTable, AlignsWideCharactersAndNumbers) {
  EXPECT_EQ(render_table(companies(), {}),
            "company  hits\n"
            "-------  ----\n"
            "寒武纪     12\n"
            "NVIDIA      3\n"
            "NULL     NULL\n"
            "(3 rows)\n");
}

TEST(RenderTable, CutsTheWidestColumnsToTheScreen) {
  Table table = companies();
  table.rows = {{std::string(200, 'x'), 1}, {std::string("算力\n中心算力中心算力中心"), 2}};
  std::istringstream lines(render_table(table, {24, 0}));
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(text::display_width(line), 24u) << line;
  }
}

TEST(RenderTable, SaysHowManyRowsItLeavesOut) {
  const std::string text = render_table(companies(), {0, 2});
  EXPECT_NE(text.find("(2 of 3 rows"), std::string::npos) << text;
  EXPECT_EQ(text.find("NULL"), std::string::npos);
}

TEST(RenderTable, NoRowsIsStillATable) {
  Table table;
  table.columns = {{"a", false}};
  EXPECT_EQ(render_table(table, {}), "a\n-\n(0 rows)\n");
}

TEST(RenderHits, ShowsTitleDatePlaceAndText) {
  const Json search = Json::parse(R"({"hits": [{"rank": 1, "score": 0.5, "document_id": 3,
      "path": "news/a.txt", "title": "算力中心", "published_at": "2026-05-12", "start": 4,
      "stop": 40, "text": "first line\nsecond line"}]})");
  EXPECT_EQ(render_hits(search, 80),
            " 1. 算力中心 (2026-05-12)  0.500\n"
            "    news/a.txt:4-40\n"
            "    first line second line\n");
  EXPECT_EQ(render_hits(Json::parse(R"({"hits": []})"), 80), "nothing found\n");
}

TEST(RenderAnswer, NumbersASourceOnceAndQuotesIt) {
  const Json answer = Json::parse(R"({"answer": "x", "abstained": false, "model": "m",
    "seconds": 1.25, "sentences": [
      {"text": "第一句。", "citations": [
        {"path": "a.txt", "start": 0, "stop": 12, "quote": "第一句。"}]},
      {"text": "Second.", "citations": [
        {"path": "b.txt", "start": 5, "stop": 12, "quote": "Second."},
        {"path": "a.txt", "start": 0, "stop": 12, "quote": "第一句。"}]}]})");
  EXPECT_EQ(render_answer(answer, 80),
            "第一句。 [1]\n"
            "Second. [2] [1]\n"
            "\n"
            "[1] a.txt:0-12\n"
            "    \"第一句。\"\n"
            "[2] b.txt:5-12\n"
            "    \"Second.\"\n"
            "(m, 1.2 s)\n");
}

TEST(RenderAnswer, AnAbstentionSaysWhatWasSearched) {
  const Json answer = Json::parse(R"({"answer": "Nothing in 49 documents answers this.",
    "abstained": true, "sentences": [], "model": "m", "seconds": 0})");
  EXPECT_EQ(render_answer(answer, 80), "Nothing in 49 documents answers this.\n\n(m, 0.0 s)\n");
}

TEST(RenderTheme, HasATableAndTheEvidence) {
  const Json theme = Json::parse(R"({"theme": "人工智能", "seconds": 2,
    "keywords": [{"term": "大模型"}, {"term": "AI"}],
    "constituents": [{"company": "寒武纪", "security": "688256.SH", "weight": 0.25,
      "score": 0.5, "events": 4, "hits": 3,
      "evidence": [{"path": "a.txt", "start": 1, "stop": 9, "quote": "q", "term": "AI"}]}]})");
  const std::string text = render_theme(theme, 80);
  EXPECT_NE(text.find("人工智能: 1 constituent\n"), std::string::npos) << text;
  EXPECT_NE(text.find("keywords: 大模型, AI\n"), std::string::npos) << text;
  EXPECT_NE(text.find("寒武纪   688256.SH  25.00%  0.500     3       4\n"), std::string::npos)
      << text;
  EXPECT_NE(text.find("  a.txt:1-9\n    \"q\"\n"), std::string::npos) << text;
}

TEST(RenderLoad, CountsByStatus) {
  EXPECT_EQ(render_document(Json::parse(
                R"({"path": "a.txt", "status": "ok", "articles": 1, "chunks": 2, "error": null})")),
            "ok         a.txt  (1 article, 2 chunks)\n");
  EXPECT_EQ(render_document(Json::parse(
                R"({"path": "b.txt", "status": "error", "error": "not text\nat byte 3"})")),
            "error      b.txt: not text at byte 3\n");
  EXPECT_EQ(render_document(
                Json::parse(R"({"path": "b.txt", "status": "error", "error": "b.txt: not text"})")),
            "error      b.txt: not text\n");
  EXPECT_EQ(render_load(Json::parse(R"({"documents": [{"status": "ok"}, {"status": "error"},
                {"status": "ok"}], "seconds": 1.5})")),
            "3 documents in 1.5 s, 1 error, 2 ok\n");
}

TEST(RenderVerification, ListsWhatFailed) {
  EXPECT_EQ(render_verification(Json::parse(R"({"checked": 3, "failed": [{"kind": "chunk",
                "document_id": 2, "start": 1, "stop": 4, "reason": "cuts a character"}]})")),
            "chunk of document 2 at 1-4: cuts a character\n3 checked, 1 failed\n");
}

TEST(DateOf, KeepsATimeOnlyWhereThereIsOne) {
  EXPECT_EQ(date_of("2026-05-01 00:00:00"), "2026-05-01");
  EXPECT_EQ(date_of("2026-05-01 08:30:00"), "2026-05-01T08:30:00");
  EXPECT_EQ(date_of("2026-05-01"), "2026-05-01");
  EXPECT_TRUE(date_of(nullptr).is_null());
}

TEST(ProgressText, CountsOnceThereIsSomething) {
  using std::chrono::milliseconds;
  EXPECT_EQ(progress_text(milliseconds(2100), counted(0, "documents")), "2 s");
  EXPECT_EQ(progress_text(milliseconds(12'900), counted(34, "documents")), "12 s, 34 documents");
}

}  // namespace
}  // namespace eider::cli
