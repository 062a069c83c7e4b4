#include "corpus/parse/html_head.h"

#include <gtest/gtest.h>

#include "corpus/parse/testing.h"

namespace eider::parse {
namespace {

const std::string kBody =
    "<div class=side><p>Old news <time datetime=2020-01-01>1.1.2020</time></p><p>More</p><p>Of "
    "it</p></div><h1>Trams</h1>"
    "<p>The first tram left the depot at five in the morning, and it was full of people.</p>"
    "<p>The second one followed an hour later; the driver said that the rails were wet, and that "
    "nobody minded the rain, as nobody had expected anything else.</p>"
    "<p>The city will publish its figures on Friday, as it does every month.</p>";

TEST(HtmlHead, LinkedDataSaysDateTitleAuthorAndPublisher) {
  ParsedDocument parsed =
      parse_ok("a.html",
               R"(<script type="application/ld+json">{"@context":"https://schema.org","@graph":[
{"@type":"Organization","name":"Other"},{"@type":["NewsArticle"],"headline":"Trams",
"datePublished":"2026-03-02T08:30:00+08:00","publisher":{"@type":"Organization","name":"Harbour"},
"author":[{"@type":"Person","name":"Ann Lee"},{"name":"Bo Ek"}]}]}</script>)" +
                   kBody);
  EXPECT_TRUE(parsed.document.published_at.starts_with("2026-03-02T08:30:00"));
  EXPECT_EQ(parsed.document.published_from, "metadata");
  EXPECT_EQ(parsed.document.source, "Harbour");
  PageFacts facts;
  take_linked_data(R"([{"@type":"BlogPosting","author":"Ann Lee"}])", facts);
  EXPECT_EQ(facts.author, "Ann Lee");
}

TEST(HtmlHead, BrokenLinkedDataSaysNothing) {
  for (const char* json : {"", "{", "null", "[[[[", R"({"@type":7})", R"({"@type":"Article"})",
                           R"({"@type":"Article","datePublished":{"a":[1]}})", "\"\\ud800\""}) {
    PageFacts facts;
    take_linked_data(json, facts);
    EXPECT_EQ(facts.published_at, "") << json;
  }
  PageFacts facts;
  take_linked_data(std::string(200'000, '['), facts);
  EXPECT_EQ(facts.title, "");
}

TEST(HtmlHead, ATimeCountsOnlyAtTheArticle) {
  std::string with_time = kBody;
  with_time.insert(with_time.find("<p>The first"), "<p><time datetime=2026-03-02>2.3.</time></p>");
  EXPECT_EQ(parse_ok("a.html", with_time).document.published_at, "2026-03-02");
  EXPECT_EQ(parse_ok("a.html", kBody).document.published_at, "");
}

TEST(HtmlHead, TheCanonicalAddressIsTheUrl) {
  ParsedDocument parsed =
      parse_ok("a.html", "<link rel=canonical href=https://example.org/trams>" + kBody);
  EXPECT_EQ(parsed.document.url, "https://example.org/trams");
  EXPECT_EQ(parse_ok("a.html", "<link rel=canonical href=/trams>" + kBody).document.url, "");
}

TEST(HtmlHead, TheSiteNameLeavesTheTitle) {
  ParsedDocument parsed = parse_ok("a.html", "<title>Trams | Harbour News</title>" + kBody);
  EXPECT_EQ(parsed.document.title, "Trams");
  EXPECT_EQ(parsed.document.source, "Harbour News");
}

TEST(HtmlHead, APageThatIsHiddenUntilItsScriptsRunIsRead) {
  ParsedDocument parsed = parse_ok("a.html", "<div style='display:none'>" + kBody + "</div>");
  EXPECT_EQ(parsed.document.status, "ok");
  EXPECT_EQ(texts(parsed, BlockKind::kParagraph).size(), 3u);
}

}  // namespace
}  // namespace eider::parse
