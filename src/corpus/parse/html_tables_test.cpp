#include "corpus/parse/html_tables.h"

#include <gtest/gtest.h>

#include "corpus/parse/testing.h"

namespace eider::parse {
namespace {

Texts tables_of(std::string_view html) {
  return texts(parse_ok("a.html", html), BlockKind::kTable);
}

TEST(HtmlTables, SpansAreFilled) {
  EXPECT_EQ(tables_of("<table><thead><tr><th rowspan=2>line<th colspan=2>trams<tr><th>old<th>new"
                      "<tbody><tr><td>one<td>3<td>4<tr><td>two<td colspan=2>5</table>"),
            (Texts{"line | trams | trams\nline | old | new\none | 3 | 4\ntwo | 5 | 5"}));
}

TEST(HtmlTables, HeaderRowsAreThoseOfTheHead) {
  ParsedDocument parsed = parse_ok(
      "a.html", "<table><thead><tr><td>a<td>b</thead><tr><td>1<td>2<tr><th>3<td>4</table>");
  ASSERT_EQ(parsed.cells.size(), 6u);
  EXPECT_TRUE(parsed.cells[0].header);
  EXPECT_TRUE(parsed.cells[1].header);
  for (std::size_t i = 2; i < 6; ++i) EXPECT_FALSE(parsed.cells[i].header);
}

TEST(HtmlTables, ACaptionIsACaption) {
  ParsedDocument parsed =
      parse_ok("a.html", "<table><caption>Trams</caption><tr><td>a<td>b<tr><td>1<td>2</table>");
  EXPECT_EQ(texts(parsed, BlockKind::kCaption), (Texts{"Trams"}));
  EXPECT_EQ(parsed.cells.size(), 4u);
}

TEST(HtmlTables, NestedLayoutTablesKeepHeadingsAndInnerData) {
  ParsedDocument parsed =
      parse_ok("a.html",
               "<table><tr><td><a href=/>Home</a><td><table><tr><td><h2>Trams</h2>"
               "<p>They run again.</p><table><tr><td>line<td>cars<tr><td>one<td>12</table>"
               "</td></tr></table></td></tr></table>");
  EXPECT_EQ(texts(parsed, BlockKind::kHeading), (Texts{"Trams"}));
  EXPECT_EQ(texts(parsed, BlockKind::kParagraph), (Texts{"They run again."}));
  EXPECT_EQ(texts(parsed, BlockKind::kTable), (Texts{"line | cars\none | 12"}));
}

TEST(HtmlTables, ACellThatSpansAThousandColumnsFillsThoseThatAreThere) {
  EXPECT_EQ(tables_of("<table><tr><td colspan=1000>all<tr><td>1<td>2</table>"),
            (Texts{"all | all\n1 | 2"}));
  EXPECT_EQ(tables_of("<table><tr><td rowspan=65535>a<td>1<tr><td>2</table>"),
            (Texts{"a | 1\na | 2"}));
  EXPECT_EQ(tables_of("<table><tr><td colspan=-1>a<td colspan=x>b<tr><td>1<td>2</table>"),
            (Texts{"a | b\n1 | 2"}));
}

TEST(HtmlTables, TooManyCellsAreALimit) {
  std::string page = "<table>";
  for (int row = 0; row < 6000; ++row) page += "<tr><td colspan=1000>a<td>b";
  auto parsed = parse_document({"a.html", page});
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, ErrorCode::kLimit);
}

}  // namespace
}  // namespace eider::parse
