#include "cli/shell.h"

#include <gtest/gtest.h>

#include "cli/line_reader.h"

namespace eider::cli {
namespace {

TEST(MeaningOf, SqlEndsInASemicolonAndQuestionsDoNot) {
  EXPECT_EQ(meaning_of("", ""), LineMeaning::kNothing);
  EXPECT_EQ(meaning_of("  \t", ""), LineMeaning::kNothing);
  EXPECT_EQ(meaning_of("SHOW TABLES;", ""), LineMeaning::kSql);
  EXPECT_EQ(meaning_of("谁签了合同", ""), LineMeaning::kQuestion);
  EXPECT_EQ(meaning_of("What's new?", ""), LineMeaning::kQuestion);
  EXPECT_EQ(meaning_of(".help", ""), LineMeaning::kDotCommand);
  EXPECT_EQ(meaning_of(".5 is what", ""), LineMeaning::kDotCommand);
}

TEST(MeaningOf, SqlGoesOnUntilItsEnd) {
  EXPECT_EQ(meaning_of("SELECT 1,", ""), LineMeaning::kSqlBegun);
  EXPECT_EQ(meaning_of("", "SELECT 1,"), LineMeaning::kSqlBegun);
  EXPECT_EQ(meaning_of("2", "SELECT 1,"), LineMeaning::kSqlBegun);
  EXPECT_EQ(meaning_of("2;", "SELECT 1,"), LineMeaning::kSql);
  EXPECT_EQ(meaning_of("b';", "SELECT 'a"), LineMeaning::kSql);
  EXPECT_EQ(meaning_of("b;", "SELECT 'a"), LineMeaning::kSqlBegun);
  EXPECT_EQ(meaning_of(".quit", "SELECT 1,"), LineMeaning::kDotCommand);
  EXPECT_EQ(meaning_of(".5;", "SELECT 1 +"), LineMeaning::kSql);
}

TEST(DotLineTest, HasAWordAndTheRest) {
  const DotLine load = parse_dot_line("  .load  'my news/五月' ");
  ASSERT_NE(load.command, nullptr);
  EXPECT_EQ(load.command->name, DotName::kLoad);
  EXPECT_EQ(load.argument, "my news/五月");
  EXPECT_EQ(parse_dot_line(".exit").command->name, DotName::kQuit);
  EXPECT_EQ(parse_dot_line(".nope").command, nullptr);
}

TEST(CompleteDotCommand, KnowsAllThatBeginSo) {
  EXPECT_EQ(complete_dot_command(".lo"), (std::vector<std::string>{".load"}));
  EXPECT_EQ(complete_dot_command(".s"), (std::vector<std::string>{".search", ".schema", ".store"}));
  EXPECT_TRUE(complete_dot_command("lo").empty());
  EXPECT_TRUE(complete_dot_command("").empty());
  EXPECT_TRUE(complete_dot_command(".load x").empty());
  EXPECT_EQ(complete_dot_command(".").size(), dot_commands().size());
}

TEST(CommonStart, IsWhatAllWordsShare) {
  EXPECT_EQ(common_start({".tables", ".theme", ".timer"}), ".t");
  EXPECT_EQ(common_start({".load"}), ".load");
  EXPECT_EQ(common_start({}), "");
}

TEST(DotHelp, NamesEveryCommand) {
  const std::string help = dot_help();
  for (const DotCommand& command : dot_commands()) {
    EXPECT_NE(help.find(command.word), std::string::npos) << command.word;
  }
}

}  // namespace
}  // namespace eider::cli
