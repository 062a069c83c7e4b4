// General properties on real pages, where they are at hand.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "corpus/parse/testing.h"

namespace eider::parse {
namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> files_of(const fs::path& folder) {
  std::vector<fs::path> files;
  if (!fs::is_directory(folder)) return files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

void expect_clean(const ParsedDocument& parsed) {
  expect_invariants(parsed);
  EXPECT_EQ(parsed.document.status, "ok");
  EXPECT_FALSE(parsed.document.title.empty());
  EXPECT_EQ(parsed.document.title.find("**"), std::string::npos);
  EXPECT_EQ(parsed.document.text.find("\xEF\xBF\xBD"), std::string::npos);
  EXPECT_EQ(parsed.document.text.find("](http"), std::string::npos);
  for (const std::string& paragraph : texts(parsed, BlockKind::kParagraph)) {
    EXPECT_EQ(paragraph.find('\n'), std::string::npos) << paragraph;
  }
}

TEST(Corpus, SharedPagesReadCleanly) {
  std::vector<fs::path> files = files_of(fs::path(EIDER_SHARED_DIR) / "corpus");
  if (files.empty()) GTEST_SKIP() << "no " << EIDER_SHARED_DIR << "/corpus";
  std::size_t most_articles = 0;
  std::size_t tables = 0;
  for (const fs::path& file : files) {
    SCOPED_TRACE(file.string());
    ParsedDocument parsed = parse_ok(file.string(), read_file(file));
    expect_clean(parsed);
    EXPECT_EQ(parsed.document.language, "zh");
    EXPECT_LE(parsed.articles.size(), 60u);
    for (const Article& article : parsed.articles) EXPECT_FALSE(article.title.empty());
    most_articles = std::max(most_articles, parsed.articles.size());
    tables += texts(parsed, BlockKind::kTable).size();
  }
  EXPECT_GE(most_articles, 20u);  // a weekly is among them
  EXPECT_GE(tables, 2u);
}

TEST(Corpus, ExamplesReadCleanly) {
  std::vector<fs::path> files = files_of(fs::path(EIDER_SOURCE_DIR) / "examples" / "news");
  if (files.empty()) GTEST_SKIP() << "no examples/news";
  for (const fs::path& file : files) {
    SCOPED_TRACE(file.string());
    expect_clean(parse_ok(file.string(), read_file(file)));
  }
}

}  // namespace
}  // namespace eider::parse
