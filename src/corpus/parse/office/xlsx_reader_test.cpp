#include <gtest/gtest.h>

#include "corpus/parse/office/number_format.h"
#include "corpus/parse/office/testing_zip.h"
#include "corpus/parse/testing.h"

namespace eider::parse {
namespace {

std::string xlsx_of(const std::string& sheet, const std::string& strings = "",
                    const std::string& styles = "", const std::string& properties = "") {
  return zip_of(
      {relations_part("_rels/.rels", relation("r", "officeDocument", "xl/w.xml")),
       relations_part("xl/_rels/w.xml.rels", relation("r1", "worksheet", "s1.xml") +
                                                 relation("r2", "sharedStrings", "t.xml") +
                                                 relation("r3", "styles", "f.xml")),
       {"xl/w.xml",
        "<workbook>" + properties + "<sheets><sheet name=\"甲\" r:id=\"r1\"/></sheets></workbook>"},
       {"xl/t.xml", "<sst>" + strings + "</sst>"},
       {"xl/f.xml", "<styleSheet>" + styles + "</styleSheet>"},
       {"xl/s1.xml", "<worksheet>" + sheet + "</worksheet>"}});
}

// Rows of the sheet as its tables show them, cells parted by "|".
Texts lines(const ParsedDocument& parsed, std::int64_t table = 0) {
  Texts found;
  for (const TableCell& cell : parsed.cells) {
    if (cell.table != table) continue;
    if (cell.column == 0) found.emplace_back();
    found.back() += (cell.column == 0 ? "" : "|") + cell.text;
  }
  return found;
}

// A sheet of text cells, given as lines: "a|b" is a row, "" leaves it blank; "#" begins a number.
std::string sheet_of(const Texts& rows) {
  std::string xml = "<sheetData>";
  for (std::size_t row = 0; row < rows.size(); ++row) {
    xml += "<row r=\"" + std::to_string(row + 1) + "\">";
    char column = 'A';
    for (std::size_t at = 0; at <= rows[row].size(); ++column) {
      std::size_t end = std::min(rows[row].find('|', at), rows[row].size());
      std::string text = rows[row].substr(at, end - at);
      std::string place = " r=\"" + std::string(1, column) + std::to_string(row + 1) + "\"";
      if (text.starts_with('#'))
        xml.append("<c").append(place).append("><v>").append(text, 1).append("</v></c>");
      else
        xml.append("<c t=\"inlineStr\"")
            .append(place)
            .append("><is><t>")
            .append(text)
            .append("</t></is></c>");
      at = end + 1;
    }
    xml += "</row>";
  }
  return xml + "</sheetData>";
}

TEST(Xlsx, AWorkbookOfItsOwnProgram) {
  ParsedDocument parsed = parse_ok("figures.xlsx", test_file("figures.xlsx"));
  expect_invariants(parsed);
  EXPECT_EQ(parsed.document.title, "河岳科技分业务收入");
  EXPECT_EQ(texts(parsed, BlockKind::kHeading), (Texts{"收入", "Notes"}));
  EXPECT_EQ(texts(parsed, BlockKind::kCaption), (Texts{"河岳科技分业务收入", "单位：亿元"}));
  EXPECT_EQ(lines(parsed), (Texts{"业务|2025年|2025年|2026年|2026年", "业务|收入|占比|收入|占比",
                                  "云服务|28.25|56.5%|33.6|58.3333333333333%",
                                  "终端|21.75|43.5%|24|41.6666666666667%"}));
  EXPECT_TRUE(parsed.cells[5].header);
  EXPECT_FALSE(parsed.cells[10].header);
  EXPECT_EQ(lines(parsed, 1), (Texts{"合同|签订日|生效", "港口云平台|2026-05-01|TRUE",
                                     "电车调度|2026-06-12T08:30:00|FALSE"}));
  EXPECT_EQ(texts(parsed, BlockKind::kParagraph),
            (Texts{"注：2026年为预测数。",
                   "The figures are of the company's own books, and were not audited."}));
}

TEST(Xlsx, SharedTextsLosePhoneticReadingsAndKeepRuns) {
  std::string strings =
      "<si><t>名前</t><rPh><t>ナマエ</t></rPh></si><si><r><t>上</t></r><r><t>海</t></r></si>"
      "<si><t>a_x000D_b</t></si>";
  std::string rows =
      "<sheetData><row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row><row><c t=\"s\"><v>2"
      "</v></c><c t=\"s\"><v>99</v></c><c t=\"e\"><v>#DIV/0!</v></c></row></sheetData>";
  ParsedDocument parsed = parse_ok("a.xlsx", xlsx_of(rows, strings));
  EXPECT_EQ(lines(parsed), (Texts{"名前|上海|", "a b||#DIV/0!"}));
}

TEST(Xlsx, ALineBreakInACellIsASpace) {
  EXPECT_EQ(lines(parse_ok("a.xlsx", xlsx_of(sheet_of({"Port&#10;of call|Tons", "Alder|#1"})))),
            (Texts{"Port of call|Tons", "Alder|1"}));
}

TEST(Xlsx, DatesOfBothSystems) {
  std::string styles = "<cellXfs><xf/><xf numFmtId=\"14\"/></cellXfs>";
  std::string rows =
      "<sheetData><row><c t=\"inlineStr\"><is><t>日</t></is></c><c t=\"inlineStr\"><is><t>額</t>"
      "</is></c></row><row><c s=\"1\"><v>100</v></c><c><v>1</v></c></row></sheetData>";
  EXPECT_EQ(lines(parse_ok("a.xlsx", xlsx_of(rows, "", styles))).at(1), "1900-04-09|1");
  EXPECT_EQ(
      lines(parse_ok("a.xlsx", xlsx_of(rows, "", styles, "<workbookPr date1904=\"1\"/>"))).at(1),
      "1904-04-10|1");
}

TEST(Xlsx, BlankRowsPartTablesWithHeadersOfTheirOwn) {
  ParsedDocument parsed = parse_ok(
      "a.xlsx", xlsx_of(sheet_of({"港口|货量", "甲|#1", "", "乙|#2", "", "", "船|吨", "丙|#3"})));
  EXPECT_EQ(lines(parsed), (Texts{"港口|货量", "甲|1", "乙|2"}));
  EXPECT_EQ(lines(parsed, 1), (Texts{"船|吨", "丙|3"}));
}

TEST(Xlsx, EmptyColumnsGoAndFormLinesAreCaptions) {
  ParsedDocument parsed = parse_ok(
      "a.xlsx",
      xlsx_of(sheet_of({"", "|编制：河岳|||单位：万元", "|项目||2024|2025", "|收入||#5|#6"})));
  EXPECT_EQ(texts(parsed, BlockKind::kCaption), (Texts{"编制：河岳 单位：万元"}));
  EXPECT_EQ(lines(parsed), (Texts{"项目|2024|2025", "收入|5|6"}));
  EXPECT_TRUE(parsed.cells[2].header);
}

TEST(Xlsx, AColumnOfShortTextsIsATable) {
  ParsedDocument parsed = parse_ok("a.xlsx", xlsx_of(sheet_of({"公司", "甲", "乙", "丙", "丁"})));
  EXPECT_EQ(lines(parsed).size(), 5u);
}

TEST(Xlsx, AHugeMergeFillsOnlyWhatIsUsed) {
  ParsedDocument parsed = parse_ok(
      "a.xlsx", xlsx_of(sheet_of({"甲|乙", "a|#1", "|#2"}) +
                        "<mergeCells><mergeCell ref=\"A2:A1048576\"/><mergeCell ref=\"B1:A1\"/>"
                        "<mergeCell ref=\"x\"/></mergeCells>"));
  EXPECT_EQ(lines(parsed), (Texts{"甲|乙", "a|1", "a|2"}));
}

TEST(Xlsx, FarCellsCostNoTableBetweenThem) {
  std::string rows =
      "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"XFD1\"><v>2</v></c></row>"
      "<row r=\"2\"><c r=\"A2\"><v>3</v></c><c r=\"XFD2\"><v>4</v></c></row>"
      "<row r=\"1048576\"><c r=\"A1048576\"><v>5</v></c><c r=\"B1048576\"><v>6</v></c></row>"
      "</sheetData>";
  ParsedDocument parsed = parse_ok("a.xlsx", xlsx_of(rows));
  EXPECT_EQ(lines(parsed), (Texts{"1||2", "3||4", "5|6|"}));
}

TEST(Xlsx, ASharedTextRepeatedIsALimit) {
  std::string rows = "<sheetData>";
  for (int i = 0; i < 30'000; ++i) rows += "<row><c t=\"s\"><v>0</v></c></row>";
  Result<ParsedDocument> parsed =
      parse_document({"a.xlsx", xlsx_of(rows + "</sheetData>",
                                        "<si><t>" + std::string(10'000, 'x') + "</t></si>")});
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, ErrorCode::kLimit);
  EXPECT_EQ(parsed.error().where, "a.xlsx, xl/s1.xml");
}

TEST(Xlsx, ABrokenSheetIsNamed) {
  Result<ParsedDocument> parsed = parse_document({"a.xlsx", xlsx_of("<broken")});
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().where, "a.xlsx, xl/s1.xml");
  EXPECT_EQ(parse_ok("a.xlsx", xlsx_of("")).document.status, "empty");
}

TEST(NumberFormat, CodesOfDatesAndOfNumbers) {
  EXPECT_TRUE(format_of_code("yyyy\\-mm\\-dd").date);
  EXPECT_TRUE(format_of_code("[$-804]yyyy\"年\"m\"月\"d\"日\";@").date);
  EXPECT_TRUE(format_of_code("mmm-yy").date);
  EXPECT_TRUE(format_of_code("h:mm AM/PM").time);
  EXPECT_FALSE(format_of_code("h:mm").date);
  EXPECT_TRUE(format_of_code("m/d/yy h:mm").time);
  EXPECT_TRUE(format_of_code("[h]:mm:ss").elapsed);
  for (const char* code : {"General", "G/通用格式", "0.00E+00", "#,##0.00_);[Red]\\(#,##0.00\\)",
                           "\"month\" 0", "@", "[$¥-804]#,##0", "", "\"open", "[", "\\"}) {
    NumberFormat format = format_of_code(code);
    EXPECT_FALSE(format.date || format.time || format.percent) << code;
  }
}

TEST(NumberFormat, Days) {
  NumberFormat date = built_in_format(14);
  EXPECT_EQ(number_text(1, date, false), "1900-01-01");
  EXPECT_EQ(number_text(59, date, false), "1900-02-28");
  EXPECT_EQ(number_text(60, date, false), "60");
  EXPECT_EQ(number_text(61, date, false), "1900-03-01");
  EXPECT_EQ(number_text(46143, date, false), "2026-05-01");
  EXPECT_EQ(number_text(44681, date, true), "2026-05-01");
  EXPECT_EQ(number_text(2958465, date, false), "9999-12-31");
  EXPECT_EQ(number_text(2958466, date, false), "2958466");
  EXPECT_EQ(number_text(-1, date, false), "-1");
  EXPECT_EQ(number_text(46143.354166666664, built_in_format(22), false), "2026-05-01T08:30:00");
  EXPECT_EQ(number_text(46143.99999999999, built_in_format(22), false), "2026-05-02T00:00:00");
  EXPECT_EQ(number_text(0.5, built_in_format(20), false), "12:00:00");
  EXPECT_EQ(number_text(1.5, format_of_code("[h]:mm"), false), "36:00:00");
}

TEST(NumberFormat, Numbers) {
  NumberFormat plain;
  EXPECT_EQ(number_text(0.1 + 0.2, plain, false), "0.3");
  EXPECT_EQ(number_text(1234567890123, plain, false), "1234567890123");
  EXPECT_EQ(number_text(1e20, plain, false), "100000000000000000000");
  EXPECT_EQ(number_text(0.00001, plain, false), "0.00001");
  EXPECT_EQ(number_text(-0.5, plain, false), "-0.5");
  EXPECT_EQ(number_text(0.285, built_in_format(10), false), "28.5%");
}

}  // namespace
}  // namespace eider::parse
