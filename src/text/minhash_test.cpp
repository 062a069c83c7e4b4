// The estimate against the true Jaccard similarity, and what must make no difference.

#include "text/minhash.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <random>
#include <set>
#include <string>

namespace eider::text {
namespace {

constexpr std::string_view kQuay =
    "码头的旧仓库拆了半年，工人们每天清早就到，把木梁一根一根抬上卡车。附近的居民说，这里要改成"
    "一座小图书馆，年底开门，楼上留给孩子，楼下留给老人。";

// Random Han text without repeated shingles.
std::string random_text(unsigned seed, std::size_t characters) {
  std::minstd_rand random(seed);
  std::string text;
  for (std::size_t i = 0; i < characters; ++i) {
    const unsigned c = 0x4E00u + static_cast<unsigned>(random() % 0x5000);
    text += static_cast<char>(0xE0 | c >> 12);
    text += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    text += static_cast<char>(0x80 | (c & 0x3F));
  }
  return text;
}

std::set<std::string> shingles(const std::string& text) {
  std::set<std::string> result;
  for (std::size_t at = 0; at + 12 <= text.size(); at += 3) result.insert(text.substr(at, 12));
  return result;
}

double jaccard(const std::string& a, const std::string& b) {
  const auto left = shingles(a);
  const auto right = shingles(b);
  std::set<std::string> both;
  std::set_intersection(left.begin(), left.end(), right.begin(), right.end(),
                        std::inserter(both, both.end()));
  return static_cast<double>(both.size()) /
         static_cast<double>(left.size() + right.size() - both.size());
}

bool share_a_band(const MinhashSignature& a, const MinhashSignature& b) {
  const BandKeys left = band_keys(a);
  const BandKeys right = band_keys(b);
  for (std::size_t i = 0; i < kBands; ++i) {
    if (left[i] == right[i]) return true;
  }
  return false;
}

TEST(Minhash, EqualTextsHaveEqualSignatures) {
  EXPECT_EQ(minhash_signature(kQuay), minhash_signature(kQuay));
  EXPECT_EQ(signature_similarity(minhash_signature(kQuay), minhash_signature(kQuay)), 1.0);
}

// The same bytes on every machine: a stored signature stays comparable.
TEST(Minhash, SignaturesAreFixed) {
  const MinhashSignature signature = minhash_signature("the heron stands in the shallow water");
  EXPECT_EQ(signature[0], 3516172791u);
  EXPECT_EQ(signature[127], 3839442812u);
  EXPECT_EQ(band_keys(signature)[31], 18434641106814030390u);
}

TEST(Minhash, ScriptCaseWidthSpacingAndPunctuationMakeNoDifference) {
  EXPECT_EQ(minhash_signature("碼頭的舊倉庫，拆了半年。ABC"),
            minhash_signature("码头的旧 仓库\n拆了半年 ａｂｃ!"));
}

TEST(Minhash, AnEmptyTextIsLikeNothing) {
  for (std::string_view text : {"", " \n", "。，…", "\u200b"}) {
    EXPECT_TRUE(is_empty_signature(minhash_signature(text))) << text;
    EXPECT_EQ(signature_similarity(minhash_signature(text), minhash_signature(text)), 0.0);
  }
  EXPECT_FALSE(is_empty_signature(minhash_signature("x")));
}

TEST(Minhash, ShortTexts) {
  EXPECT_EQ(signature_similarity(minhash_signature("短"), minhash_signature("短")), 1.0);
  EXPECT_EQ(signature_similarity(minhash_signature("短"), minhash_signature("长")), 0.0);
}

TEST(Minhash, InvalidBytesDoNoHarm) {
  const std::string broken = std::string(kQuay) + "\xFF\xFE\x80";
  EXPECT_GT(signature_similarity(minhash_signature(broken), minhash_signature(kQuay)), 0.9);
  EXPECT_TRUE(is_empty_signature(minhash_signature("\xFF\xC0\x80")));
}

TEST(Minhash, TheEstimateIsNearTheTrueSimilarity) {
  double total_error = 0;
  int count = 0;
  for (unsigned seed = 1; seed <= 20; ++seed) {
    for (std::size_t shared : {100u, 300u, 500u, 700u, 900u}) {
      const std::string head = random_text(seed, shared);
      const std::string a = head + random_text(seed + 1000, 1000 - shared);
      const std::string b = head + random_text(seed + 2000, 1000 - shared);
      const double estimate = signature_similarity(minhash_signature(a), minhash_signature(b));
      EXPECT_NEAR(estimate, jaccard(a, b), 0.18);
      total_error += estimate - jaccard(a, b);
      ++count;
    }
  }
  EXPECT_NEAR(total_error / count, 0, 0.01);  // no bias
}

TEST(Minhash, BandsFindNearDuplicatesAndPassOverOthers) {
  int found = 0;
  int wrong = 0;
  for (unsigned seed = 1; seed <= 100; ++seed) {
    const std::string text = random_text(seed, 400);
    const std::string edited = text + random_text(seed + 500, 40);
    found += share_a_band(minhash_signature(text), minhash_signature(edited)) ? 1 : 0;
    const std::string other = random_text(seed + 1000, 400);
    wrong += share_a_band(minhash_signature(text), minhash_signature(other)) ? 1 : 0;
  }
  EXPECT_EQ(found, 100);
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace eider::text
