// Two hundred made newspaper pages: where articles begin, which headline each has, and how much
// of the unwrapped text is right. The parser was tuned on the first hundred seeds only.

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "corpus/parse/test_pages.h"
#include "corpus/parse/testing.h"

namespace eider::parse {
namespace {

struct Score {
  int made = 0;   // boundaries between articles
  int found = 0;  // that the parser says
  int right = 0;  // of them
  int articles = 0;
  int titled = 0;  // with their own title and kicker
  std::size_t characters = 0;
  std::size_t errors = 0;

  double boundary_f1() const { return 2.0 * right / std::max(made + found, 1); }
  double headlines() const { return static_cast<double>(titled) / std::max(articles, 1); }
  double character_error() const {
    return static_cast<double>(errors) / static_cast<double>(std::max<std::size_t>(characters, 1));
  }
};

std::string without_spaces(std::string text) {
  std::erase(text, ' ');
  return text;
}

// Levenshtein's distance over bytes, as far as 400; lines of equal texts cost nothing.
std::size_t distance(const std::string& a, const std::string& b) {
  if (a == b) return 0;
  constexpr std::size_t kBand = 400;
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0u);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t first = i > kBand ? i - kBand : 1;
    std::size_t last = std::min(b.size(), i + kBand);
    std::size_t diagonal = row[first - 1];
    row[first - 1] = first == 1 ? i : kBand;
    for (std::size_t j = first; j <= last; ++j) {
      std::size_t kept = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      std::size_t above = j == i + kBand ? kBand : row[j];
      row[j] = std::min({kept, above + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

// Paragraphs and subheads of an article, a line each.
std::string body_of(const ParsedDocument& parsed, std::size_t article) {
  std::string body;
  for (const Block& block : parsed.blocks) {
    if (static_cast<std::size_t>(block.article) != article) continue;
    std::string text(slice(parsed.document.text, block.span));
    bool subhead = block.kind == BlockKind::kHeading && block.depth > 1;
    if (subhead || block.kind == BlockKind::kParagraph) body += text + "\n";
  }
  return body;
}

std::int64_t source_start(const ParsedDocument& parsed, std::size_t article) {
  for (const Block& block : parsed.blocks) {
    if (static_cast<std::size_t>(block.article) == article) return block.source.start;
  }
  return -1;
}

// The article that holds most of the made one: the one that stands at its middle.
std::size_t article_at(const ParsedDocument& parsed, std::size_t byte) {
  std::size_t article = 0;
  for (const Block& block : parsed.blocks) {
    if (block.source.start <= static_cast<std::int64_t>(byte)) {
      article = static_cast<std::size_t>(block.article);
    }
  }
  return article;
}

void count_boundaries(const MadePage& page, const ParsedDocument& parsed, Score& score) {
  score.made += static_cast<int>(page.articles.size()) - 1;
  score.found += static_cast<int>(parsed.articles.size()) - 1;
  for (std::size_t i = 1; i < page.articles.size(); ++i) {
    auto low = static_cast<std::int64_t>(page.articles[i - 1].last);
    auto high = static_cast<std::int64_t>(page.articles[i].first);
    for (std::size_t k = 1; k < parsed.articles.size(); ++k) {
      std::int64_t start = source_start(parsed, k);
      if (start >= low && start <= high) ++score.right;
    }
  }
}

void add_page(unsigned seed, Score& score) {
  MadePage page = make_page(seed);
  ParsedDocument parsed = parse_ok("page.txt", page.source);
  expect_invariants(parsed);
  count_boundaries(page, parsed, score);
  for (const MadeArticle& made : page.articles) {
    std::size_t k = article_at(parsed, (made.first + made.last) / 2);
    const Article& found = parsed.articles[k];
    ++score.articles;
    bool titled =
        without_spaces(found.title) == without_spaces(made.title) && found.kicker == made.kicker;
    score.titled += titled ? 1 : 0;
    score.characters += made.body.size();
    score.errors += distance(made.body, body_of(parsed, k));
  }
}

void expect_well_read(const char* which, unsigned first, unsigned last) {
  Score score;
  for (unsigned seed = first; seed < last; ++seed) {
    SCOPED_TRACE(seed);
    add_page(seed, score);
  }
  std::printf("%s: boundary F1 %.4f, headlines %.4f, character error %.5f\n", which,
              score.boundary_f1(), score.headlines(), score.character_error());
  EXPECT_GE(score.boundary_f1(), 0.98);
  EXPECT_GE(score.headlines(), 0.98);
  EXPECT_LE(score.character_error(), 0.001);
}

TEST(NewspaperPages, TunedOn) { expect_well_read("seeds 0-99", 0, 100); }
TEST(NewspaperPages, HeldOut) { expect_well_read("seeds 100-199", 100, 200); }

TEST(NewspaperPages, TheSameSeedMakesTheSamePage) {
  EXPECT_EQ(make_page(7).source, make_page(7).source);
  EXPECT_NE(make_page(7).source, make_page(8).source);
}

}  // namespace
}  // namespace eider::parse
