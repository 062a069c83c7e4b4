#include <gtest/gtest.h>

#include "corpus/parse/pdf/pdf_maker.h"
#include "corpus/parse/testing.h"

namespace eider::parse {
namespace {

using pdf::PdfMaker;

constexpr float kRowHeight = 20;

// The cells of table `number`, a row a string, header rows in brackets.
Texts rows_of(const ParsedDocument& parsed, std::int64_t number = 0) {
  Texts rows;
  for (const TableCell& cell : parsed.cells) {
    if (cell.table != number) continue;
    auto row = static_cast<std::size_t>(cell.row);
    if (rows.size() <= row) rows.resize(row + 1, cell.header ? "[" : "");
    rows[row] += (rows[row].empty() || rows[row] == "[" ? "" : "|") + cell.text;
  }
  for (std::string& row : rows) {
    if (row.starts_with('[')) row += ']';
  }
  return rows;
}

// Writes rows at these places; no lines are drawn.
void add_rows(PdfMaker& maker, float top, const std::vector<float>& xs,
              const std::vector<Texts>& rows) {
  for (const Texts& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (!row[i].empty()) maker.text(xs[i], top + 14, 10, row[i]);
    }
    top += kRowHeight;
  }
}

void add_grid(PdfMaker& maker, float top, const std::vector<float>& edges, std::size_t rows) {
  float bottom = top + kRowHeight * static_cast<float>(rows);
  for (std::size_t i = 0; i <= rows; ++i) {
    float y = top + kRowHeight * static_cast<float>(i);
    maker.line(edges.front(), y, edges.back(), y);
  }
  for (float x : edges) maker.line(x, top, x, bottom);
}

const std::vector<Texts> kPrices = {{"Product", "Price", "Change"},
                                    {"Winter wheat", "212.50", "+1.5%"},
                                    {"Rapeseed oil", "1,048.00", "-0.3%"},
                                    {"Sugar beet", "41.90", "0.0%"}};
const Texts kPriceRows = {"[Product|Price|Change]", "Winter wheat|212.50|+1.5%",
                          "Rapeseed oil|1,048.00|-0.3%", "Sugar beet|41.90|0.0%"};

TEST(PdfTables, RuledCellsKeepTheirPlaceAndTheTextAround) {
  PdfMaker maker;
  maker.page().text(72, 90, 10, "The prices of the week, as the exchange reported them.");
  add_grid(maker, 110, {72, 220, 320, 420}, 4);
  add_rows(maker, 110, {76, 224, 324}, kPrices);
  maker.text(72, 220, 10, "They rose less than in the week before.");
  ParsedDocument parsed = parse_ok("prices.pdf", maker.finish());
  expect_invariants(parsed);
  EXPECT_EQ(rows_of(parsed), kPriceRows);
  ASSERT_EQ(parsed.blocks.size(), 3U);
  EXPECT_EQ(parsed.blocks[1].kind, BlockKind::kTable);
  EXPECT_NEAR(parsed.blocks[1].box.left, 72, 2);
  EXPECT_NEAR(parsed.blocks[1].box.bottom, 190, 2);
}

TEST(PdfTables, AlignedCellsNeedNoLines) {
  PdfMaker maker;
  maker.page().text(72, 90, 10, "The prices of the week, as the exchange reported them to us.");
  add_rows(maker, 110, {76, 224, 324}, kPrices);
  maker.text(72, 230, 10, "They rose less than in the week before, but more than last year.");
  ParsedDocument parsed = parse_ok("prices.pdf", maker.finish());
  EXPECT_EQ(rows_of(parsed), kPriceRows);
  EXPECT_EQ(texts(parsed, BlockKind::kParagraph).size(), 2U);
}

TEST(PdfTables, ASpanningHeaderFillsEveryCoveredCell) {
  PdfMaker maker;
  maker.page();
  maker.line(72, 110, 420, 110).line(220, 130, 420, 130).line(72, 150, 420, 150);
  maker.line(72, 170, 420, 170).line(72, 190, 420, 190);
  maker.line(72, 110, 72, 190).line(220, 110, 220, 190).line(420, 110, 420, 190);
  maker.line(320, 130, 320, 190);  // not through the spanning cell
  maker.text(76, 134, 10, "Region").text(290, 124, 10, "Harvest").text(224, 144, 10, "2025");
  maker.text(324, 144, 10, "2026").text(76, 164, 10, "North").text(224, 164, 10, "1,204");
  maker.text(324, 164, 10, "1,377").text(76, 184, 10, "South").text(224, 184, 10, "988");
  maker.text(324, 184, 10, "1,002");
  ParsedDocument parsed = parse_ok("harvest.pdf", maker.finish());
  EXPECT_EQ(rows_of(parsed), (Texts{"[Region|Harvest|Harvest]", "[Region|2025|2026]",
                                    "North|1,204|1,377", "South|988|1,002"}));
}

TEST(PdfTables, AFrameRoundAParagraphIsNoTable) {
  PdfMaker maker;
  maker.page().box(72, 100, 420, 160);
  maker.text(80, 120, 10, "A frame draws attention to a paragraph, and that is all it does;");
  maker.text(80, 132, 10, "the words in it are read like any others on the page.");
  ParsedDocument parsed = parse_ok("frame.pdf", maker.finish());
  EXPECT_TRUE(parsed.cells.empty());
  EXPECT_EQ(texts(parsed, BlockKind::kParagraph).size(), 1U);
}

TEST(PdfTables, RowsAreFoundWhereOnlyColumnsAreDrawn) {
  PdfMaker maker;
  maker.page().box(72, 110, 420, 190).line(220, 110, 220, 190).line(320, 110, 320, 190);
  maker.line(72, 130, 420, 130);
  add_rows(maker, 110, {76, 224, 324}, kPrices);
  EXPECT_EQ(rows_of(parse_ok("prices.pdf", maker.finish())), kPriceRows);
}

TEST(PdfTables, WrappedCellsAreOneRow) {
  PdfMaker maker;
  maker.page();
  std::vector<float> xs = {76, 224, 324};
  add_rows(maker, 110, xs, {{"Company", "Revenue", "Profit"}, {"Harbour and", "", ""}});
  maker.text(76, 154, 10, "sons company").text(224, 154, 10, "310.2").text(324, 154, 10, "12.9");
  add_rows(maker, 170, xs, {{"Quayside", "104.8", "-3.1"}, {"Lighthouse", "88.0", "4.4"}});
  EXPECT_EQ(rows_of(parse_ok("firms.pdf", maker.finish())),
            (Texts{"[Company|Revenue|Profit]", "Harbour and sons company|310.2|12.9",
                   "Quayside|104.8|-3.1", "Lighthouse|88.0|4.4"}));
}

TEST(PdfTables, ContentsWithLeadersAreBoilerplateNotATable) {
  PdfMaker maker;
  maker.page();
  float y = 100;
  for (const char* line : {"1. Introduction ................................ 3",
                           "2. The market in spring ...................... 12",
                           "3. Outlook for the coming year ............... 27"}) {
    maker.text(72, y, 10, line);
    y += 16;
  }
  ParsedDocument parsed = parse_ok("report.pdf", maker.finish());
  EXPECT_TRUE(parsed.cells.empty());
  EXPECT_EQ(texts(parsed, BlockKind::kBoilerplate).size(), 3U);
}

TEST(PdfTables, ContentsWithoutLeadersAreBoilerplateToo) {
  PdfMaker maker;
  maker.page().text(72, 80, 18, "Contents");
  add_rows(maker, 110, {72, 420},
           {{"The market in spring", "3"}, {"Prices and yields", "12"}, {"Outlook", "27"}});
  maker.page().text(72, 100, 10, "The market was quiet in spring.");
  EXPECT_TRUE(parse_ok("report.pdf", maker.finish()).cells.empty());
}

TEST(PdfTables, ChineseTables) {
  PdfMaker maker;
  maker.page();
  add_grid(maker, 110, {72, 190, 300, 410}, 3);
  const char* rows[3][3] = {{"公司", "营业收入", "净利润"},
                            {"海港集团", "1,204.5亿", "98.2亿"},
                            {"灯塔航运", "377.1亿", "-4.6亿"}};
  for (std::size_t r = 0; r < 3; ++r) {
    for (std::size_t c = 0; c < 3; ++c) {
      maker.han(76 + 114 * static_cast<float>(c), 124 + kRowHeight * static_cast<float>(r), 10,
                rows[r][c]);
    }
  }
  EXPECT_EQ(
      rows_of(parse_ok("firms.pdf", maker.finish())),
      (Texts{"[公司|营业收入|净利润]", "海港集团|1,204.5亿|98.2亿", "灯塔航运|377.1亿|-4.6亿"}));
}

TEST(PdfTables, BulletsAndTheirTextsAreNoColumns) {
  PdfMaker maker;
  maker.page();
  float y = 100;
  for (const char* line :
       {"Boats must be moored by nine.", "Fires are not allowed on the quay.",
        "Children are welcome at all hours.", "Dogs are to be kept on a leash."}) {
    maker.text(72, y, 10, "-").text(92, y, 10, line);
    y += 14;
  }
  ParsedDocument parsed = parse_ok("rules.pdf", maker.finish());
  EXPECT_TRUE(parsed.cells.empty());
  EXPECT_EQ(texts(parsed, BlockKind::kListItem).size(), 4U);
}

}  // namespace
}  // namespace eider::parse
