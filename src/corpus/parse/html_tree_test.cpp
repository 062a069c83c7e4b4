#include "corpus/parse/html_tree.h"

#include <gtest/gtest.h>

#include "corpus/parse/testing.h"

namespace eider::parse {
namespace {

HtmlTree tree_of(std::string_view html) {
  HtmlTreeBuilder builder;
  EXPECT_TRUE(read_html_tokens(html, [&](const HtmlToken& token) { builder.take(token); }));
  return builder.finish();
}

Texts lines_of(std::string_view html) {
  Texts lines;
  for (const HtmlBlock& block : tree_of(html).blocks) lines.push_back(block.text);
  return lines;
}

std::string repeated(std::string_view part, std::size_t times) {
  std::string text;
  text.reserve(part.size() * times);
  for (std::size_t i = 0; i < times; ++i) text += part;
  return text;
}

TEST(HtmlTree, BlocksEndWhereTheStandardEndsThem) {
  EXPECT_EQ(lines_of("<p>a<div>b</div>c"), (Texts{"a", "b", "c"}));
  EXPECT_EQ(lines_of("<ul><li>a<li>b<ul><li>c</ul>d</ul>e"), (Texts{"a", "b", "c", "d", "e"}));
  EXPECT_EQ(lines_of("<dl><dt>a<dd>b<dt>c</dl>"), (Texts{"a", "b", "c"}));
  EXPECT_EQ(lines_of("a<b>b</i>c</b>d"), (Texts{"abcd"}));
  EXPECT_EQ(lines_of("a<br>b<hr>c"), (Texts{"a", "b", "c"}));
  EXPECT_EQ(lines_of("<h1>a<h2>b</h1>c"), (Texts{"a", "b", "c"}));
}

TEST(HtmlTree, AnEndTagDoesNotReachOutOfItsCell) {
  HtmlTree tree = tree_of("<div><table><tr><td>a</div>b<td>c</table>d</div>e");
  ASSERT_EQ(tree.blocks.size(), 5u);
  auto tag = [&](std::size_t i) {
    return tree.elements[static_cast<std::size_t>(tree.blocks[i].element)].tag;
  };
  EXPECT_EQ(tag(1), LXB_TAG_TD);
  EXPECT_EQ(tag(2), LXB_TAG_TD);
  EXPECT_EQ(tag(3), LXB_TAG_DIV);
  EXPECT_EQ(tag(4), LXB_TAG__DOCUMENT);
}

TEST(HtmlTree, WhiteSpaceIsOneSpace) {
  EXPECT_EQ(lines_of("<p>  a \n\t b<b> c </b>d &nbsp; e</p>"), (Texts{"a b c d e"}));
  EXPECT_EQ(lines_of("<pre>a\n   b\n</pre>"), (Texts{"a\nb"}));
}

TEST(HtmlTree, HiddenPartsAreNotRead) {
  for (const char* hidden :
       {"<div hidden>x<p>y</p></div>",
        "<span style='color:red; display: none'>x<span>y</span>z</span>",
        "<p aria-hidden=true>x</p>", "<script>x</script>", "<template><p>x</template>",
        "<noscript><p>x</p></noscript>", "<!-- x -->", "<svg><title>x</title></svg>",
        "<img src=track.gif width=1 height=1 alt=x>", "<button>x</button>",
        "<span class='sr-only'>x</span>"}) {
    EXPECT_EQ(lines_of(std::string("<div>a ") + hidden + "<div>b</div></div>"), (Texts{"a", "b"}))
        << hidden;
  }
}

TEST(HtmlTree, ALinkSaidTwiceIsReadOnce) {
  EXPECT_EQ(lines_of("<p>see <a href=a>the map</a> <a href=a>the map</a> now"),
            (Texts{"see the map now"}));
  EXPECT_EQ(lines_of("<p><a href=a>one</a> and <a href=b>one</a>"), (Texts{"one and one"}));
}

TEST(HtmlTree, LinksAreCounted) {
  HtmlTree tree = tree_of("<p>a<a href=x>bcd</a>e</p><a href=y><p>fg</p></a><p>h</p>");
  ASSERT_EQ(tree.blocks.size(), 3u);
  EXPECT_EQ(tree.blocks[0].link_bytes, 3u);
  EXPECT_EQ(tree.blocks[1].link_bytes, 2u);
  EXPECT_EQ(tree.blocks[2].link_bytes, 0u);
}

TEST(HtmlTree, DeepNestingKeepsItsText) {
  Texts lines = lines_of(repeated("<div>", 100'000) + "deep" + repeated("</div>", 100'000) + "out");
  EXPECT_EQ(lines, (Texts{"deep", "out"}));
}

TEST(HtmlTree, UnclosedAndStrayTagsKeepTheText) {
  EXPECT_EQ(lines_of(repeated("<b>", 200'000) + "a" + repeated("</i>", 200'000)), (Texts{"a"}));
  EXPECT_EQ(lines_of(repeated("<p>", 200'000) + "a").size(), 1u);
  EXPECT_EQ(lines_of(repeated("<table><tr><td>", 20'000) + "a"), (Texts{"a"}));
  EXPECT_EQ(lines_of(repeated("<a href=x>", 100'000) + "a"), (Texts{"a"}));
  EXPECT_EQ(
      lines_of("<span hidden>" + repeated("<i><div>", 50'000) + "x" + repeated("</i>", 100'000)),
      Texts{});
}

TEST(HtmlTree, AMillionNames) {
  std::string tag = "<p ";
  for (int i = 0; i < 1'000'000; ++i) tag += "a" + std::to_string(i % 1000) + "=1 ";
  EXPECT_EQ(lines_of(tag + ">text</p>"), (Texts{"text"}));
  tag = "<p ";
  for (int i = 0; i < 1'000'000; ++i) tag += "a" + std::to_string(i) + "=1 ";
  auto parsed = parse_document({"a.html", tag + ">text</p>"});
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, ErrorCode::kLimit);
  std::string tags = "<p>a";
  for (int i = 0; i < 500'000; ++i) tags += "<b" + std::to_string(i) + ">";
  EXPECT_EQ(lines_of(tags + "c</p>"), (Texts{"ac"}));
}

TEST(HtmlTree, TenMegabytesOnOneLine) {
  std::string page = "<p>" + repeated("word &amp; word, ", 625'000) + "</p>";
  HtmlTree tree = tree_of(page);
  ASSERT_EQ(tree.blocks.size(), 1u);
  EXPECT_EQ(tree.blocks[0].text.size(), 625'000u * 13 - 1);
  EXPECT_EQ(parse_ok("a.html", page).blocks.size(), 1u);
}

}  // namespace
}  // namespace eider::parse
