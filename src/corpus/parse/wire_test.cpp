#include "corpus/parse/wire.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace eider::parse {
namespace {

ParsedDocument sample() {
  const std::string html =
      "<html><head><title>灯塔</title></head><body><article><h1>海港市的灯塔</h1>"
      "<p>2026-05-01 本报讯 海港市的渔船昨日归港，灯塔重新点亮，值班员把潮位记在本子上。</p>"
      "<table><tr><th>日期</th><th>潮位</th></tr><tr><td>5月1日</td><td>3.2</td></tr></table>"
      "<p>The lighthouse is lit again, and the fishing boats are home.</p></article></body></html>";
  auto parsed = parse_document({"a/灯塔.html", html});
  if (!parsed) ADD_FAILURE() << parsed.error().message();
  return *parsed;
}

/// One result of the two: either error, or the document.
Result<ParsedDocument> unpacked(std::string_view bytes) {
  auto parsed = unpack_parsed(bytes);
  if (!parsed) return std::unexpected(parsed.error());
  return std::move(*parsed);
}

std::string message_of(const std::string& bytes) {
  auto parsed = unpacked(bytes);
  return parsed ? "it is a document" : parsed.error().message();
}

std::string message_of(const ParsedDocument& parsed) { return message_of(pack_parsed(parsed)); }

TEST(Wire, carries_a_document_whole) {
  ParsedDocument parsed = sample();
  parsed.blocks.at(0).box = {3, 1.5F, 2.5F, 3.5F, -4.5F};
  const std::string bytes = pack_parsed(parsed);
  auto back = unpacked(bytes);
  ASSERT_TRUE(back) << back.error().message();
  EXPECT_EQ(bytes, pack_parsed(*back));
  EXPECT_EQ(parsed.document.text, back->document.text);
  EXPECT_EQ(parsed.document.path, back->document.path);
  EXPECT_EQ(-4.5F, back->blocks[0].box.bottom);
  EXPECT_EQ(parsed.articles.at(0).title, back->articles.at(0).title);
  ASSERT_FALSE(parsed.cells.empty());
  EXPECT_EQ(parsed.cells.back().span, back->cells.back().span);
}

TEST(Wire, carries_an_empty_document) {
  auto parsed = parse_document({"empty.txt", ""});
  ASSERT_TRUE(parsed);
  auto back = unpacked(pack_parsed(parsed));
  ASSERT_TRUE(back);
  EXPECT_EQ("empty", back->document.status);
}

TEST(Wire, carries_an_error) {
  const Error error{ErrorCode::kLimit, "太大", "a.pdf", "split it"};
  auto back = unpacked(pack_parsed(std::unexpected(error)));
  ASSERT_FALSE(back);
  EXPECT_EQ(ErrorCode::kLimit, back.error().code);
  EXPECT_EQ("a.pdf: 太大; split it", back.error().message());
}

TEST(Wire, carries_a_file_of_any_bytes) {
  const std::string bytes("\0\xff\xfe rest", 8);
  const std::string packed = pack_file({"夹/a.pdf", bytes});
  auto file = unpack_file(packed);
  ASSERT_TRUE(file);
  EXPECT_EQ("夹/a.pdf", file->path);
  EXPECT_EQ(bytes, file->bytes);
  EXPECT_FALSE(unpack_file(packed.substr(0, 10)));
  EXPECT_FALSE(unpack_file(""));
}

TEST(Wire, refuses_whatever_breaks_off) {
  const std::string bytes = pack_parsed(sample());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(unpacked(std::string_view(bytes).substr(0, size))) << size;
  }
  EXPECT_FALSE(unpacked(bytes + "x"));
}

TEST(Wire, refuses_another_version) {
  std::string bytes = pack_parsed(sample());
  bytes[0] = static_cast<char>(kWireVersion + 1);
  EXPECT_EQ("answers what makes no sense: another version", message_of(bytes));
}

