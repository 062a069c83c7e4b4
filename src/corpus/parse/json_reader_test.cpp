#include "corpus/parse/json_reader.h"

#include <gtest/gtest.h>

#include "corpus/parse/json_places.h"
#include "corpus/parse/testing.h"

namespace eider::parse {
namespace {

TEST(Json, ARecordIsAnArticle) {
  std::string source =
      "[\n {\"title\":\"電車上路\",\"text\":\"五點開出。\",\"published_at\":\"2026-03-02\"},\n"
      " {\"headline\":\"Trams\",\"body\":\"The tram left.\",\"place\":{\"city\":\"Alder\"}}\n]";
  ParsedDocument parsed = parse_ok("a.json", source);
  expect_invariants(parsed);
  EXPECT_EQ(titles(parsed), (Texts{"電車上路", "Trams"}));
  EXPECT_EQ(parsed.articles[0].published_at, "2026-03-02");
  EXPECT_EQ(texts(parsed, BlockKind::kParagraph),
            (Texts{"五點開出。", "The tram left.", "place.city: Alder"}));
  EXPECT_EQ(slice(source, parsed.blocks[0].source).front(), '{');
  EXPECT_EQ(slice(source, parsed.blocks[0].source).back(), '}');
}

TEST(Json, RecordsInsideAnObject) {
  ParsedDocument parsed = parse_ok(
      "a.json",
      R"({"title":"Briefs","count":2,"data":{"items":[{"title":"甲","text":"一段正文在这里。"},)"
      R"({"title":"乙","text":"又一段正文在这里。"}]}})");
  expect_invariants(parsed);
  EXPECT_EQ(parsed.document.title, "Briefs");
  EXPECT_EQ(titles(parsed), (Texts{"Briefs", "甲", "乙"}));
  EXPECT_EQ(texts(parsed, BlockKind::kParagraph),
            (Texts{"count: 2", "一段正文在这里。", "又一段正文在这里。"}));
}

TEST(Json, FeaturesOfAMap) {
  ParsedDocument parsed = parse_ok(
      "a.geojson",
      R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"港口"},)"
      R"("geometry":{"type":"Point","coordinates":[113.2,23.1]}},{"type":"Feature","properties":)"
      R"({"name":"桥"},"geometry":null}]})");
  expect_invariants(parsed);
  EXPECT_EQ(parsed.articles.size(), 3u);
  EXPECT_NE(parsed.document.text.find("properties.name: 港口"), std::string::npos);
  EXPECT_NE(parsed.document.text.find("geometry.coordinates: 113.2, 23.1"), std::string::npos);
}

TEST(Json, AnyOtherValueIsAnOutline) {
  ParsedDocument parsed =
      parse_ok("a.json",
               R"({"title":"Plan","owner":{"name":"Lin","tags":["a","b"]},"steps":["buy","build"],)"
               R"("table":[["month","units"],["May",3],["June",4]],"empty":null})");
  expect_invariants(parsed);
  EXPECT_EQ(parsed.document.text,
            "Plan\n\nowner\n\nname: Lin\n\ntags: a, b\n\nsteps: buy, build\n\ntable\n\n"
            "month | units\nMay | 3\nJune | 4");
  EXPECT_EQ(parse_ok("a.json", "\"only words\"").document.text, "only words");
  EXPECT_EQ(parse_ok("a.json", "[\"甲\", \"乙\"]").document.text, "甲\n\n乙");
  EXPECT_EQ(parse_ok("a.json", " ").document.status, "empty");
  EXPECT_EQ(parse_ok("a.json", "{}").document.status, "empty");
  EXPECT_EQ(parse_ok("a.json", "[[]]").document.status, "empty");
}

TEST(Json, ErrorsNameTheByte) {
  Result<ParsedDocument> cut = parse_document({"a.json", "{\"a\": [1, 2"});
  ASSERT_FALSE(cut);
  EXPECT_EQ(cut.error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(cut.error().where, "a.json, byte 11");
  Result<ParsedDocument> lone = parse_document({"a.json", "{\"a\": \"\\ud800 x\"}"});
  ASSERT_FALSE(lone);
  EXPECT_TRUE(lone.error().where.starts_with("a.json, byte 1")) << lone.error().message();
  EXPECT_FALSE(parse_document({"a.json", "{\"a\": 1} trailing"}));
}

TEST(Json, ErrorsAreTexts) {
  for (std::string_view cut : {"{\"a\": \xE7\xAC\xAE", "{\"\xE7\xAC\xAE\x01"}) {
    Result<ParsedDocument> parsed = parse_document({"a.json", cut});
    ASSERT_FALSE(parsed);
    EXPECT_TRUE(text::is_valid_utf8(parsed.error().message()));
  }
}

TEST(Json, NulCharactersGo) {
  ParsedDocument parsed = parse_ok("a.json", "{\"a\": \"x\\u0000y\"}");
  EXPECT_EQ(parsed.document.text, "a: xy");
}

TEST(Json, DeepNestingIsALimit) {
  std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  Result<ParsedDocument> parsed = parse_document({"a.json", deep});
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, ErrorCode::kLimit);
}

TEST(Json, ValuesOneALineAreReadAsSuch) {
  EXPECT_EQ(
      titles(parse_ok("a.json",
                      "{\"title\":\"甲\",\"text\":\"一。\"}\n{\"title\":\"乙\",\"text\":\"二。"
                      "\"}\n")),
      (Texts{"甲", "乙"}));
}

TEST(JsonPlaces, StringsHideBrackets) {
  std::string_view text = R"([ {"a":"]}\"{"} , {"b":[{}]} ])";
  std::vector<Span> places = record_places(text);
  ASSERT_EQ(places.size(), 2u);
  EXPECT_EQ(slice(text, places[0]), R"({"a":"]}\"{"})");
  EXPECT_EQ(slice(text, places[1]), R"({"b":[{}]})");
  EXPECT_TRUE(record_places("[{}, 1]").empty());
  EXPECT_TRUE(record_places("[]").empty());
  EXPECT_TRUE(record_places("1").empty());
}

}  // namespace
}  // namespace eider::parse
