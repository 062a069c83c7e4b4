#include "corpus/parse/testing.h"

namespace eider::parse {
namespace {

constexpr std::string_view kText =
    "本周码头货运量上升，价格平稳，仓库库存下降，调度员说夏天会更忙。\n\n";

std::string page(std::string_view middle) {
  return "# 码头周报\n\n" + std::string(kText) + std::string(middle) + "\n\n" + std::string(kText);
}

TEST(Figures, ACaptionWithoutItsFigureIsBoilerplate) {
  ParsedDocument parsed = parse_ok("a.md", page("图2：货运量变动（万吨）\n\n资料来源：港务局整理"));
  EXPECT_EQ(texts(parsed, BlockKind::kBoilerplate),
            (Texts{"图2：货运量变动（万吨）", "资料来源：港务局整理"}));
  EXPECT_TRUE(
      texts(parse_ok("a.md", page("Figure 3: freight by month")), BlockKind::kCaption).empty());
}

TEST(Figures, ACaptionBesideATableOrAPictureStays) {
  ParsedDocument table =
      parse_ok("a.md", page("图1：运价\n\n| 月 | 元 |\n| --- | --- |\n| 1 | 20 |\n\n"
                            "资料来源：港务局"));
  EXPECT_EQ(texts(table, BlockKind::kCaption), (Texts{"图1：运价", "资料来源：港务局"}));
  ParsedDocument picture = parse_ok("a.md", page("![](a.png)\n\n圖3：新吊機\n\n資料來源：港務局"));
  EXPECT_EQ(texts(picture, BlockKind::kCaption), (Texts{"圖3：新吊機", "資料來源：港務局"}));
}

TEST(Figures, APictureCreditMakesACaption) {
  ParsedDocument parsed =
      parse_ok("a.txt",
               "碼頭開放\n\n新吊機在夜裡亮燈,從北岸到南岸都看得見,遊客很多,攤販更多;"
               "\n老碼頭的最後一晚。(視頻截圖)\n"
               "碼頭昨天重新開放，第一天就來了三千人，其中一半是孩子，攤販很高興。\n");
  EXPECT_EQ(texts(parsed, BlockKind::kCaption).size(), 1u);
  EXPECT_EQ(texts(parsed, BlockKind::kParagraph).size(), 1u);
}

}  // namespace
}  // namespace eider::parse
