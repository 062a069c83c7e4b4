#include <gtest/gtest.h>

#include "corpus/parse/testing.h"

namespace eider::parse {
namespace {

TEST(Csv, AnOpenQuoteIsAnErrorThatNamesItsByte) {
  Result<ParsedDocument> parsed = parse_document({"a.csv", "title,text\n\"open,1\n"});
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(parsed.error().where, "a.csv, line 2, byte 11");
}

TEST(Csv, ARowIsAnArticle) {
  ParsedDocument parsed = parse_ok(
      "briefs.csv",
      "标题,日期,来源,正文,股价\n新电车上路,2026-03-02,海角日报,\"五点开出。\n坐满了人。\",12.5\n"
      "桃子熟了,,,今年丰收。,\n");
  expect_invariants(parsed);
  EXPECT_EQ(titles(parsed), (Texts{"新电车上路", "桃子熟了"}));
  EXPECT_EQ(parsed.articles[0].published_at, "2026-03-02");
  EXPECT_EQ(parsed.articles[0].source_credit, "海角日报");
  EXPECT_EQ(texts(parsed, BlockKind::kParagraph),
            (Texts{"五点开出。", "坐满了人。", "股价: 12.5", "今年丰收。"}));
  EXPECT_EQ(parsed.document.title, "briefs");
}

TEST(Csv, WithoutTextColumnsTheFileIsATable) {
  ParsedDocument parsed = parse_ok("prices.csv", "code,close\n0700,379.4\n9999,148.9\n");
  ASSERT_EQ(parsed.cells.size(), 6u);
  EXPECT_TRUE(parsed.cells[0].header);
  EXPECT_EQ(parsed.cells[5].text, "148.9");
  EXPECT_EQ(texts(parsed, BlockKind::kTable).size(), 1u);
}

// Rows of cells, "(none)" where there is none; a header row begins with '#'.
std::vector<Texts> table_of(const ParsedDocument& parsed) {
  std::vector<Texts> rows;
  for (const TableCell& cell : parsed.cells) {
    EXPECT_EQ(cell.table, 0);
    auto row = static_cast<std::size_t>(cell.row);
    auto column = static_cast<std::size_t>(cell.column) + 1;
    if (rows.size() <= row) rows.resize(row + 1, {""});
    if (rows[row].size() <= column) rows[row].resize(column + 1, "(none)");
    if (cell.header) rows[row][0] = "#";
    rows[row][column] = cell.text;
  }
  return rows;
}

TEST(Csv, EveryFieldOfAnArticleIsACell) {
  ParsedDocument parsed = parse_ok("briefs.csv",
                                   "標題,日期,正文,股價\n新電車上路,2026-03-02,"
                                   "\"五點開出。\n坐滿了人。\",12.5\n桃子,,今年豐收。\n");
  expect_invariants(parsed);
  EXPECT_EQ(table_of(parsed),
            (std::vector<Texts>{{"#", "標題", "日期", "正文", "股價"},
                                {"", "新電車上路", "2026-03-02", "五點開出。\n坐滿了人。", "12.5"},
                                {"", "桃子", "", "今年豐收。"}}));
}

TEST(JsonLines, EveryFieldIsACellOfItsNamesColumn) {
  ParsedDocument parsed = parse_ok(
      "a.jsonl",
      "{\"title\":\"甲\",\"views\":7}\n{\"views\":8,\"date\":\"2026-03-02\",\"title\":\"乙\"}\n");
  expect_invariants(parsed);
  EXPECT_EQ(table_of(parsed),
            (std::vector<Texts>{
                {"#", "title", "views", "date"}, {"", "甲", "7"}, {"", "乙", "8", "2026-03-02"}}));
}

TEST(Csv, AFirstRowOfValuesIsNoHeader) {
  EXPECT_EQ(
      table_of(parse_ok("a.csv", "2026-05-01,12.5,3%\n2026-05-02,13.1,4%\n")),
      (std::vector<Texts>{{"", "2026-05-01", "12.5", "3%"}, {"", "2026-05-02", "13.1", "4%"}}));
  EXPECT_EQ(table_of(parse_ok("a.csv", ",2024,2025\n甲,1,2\n"))[0],
            (Texts{"#", "", "2024", "2025"}));
}

TEST(Csv, HeaderOnlyAndTabSeparated) {
  EXPECT_EQ(parse_ok("a.csv", "title,text\n").document.status, "empty");
  EXPECT_EQ(titles(parse_ok("a.tsv", "title\ttext\n港口\t新闻。\n")), (Texts{"港口"}));
}

TEST(JsonLines, ALineIsAnArticle) {
  ParsedDocument parsed =
      parse_ok("a.jsonl",
               "{\"title\":\"電車上路\",\"text\":\"五點開出。\",\"published_at\":\"2026-03-02\","
               "\"tags\":[\"a\",\"b\"]}\n"
               "{\"headline\":\"Trams\",\"body\":\"The tram left.\",\"views\":7}\n");
  expect_invariants(parsed);
  EXPECT_EQ(titles(parsed), (Texts{"電車上路", "Trams"}));
  EXPECT_EQ(parsed.articles[0].published_at, "2026-03-02");
  EXPECT_EQ(texts(parsed, BlockKind::kParagraph),
            (Texts{"五點開出。", "tags: a, b", "The tram left.", "views: 7"}));
}

TEST(JsonLines, BadLinesAreNamedAndTheOthersKept) {
  ParsedDocument parsed =
      parse_ok("a.jsonl",
               "{\"title\":\"甲\",\"text\":\"一。\"}\nnot json\n\n[1]\n"
               "{\"title\":\"乙\",\"text\":\"二。\"}\n{\"title\": \"\\ud800\"}\n");
  EXPECT_EQ(titles(parsed), (Texts{"甲", "乙"}));
  EXPECT_EQ(parsed.document.status, "ok");
  EXPECT_EQ(parsed.document.error,
            "3 lines are no JSON objects: 2 (byte 33), 4 (byte 42), 6 (byte 95)");
}

TEST(JsonLines, NoGoodLineIsAnError) {
  Result<ParsedDocument> parsed = parse_document({"a.jsonl", "nothing\n"});
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, ErrorCode::kCorrupt);
}

TEST(JsonLines, DeepNestingCostsOnlyItsLine) {
  std::string deep = "{\"x\":" + std::string(200'000, '[') + std::string(200'000, ']') + "}\n";
  ParsedDocument parsed = parse_ok("a.jsonl", deep + "{\"title\":\"甲\",\"text\":\"一。\"}\n");
  EXPECT_EQ(titles(parsed), (Texts{"甲"}));
  EXPECT_EQ(parsed.document.error, "1 line is no JSON object: 1 (byte 0)");
}

}  // namespace
}  // namespace eider::parse