TEST(Wire, random_bytes_are_no_document_that_breaks_a_promise) {
  const std::string bytes = pack_parsed(sample());
  std::mt19937 random(7);
  for (int round = 0; round < 5000; ++round) {
    std::string broken = bytes;
    for (int n = 0; n < 1 + round % 4; ++n) {
      broken[random() % broken.size()] = static_cast<char>(random());
    }
    auto parsed = unpacked(broken);
    if (!parsed) continue;
    for (const Block& block : parsed->blocks) {
      ASSERT_LE(block.span.stop, static_cast<std::int64_t>(parsed->document.text.size()));
    }
  }
}

TEST(Wire, refuses_counts_that_the_bytes_can_not_hold) {
  const std::string bytes = pack_parsed(sample());
  for (std::size_t at = 0; at + 8 <= bytes.size(); ++at) {
    std::string broken = bytes;
    broken.replace(at, 8, "\xff\xff\xff\xff\xff\xff\xff\x7f", 8);
    (void)unpacked(broken);  // neither memory nor time for 2^63 records
  }
}

TEST(Wire, refuses_ranges_that_lie) {
  const auto refused = [](const char* why, auto change) {
    ParsedDocument parsed = sample();
    change(parsed);
    EXPECT_EQ(std::string("answers what makes no sense: ") + why, message_of(parsed));
  };
  refused("block 0 is outside the text", [](auto& p) { p.blocks[0].span.start = -1; });
  refused("block 1 is outside the text", [](auto& p) { p.blocks[1].span.stop = 1 << 20; });
  refused("block 1 is outside the text",
          [](auto& p) { std::swap(p.blocks[1].span.start, p.blocks[1].span.stop); });
  refused("block 0 is outside the text", [](auto& p) { p.blocks[0].span.stop -= 1; });  // in 塔
  refused("block 1 begins before the last one ends", [](auto& p) { p.blocks[1].span.start = 0; });
  refused("block 0 has a field that can't be", [](auto& p) { p.blocks[0].kind = BlockKind{9}; });
  refused("block 0 has a field that can't be", [](auto& p) { p.blocks[0].box.left = NAN; });
  refused("block 0 has a field that can't be", [](auto& p) { p.blocks[0].source = {2, 1}; });
  refused("block 0 is of no article", [](auto& p) { p.blocks[0].article = 1; });
  refused("article 0 is outside the text", [](auto& p) { p.articles[0].span.stop += 1; });
  refused("article 0 is misnumbered", [](auto& p) { p.articles[0].ordinal = 5; });
  refused("cell 0 is outside the text", [](auto& p) { p.cells[0].span = {-8, 0}; });
  refused("cell 0 has no place", [](auto& p) { p.cells[0].row = -1; });
}

TEST(Wire, refuses_texts_that_are_not_utf8) {
  const auto refused = [](const char* why, auto change) {
    ParsedDocument parsed = sample();
    change(parsed);
    EXPECT_EQ(std::string("answers what makes no sense: ") + why, message_of(parsed));
  };
  const char* document = "the document has a field that can't be";
  refused(document, [](auto& p) { p.document.text[1] = '\xff'; });
  refused(document, [](auto& p) { p.document.title = "\xed\xa0\x80"; });
  refused(document, [](auto& p) { p.document.status = "fine"; });
  refused("article 0 has a text that is not UTF-8", [](auto& p) { p.articles[0].byline = "\xc3"; });
  refused("cell 0 is not UTF-8", [](auto& p) { p.cells[0].text = "\xff"; });
  const Error error{ErrorCode::kCorrupt, "\xff", "", ""};
  EXPECT_EQ("answers what makes no sense: an error that is none",
            message_of(pack_parsed(std::unexpected(error))));
  const Error endless{ErrorCode::kCorrupt, std::string(1 << 20, 'x'), "", ""};
  EXPECT_EQ("answers what makes no sense: an error that is none",
            message_of(pack_parsed(std::unexpected(endless))));
}

}  // namespace
}  // namespace eider::parse
