// The real pages of ../shared/corpus against what a person saw there: pages/NAME.golden holds byte
// ranges of the page and prefixes of SHA-256, never its text. Where the pages are not at hand, the
// tests are skipped by name.
//
//   page NAME SIZE HASH
//   article FIRST-LAST title FIRST-LAST HASH byline HASH source HASH
//   body FIRST-LAST HASH          of the article above it; as many as it needs
//
// A hash is of the text without white space, twelve digits; "-" is an empty text.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "base/sha256.h"
#include "corpus/parse/parse.h"

namespace eider {
namespace {

namespace fs = std::filesystem;

struct GoldenArticle {
  Span whole;
  Span title;
  std::string title_hash;
  std::string byline_hash;
  std::string source_hash;
  std::vector<Span> body;
};

struct GoldenPage {
  std::string name;
  std::vector<GoldenArticle> articles;
};

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string hash_of(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; });
  return text.empty() ? "-" : sha256(text).substr(0, 12);
}

Span read_span(std::istream& in) {
  Span span;
  char dash = 0;
  in >> span.start >> dash >> span.stop;
  return span;
}

GoldenPage read_golden(const fs::path& path) {
  GoldenPage page;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    std::istringstream in(line);
    std::string word;
    in >> word;
    if (word == "page") in >> page.name;
    if (word == "article") {
      GoldenArticle article;
      article.whole = read_span(in);
      in >> word;
      article.title = read_span(in);
      in >> article.title_hash >> word >> article.byline_hash >> word >> article.source_hash;
      page.articles.push_back(article);
    }
    if (word == "body") page.articles.back().body.push_back(read_span(in));
  }
  return page;
}

struct Marks {
  int found = 0;              // boundaries that the parser says
  int right = 0;              // of them
  int titles = 0;             // right ones
  std::int64_t body = 0;      // bytes of the golden bodies
  std::int64_t read = 0;      // of them, in the parser's paragraphs, items and tables
  std::int64_t polluted = 0;  // bytes of those that no golden body has
};

bool is_body(const ParsedDocument& parsed, const Block& block) {
  const std::string& title = parsed.articles[static_cast<std::size_t>(block.article)].title;
  if (slice(parsed.document.text, block.span) == title) return false;
  return block.kind == BlockKind::kParagraph || block.kind == BlockKind::kListItem ||
         block.kind == BlockKind::kTable || (block.kind == BlockKind::kHeading && block.depth > 1);
}

// A byte of the page: 1 in a body, 2 in what the parser takes for one; white space counts not.
void mark_bytes(std::vector<std::uint8_t>& bytes, Span span, std::uint8_t mark) {
  for (auto i = span.start; i < span.stop; ++i) bytes[static_cast<std::size_t>(i)] |= mark;
}

void compare_bodies(const std::string& source, const GoldenPage& golden,
                    const ParsedDocument& parsed, Marks& marks) {
  std::vector<std::uint8_t> bytes(source.size() + 1);
  for (const GoldenArticle& article : golden.articles) {
    for (Span span : article.body) mark_bytes(bytes, span, 1);
  }
  for (const Block& block : parsed.blocks) {
    if (is_body(parsed, block)) mark_bytes(bytes, block.source, 2);
  }
  for (std::size_t i = 0; i < source.size(); ++i) {
    bool space = source[i] == ' ' || source[i] == '\n' || source[i] == '\t' || source[i] == '#';
    if (space || bytes[i] == 0) continue;
    marks.body += bytes[i] & 1;
    marks.read += bytes[i] == 3 ? 1 : 0;
    marks.polluted += bytes[i] == 2 ? 1 : 0;
  }
}

std::int64_t source_start(const ParsedDocument& parsed, std::int64_t article) {
  for (const Block& block : parsed.blocks) {
    bool heads = block.kind != BlockKind::kBoilerplate;
    if (block.article == article && heads) return block.source.start;
  }
  return -1;
}

// The parsed article in whose blocks the golden title stands.
const Article* article_of(const ParsedDocument& parsed, Span title) {
  for (const Block& block : parsed.blocks) {
    if (block.source.start <= title.start && title.start < block.source.stop &&
        block.kind != BlockKind::kBoilerplate) {
      return &parsed.articles[static_cast<std::size_t>(block.article)];
    }
  }
  return nullptr;
}

void compare_articles(const GoldenPage& golden, const ParsedDocument& parsed, Marks& marks) {
  marks.found = static_cast<int>(parsed.articles.size()) - 1;
  for (std::size_t i = 0; i < golden.articles.size(); ++i) {
    const GoldenArticle& article = golden.articles[i];
    auto low = i == 0 ? 0 : golden.articles[i - 1].whole.stop;
    for (std::size_t k = 1; k < parsed.articles.size() && i > 0; ++k) {
      auto start = source_start(parsed, static_cast<std::int64_t>(k));
      if (start >= low && start <= article.title.start + 2 && start <= article.whole.start + 2) {
        ++marks.right;
      }
    }
    const Article* found = article_of(parsed, article.title);
    ASSERT_NE(found, nullptr) << "no article holds the title at byte " << article.title.start;
    bool titled = hash_of(found->title) == article.title_hash;
    EXPECT_TRUE(titled) << "the title at byte " << article.title.start;
    marks.titles += titled ? 1 : 0;
    EXPECT_EQ(hash_of(found->byline), article.byline_hash) << article.title.start;
    EXPECT_EQ(hash_of(found->source_credit), article.source_hash) << article.title.start;
  }
}

void expect_golden(const std::string& stem) {
  fs::path page = fs::path(EIDER_SHARED_DIR) / "corpus" / (stem + ".txt");
  if (!fs::exists(page)) GTEST_SKIP() << "no " << page;
  GoldenPage golden =
      read_golden(fs::path(EIDER_SOURCE_DIR) / "test/path/pages" / (stem + ".golden"));
  std::string source = read_file(page);
  auto parsed = parse::parse_document({golden.name, source});
  ASSERT_TRUE(parsed.has_value());
  Marks marks;
  compare_articles(golden, *parsed, marks);
  compare_bodies(source, golden, *parsed, marks);
  int made = static_cast<int>(golden.articles.size()) - 1;
  double f1 = made + marks.found == 0 ? 1 : 2.0 * marks.right / (made + marks.found);
  double read = static_cast<double>(marks.read) / static_cast<double>(marks.body);
  double polluted = static_cast<double>(marks.polluted) /
                    static_cast<double>(std::max<std::int64_t>(marks.read + marks.polluted, 1));
  std::printf("%s: boundary F1 %.3f, titles %d of %zu, body read %.4f, boilerplate in it %.4f\n",
              stem.c_str(), f1, marks.titles, golden.articles.size(), read, polluted);
  EXPECT_EQ(f1, 1.0);
  EXPECT_GE(read, 0.99);
  EXPECT_LE(polluted, 0.03);
}

TEST(ReadingPages, NewspaperPage) { expect_golden("000_ffc2583b93647434"); }
TEST(ReadingPages, Weekly) { expect_golden("001_25d113215aad4c4e"); }
TEST(ReadingPages, Report) { expect_golden("002_5f08df515b60b012"); }
TEST(ReadingPages, ScrapedApplicationPage) { expect_golden("003_fbc27314fd95e62e"); }
TEST(ReadingPages, ScrapedTraditionalPage) { expect_golden("004_f7bd4d6b1c4c1682"); }

}  // namespace
}  // namespace eider
