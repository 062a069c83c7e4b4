#include "store/themes.h"

#include <gtest/gtest.h>

#include "store/documents.h"
#include "store/test_database.h"

namespace eider::store {
namespace {

const Catalog kCatalog("memory");

ThemeIndex sample() {
  ThemeIndex theme_index;
  theme_index.theme.name = "人工智能";
  theme_index.keywords = {{"大模型", "zh-Hans", "model", 1}, {"AI", "en", "person", 1}};
  Constituent member;
  member.company_id = 1;
  member.company = "寒武纪";
  member.security = "688256.SSE";
  member.weight = 1;
  member.evidence = {{7, 8, "a.txt", {0, 9}, "寒武纪", "大模型"}};
  theme_index.constituents = {member};
  return theme_index;
}

TEST(Companies, WrittenAndReadBack) {
  const TestDatabase database;
  ASSERT_TRUE(ensure_schema(database.connection(), kCatalog));
  Company company;
  company.name = "机器人";
  company.ticker = "300024";
  company.exchange = "SZSE";
  company.aliases = {"机器人", "新松机器人"};
  company.contexts = {"沈阳"};
  company.blocks = {"聊天机器人", "扫地机器人"};
  company.checked_on = "2026-11-24";
  std::vector<Company> companies{company};
  const auto written = write_companies(database.connection(), kCatalog, companies);
  ASSERT_TRUE(written) << written.error().message();
  const auto read = read_companies(database.connection(), kCatalog);
  ASSERT_TRUE(read) << read.error().message();
  ASSERT_EQ(read->size(), 1u);
  EXPECT_EQ((*read)[0].aliases, company.aliases);
  EXPECT_EQ((*read)[0].blocks, company.blocks);
  EXPECT_EQ((*read)[0].contexts, company.contexts);
  EXPECT_EQ((*read)[0].checked_on, "2026-11-24");
  EXPECT_EQ((*read)[0].id, companies[0].id);
}

TEST(Companies, EmptyListsAreWritten) {
  const TestDatabase database;
  ASSERT_TRUE(ensure_schema(database.connection(), kCatalog));
  Company company;
  company.name = "浪潮信息";
  std::vector<Company> companies{company};
  const auto written = write_companies(database.connection(), kCatalog, companies);
  ASSERT_TRUE(written) << written.error().message();
  EXPECT_EQ(database.one("SELECT contexts FROM eider.company"), "[]");
  const auto read = read_companies(database.connection(), kCatalog);
  ASSERT_TRUE(read) << read.error().message();
  EXPECT_TRUE(read->front().aliases.empty());
}

TEST(Themes, WrittenReadAndReplaced) {
  const TestDatabase database;
  ASSERT_TRUE(ensure_schema(database.connection(), kCatalog));
  const std::vector<Mention> mentions{{1, 7, 8, {0, 9}, "寒武纪", MentionRole::kSpeaker}};
  ASSERT_TRUE(write_theme(database.connection(), kCatalog, "news", sample(), mentions));
  const auto id = write_theme(database.connection(), kCatalog, "news", sample(), mentions);
  ASSERT_TRUE(id) << id.error().message();
  const auto read = read_theme(database.connection(), kCatalog, "news", "人工智能");
  ASSERT_TRUE(read) << read.error().message();
  EXPECT_EQ(read->keywords.size(), 2u);
  ASSERT_EQ(read->constituents.size(), 1u);
  EXPECT_EQ(read->constituents[0].evidence[0].quote, "寒武纪");
  EXPECT_EQ(database.one("SELECT count(*) FROM eider.theme"), "1");
  const auto back = read_mentions(database.connection(), kCatalog, *id);
  ASSERT_TRUE(back);
  ASSERT_EQ(back->size(), 1u);
  EXPECT_EQ((*back)[0].role, MentionRole::kSpeaker);
}

TEST(Themes, GoWithTheirStore) {
  const TestDatabase database;
  ASSERT_TRUE(ensure_schema(database.connection(), kCatalog));
  const std::vector<Mention> mentions{{1, 7, 8, {0, 9}, "寒武纪", MentionRole::kSubject}};
  ASSERT_TRUE(write_theme(database.connection(), kCatalog, "news", sample(), mentions));
  ASSERT_TRUE(write_theme(database.connection(), kCatalog, "other", sample(), mentions));
  ASSERT_TRUE(drop_store(database.connection(), kCatalog, "news"));
  EXPECT_FALSE(read_theme(database.connection(), kCatalog, "news", "人工智能"));
  EXPECT_TRUE(read_theme(database.connection(), kCatalog, "other", "人工智能"));
  for (const char* table : {"theme", "mention", "evidence", "index_member"}) {
    EXPECT_EQ(database.one(std::string("SELECT count(*) FROM eider.") + table), "1") << table;
  }
}

TEST(Themes, EvidenceGoesWithTheDocumentItQuotes) {
  const TestDatabase database;
  ASSERT_TRUE(ensure_schema(database.connection(), kCatalog));
  NewDocument document;
  document.parsed.document.store = "news";
  document.parsed.document.path = "a.txt";
  document.parsed.document.status = "ok";
  const auto id = write_document(database.connection(), kCatalog, document, 0);
  ASSERT_TRUE(id) << id.error().message();
  ThemeIndex theme_index = sample();
  theme_index.constituents[0].evidence[0].document_id = *id;
  ASSERT_TRUE(write_theme(database.connection(), kCatalog, "news", theme_index, {}));
  ASSERT_TRUE(write_document(database.connection(), kCatalog, document, *id));
  EXPECT_EQ(database.one("SELECT count(*) FROM eider.evidence"), "0");
}

TEST(Themes, MissingOneSaysHowToBuildIt) {
  const TestDatabase database;
  ASSERT_TRUE(ensure_schema(database.connection(), kCatalog));
  const auto missing = read_theme(database.connection(), kCatalog, "news", "x");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().message(),
            "theme x: no such theme has been built; CALL eider_theme('x') builds it");
}

}  // namespace
}  // namespace eider::store
