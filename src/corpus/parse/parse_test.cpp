#include "corpus/parse/parse.h"

#include <gtest/gtest.h>

#include "corpus/parse/testing.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

TEST(Parse, BlocksAndArticlesCoverTheReadingText) {
  ParsedDocument parsed = parse_ok("a.md",
                                   "# 标题一\n\n第一段，写得很完整。\n\n- 一项\n- 二项\n\n"
                                   "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n");
  expect_invariants(parsed);
  EXPECT_EQ(parsed.document.title, "标题一");
  EXPECT_EQ(parsed.document.media_type, "text/markdown");
  EXPECT_EQ(parsed.document.status, "ok");
  EXPECT_EQ(texts(parsed, BlockKind::kListItem), (Texts{"一项", "二项"}));
  ASSERT_EQ(parsed.cells.size(), 4u);
  EXPECT_TRUE(parsed.cells[0].header);
  EXPECT_EQ(slice(parsed.document.text, parsed.cells[3].span), "2");
}

TEST(Parse, EmptyAndBlankFilesAreEmptyDocuments) {
  for (const char* text : {"", "\n\n", "  \t \r\n", "\xEF\xBB\xBF"}) {
    ParsedDocument parsed = parse_ok("empty.txt", text);
    EXPECT_EQ(parsed.document.status, "empty");
    EXPECT_EQ(parsed.document.text, "");
    EXPECT_TRUE(parsed.blocks.empty());
  }
}

TEST(Parse, SourceHashIsOfTheFilesBytes) {
  EXPECT_EQ(parse_ok("a.txt", "abc").document.source_hash,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Parse, UnknownFormatNamesTheFormatsRead) {
  Result<ParsedDocument> parsed = parse_document({"report.xyz", "%PDF-1.4"});
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, ErrorCode::kUnsupported);
  EXPECT_NE(parsed.error().message().find(".html"), std::string::npos);
  EXPECT_NE(parsed.error().message().find("report.xyz"), std::string::npos);
}

TEST(Parse, BinaryFileIsRefused) {
  Result<ParsedDocument> parsed = parse_document({"photo.txt", std::string_view("\x89PNG\0\0", 6)});
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(parsed.error().what, "binary file, not text");
}

TEST(Parse, FrontMatterBecomesColumns) {
  ParsedDocument parsed = parse_ok("page.md",
                                   "---\ntitle: \"港口换上新吊机\"\nurl: https://example.org/1\n"
                                   "source: 海角日报\ndate: 2026-03-02\n"
                                   "fetch_date: 2026-04-05T06:07:08.123456\n---\n\n"
                                   "# 港口换上新吊机\n\n新吊机昨天运到，今天试车。\n");
  EXPECT_EQ(parsed.document.title, "港口换上新吊机");
  EXPECT_EQ(parsed.document.source, "海角日报");
  EXPECT_EQ(parsed.document.published_at, "2026-03-02");
  EXPECT_EQ(parsed.document.fetched_at, "2026-04-05T06:07:08");
  EXPECT_EQ(parsed.document.text.find("example.org"), std::string::npos);
  EXPECT_EQ(parsed.articles[0].published_at, "2026-03-02");
}

TEST(Parse, RuleAtTheTopIsNoFrontMatter) {
  ParsedDocument parsed = parse_ok("page.md", "---\n\n只有一段话，没有别的。\n\n---\n");
  EXPECT_EQ(parsed.document.text, "只有一段话，没有别的。");
}

TEST(Parse, DateComesFromADatelineElseFromTheFileName) {
  EXPECT_EQ(parse_ok("2026-01-02-note.txt", "一句话，很短。").document.published_at, "2026-01-02");
  EXPECT_EQ(parse_ok("2026-01-02-note.txt", "城南快报 2026年3月4日 星期三\n\n一句话，很短。")
                .document.published_at,
            "2026-03-04");
  EXPECT_EQ(parse_ok("note.txt", "一句话，很短。").document.published_at, "");
}

TEST(Parse, LanguageAndScriptAreTold) {
  Document traditional = parse_ok("a.txt", "這座圖書館藏書豐富，讀者絡繹不絕。").document;
  EXPECT_EQ(traditional.language, "zh");
  EXPECT_EQ(traditional.script, "Hant");
  Document english = parse_ok("a.txt", "The library opened its doors to readers today.").document;
  EXPECT_EQ(english.language, "en");
  EXPECT_EQ(english.script, "Latn");
}

TEST(Parse, SourceSpansPointIntoTheDecodedFile) {
  std::string source = "# 标题\r\n\r\n第一行很长很长，\r\n第二段在这里，句子完整。\r\n";
  ParsedDocument parsed = parse_ok("a.md", source);
  for (const Block& block : parsed.blocks) {
    std::string_view bytes = slice(source, block.source);
    EXPECT_NE(bytes.find(slice(parsed.document.text, block.span).substr(0, 6)),
              std::string_view::npos);
  }
}

TEST(Parse, HostileShapesEndQuickly) {
  std::string deep_brackets(300'000, '[');
  std::string deep_tags;
  for (int i = 0; i < 60'000; ++i) deep_tags += "<div>";
  std::string stars(300'000, '*');
  std::string pipes(300'000, '|');
  expect_invariants(parse_ok("a.md", deep_brackets));
  expect_invariants(parse_ok("a.html", deep_tags + "text</p></div>"));
  expect_invariants(parse_ok("a.md", stars));
  expect_invariants(parse_ok("a.md", pipes));
  expect_invariants(parse_ok("a.md", std::string(300'000, '<')));
  expect_invariants(parse_ok("a.txt", std::string(1'000'000, 'a')));
}

}  // namespace
}  // namespace eider::parse
