#include "cli/options.h"

#include <gtest/gtest.h>

namespace eider::cli {
namespace {

std::expected<Options, Farewell> parse(std::vector<const char*> words) {
  words.insert(words.begin(), "eider");
  return parse_options(static_cast<int>(words.size()), words.data());
}

void expect_wrong(std::vector<const char*> words, std::string_view part) {
  const auto options = parse(std::move(words));
  ASSERT_FALSE(options.has_value());
  EXPECT_EQ(options.error().code, 2);
  EXPECT_NE(options.error().text.find(part), std::string::npos) << options.error().text;
}

TEST(ParseOptions, NoWordIsTheShellInMemory) {
  const auto options = parse({});
  ASSERT_TRUE(options.has_value());
  EXPECT_EQ(options->command, Command::kShell);
  EXPECT_EQ(options->file, "");
}

TEST(ParseOptions, AFileAloneIsTheShell) {
  const auto options = parse({"news.duckdb"});
  ASSERT_TRUE(options.has_value());
  EXPECT_EQ(options->command, Command::kShell);
  EXPECT_EQ(options->file, "news.duckdb");
}

TEST(ParseOptions, SearchTakesAllItsOptions) {
  const auto options = parse({"search", "f.duckdb", "算力中心？", "-k", "7", "--store", "s",
                              "--filter", "language = 'zh'", "--as-of", "2026年5月1日", "--json"});
  ASSERT_TRUE(options.has_value()) << options.error().text;
  EXPECT_EQ(options->command, Command::kSearch);
  EXPECT_EQ(options->text, "算力中心？");
  EXPECT_EQ(options->k, 7);
  EXPECT_EQ(options->store, "s");
  EXPECT_EQ(options->filter, "language = 'zh'");
  EXPECT_EQ(options->as_of, "2026-05-01");
  EXPECT_TRUE(options->json);
}

TEST(ParseOptions, LoadTakesManyPaths) {
  const auto options = parse({"load", "f.duckdb", "a", "b", "--store", "s"});
  ASSERT_TRUE(options.has_value());
  EXPECT_EQ(options->command, Command::kLoad);
  EXPECT_EQ(options->paths, (std::vector<std::string>{"a", "b"}));
}

TEST(ParseOptions, AQuestionMayBeTheNameOfACommand) {
  const auto options = parse({"ask", "f.duckdb", "load"});
  ASSERT_TRUE(options.has_value());
  EXPECT_EQ(options->command, Command::kAsk);
  EXPECT_EQ(options->text, "load");
}

TEST(ParseOptions, ThemeVerifyAndModels) {
  const auto theme =
      parse({"theme", "f.duckdb", "人工智能", "--keywords", "a,b", "--companies", "c"});
  ASSERT_TRUE(theme.has_value());
  EXPECT_EQ(theme->theme_keywords, "a,b");
  EXPECT_EQ(theme->companies, "c");
  EXPECT_EQ(parse({"verify", "f.duckdb", "-"})->answer_file, "-");
  EXPECT_EQ(parse({"models"})->command, Command::kModelsList);
  EXPECT_EQ(parse({"models", "list"})->command, Command::kModelsList);
  EXPECT_EQ(parse({"models", "pull", "x"})->command, Command::kModelsPull);
  const auto import = parse({"models", "import", "a.gguf", "--name", "mine", "--role", "embedder"});
  EXPECT_EQ(import->command, Command::kModelsImport);
  EXPECT_EQ(import->name, "mine");
  EXPECT_EQ(import->role, "embedder");
}

TEST(ParseOptions, WrongUseHasCodeTwoAndSaysWhy) {
  expect_wrong({"serch", "f.duckdb", "q"}, "no such command 'serch'");
  expect_wrong({"serch"}, "no such command 'serch'");
  expect_wrong({"watch", "f.duckdb"}, "PATH is required");
  expect_wrong({"serve", "f.duckdb"}, "'serve' is not in this version");
  expect_wrong({"search", "f.duckdb"}, "QUESTION");
  expect_wrong({"search", "f.duckdb", "q", "-k", "0"}, "-k");
  expect_wrong({"search", "f.duckdb", "q", "-k", "-3"}, "-k");
  expect_wrong({"search", "f.duckdb", "q", "-k", "x"}, "-k");
  expect_wrong({"search", "f.duckdb", "q", "-k", "10001"}, "-k");
  expect_wrong({"ask", "f.duckdb", "q", "--as-of", "2026-02-30"}, "'2026-02-30' is not a date");
  expect_wrong({"ask", "f.duckdb", "q", "--loud"}, "--loud");
  expect_wrong({"ask", "f.duckdb", "two", "questions"}, "questions");
}

TEST(ParseOptions, HelpAndVersionHaveCodeZero) {
  const auto help = parse({"--help"});
  ASSERT_FALSE(help.has_value());
  EXPECT_EQ(help.error().code, 0);
  EXPECT_NE(help.error().text.find("search"), std::string::npos);
  EXPECT_EQ(help.error().text.find("serve"), std::string::npos);
  const auto ask_help = parse({"ask", "--help"});
  EXPECT_EQ(ask_help.error().code, 0);
  EXPECT_NE(ask_help.error().text.find("eider ask"), std::string::npos);
  const auto version = parse({"--version"});
  EXPECT_EQ(version.error().code, 0);
  EXPECT_NE(version.error().text.find("DuckDB v1."), std::string::npos);
}

}  // namespace
}  // namespace eider::cli
