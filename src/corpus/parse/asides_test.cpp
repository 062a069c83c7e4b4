#include "corpus/parse/asides.h"

#include "corpus/parse/testing.h"

namespace eider::parse {
namespace {

TEST(Asides, AMastheadHasADateAndAPageOrADay) {
  for (std::string_view line : {"海角日报 2026年3月2日 星期一 B3版",
                                "2026年3月2日 第12期 总第480期", "海角日報 2026年3月2日 星期一"}) {
    EXPECT_TRUE(is_masthead_line(line)) << line;
  }
  for (std::string_view line :
       {"2026年3月2日，码头启用。", "星期一下雨", "第12期", "", "\xFF\xFE"}) {
    EXPECT_FALSE(is_masthead_line(line)) << line;
  }
}

TEST(Asides, SmallAdvertisements) {
  for (std::string_view line :
       {"广告热线：0571-5550123", "廣告熱線：2555 0123", "海角家具城 迎春大促 全场八折",
        "遗失声明 海角商行公章遗失，声明作废"}) {
    EXPECT_TRUE(is_advertisement_line(line)) << line;
  }
  for (std::string_view line : {"老仓库迎来大修", "公司投放了新广告。", "The quay opens", ""}) {
    EXPECT_FALSE(is_advertisement_line(line)) << line;
  }
}

TEST(Asides, AMastheadDatesThePageAndIsNoText) {
  ParsedDocument parsed = parse_ok("a.txt",
                                   "海角日报 2026年3月2日 星期一 B3版\n\n老码头开放\n\n"
                                   "老码头昨天重新开放，第一天就来了三千人，其中一半是孩子。\n");
  EXPECT_EQ(parsed.document.published_at, "2026-03-02");
  EXPECT_EQ(parsed.document.published_from, "header");
  EXPECT_EQ(parsed.document.source, "海角日报");
  EXPECT_EQ(texts(parsed, BlockKind::kBoilerplate), (Texts{"海角日报 2026年3月2日 星期一 B3版"}));
  EXPECT_EQ(parsed.articles[0].event_at, "2026-03-01");
}

}  // namespace
}  // namespace eider::parse
