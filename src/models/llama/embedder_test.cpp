// On the embedder; skipped by name where the model folder does not have it.

#include <gtest/gtest.h>

#include <numeric>

#include "models/llama/bert_embedder.h"
#include "models/llama/bert_file.h"
#include "models/llama/llama_embedder.h"
#include "models/llama/open.h"
#include "models/llama/test_models.h"

namespace eider::models {
namespace {

using Vector = std::vector<float>;

double cosine(const Vector& a, const Vector& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

class EmbedderTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto file = test_model("multilingual-e5-small");
    if (!file) GTEST_SKIP() << "no model multilingual-e5-small";
    const auto opened = open_embedder(*file, {.threads = 1});
    ASSERT_TRUE(opened) << opened.error().message();
    embedder_ = *opened;
    held() = embedder_;
  }
  static std::shared_ptr<Embedder>& held() {
    static std::shared_ptr<Embedder> embedder;
    return embedder;
  }
  std::vector<Vector> embed(const std::vector<std::string>& texts, EmbedKind kind) {
    const auto vectors = embedder_->embed(texts, kind, {});
    EXPECT_TRUE(vectors) << vectors.error().message();
    return vectors ? *vectors : std::vector<Vector>(texts.size());
  }
  std::shared_ptr<Embedder> embedder_;
};

const std::vector<std::string> kPassages = {
    "杭州是浙江省的省会，西湖在城西。",
    "這家公司第三季營收成長兩成，主要來自伺服器訂單。",
    "The central bank kept its interest rate unchanged on Thursday.",
    "熊猫以竹子为食，住在四川的山里。",
};

TEST_F(EmbedderTest, QueryIsNearestToItsPassage) {
  const auto passages = embed(kPassages, EmbedKind::kPassage);
  const std::vector<std::string> questions = {"浙江的省会是哪里？", "哪家公司營收成長？",
                                              "What did the central bank decide?", "大熊猫吃什么"};
  const auto queries = embed(questions, EmbedKind::kQuery);
  for (std::size_t q = 0; q < queries.size(); ++q) {
    for (std::size_t p = 0; p < passages.size(); ++p) {
      if (p == q) continue;
      EXPECT_GT(cosine(queries[q], passages[q]), cosine(queries[q], passages[p])) << q << " " << p;
    }
  }
}

TEST_F(EmbedderTest, VectorsHaveUnitLengthAndTheirDimensions) {
  EXPECT_EQ(embedder_->dimensions(), 384);
  for (const Vector& vector : embed({"", "字", "\xff\xfe", kPassages[1]}, EmbedKind::kPassage)) {
    ASSERT_EQ(vector.size(), 384U);
    EXPECT_NEAR(cosine(vector, vector), 1, 1e-5);
  }
  EXPECT_TRUE(embed({}, EmbedKind::kQuery).empty());
}

TEST_F(EmbedderTest, BatchAgreesWithSingleTextsInOrder) {
  std::vector<std::string> texts;
  for (int i = 0; i < 40; ++i) {
    std::string text;
    for (int k = 0; k <= i % 7; ++k) text += kPassages[static_cast<std::size_t>(i + k) % 4];
    texts.push_back(text);
  }
  const auto batch = embed(texts, EmbedKind::kPassage);
  for (std::size_t i = 0; i < texts.size(); i += 5) {
    EXPECT_GE(cosine(batch[i], embed({texts[i]}, EmbedKind::kPassage)[0]), 0.999) << i;
  }
}

TEST_F(EmbedderTest, LongTextIsCutAtTheWindow) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += kPassages[0];
  ASSERT_GT(embedder_->count_tokens(text), 1000);
  const auto vectors = embed({text, text + kPassages[3]}, EmbedKind::kPassage);
  EXPECT_GE(cosine(vectors[0], vectors[1]), 0.9999);
}

TEST_F(EmbedderTest, CompatibilityFormsAreNormalised) {
  const auto vectors = embed({"Ｅｉｄｅｒ　２０２６年", "Eider 2026年"}, EmbedKind::kPassage);
  EXPECT_GE(cosine(vectors[0], vectors[1]), 0.9999);
}

TEST_F(EmbedderTest, OwnEncoderAgreesWithLlama) {
  const auto weights = Weights::open(*test_model("multilingual-e5-small"));
  ASSERT_TRUE(weights);
  const auto own = open_bert_embedder(*weights, {.threads = 2});
  ASSERT_NE(own, nullptr);
  const auto stock = open_llama_embedder(*weights, {.threads = 1});
  ASSERT_TRUE(stock) << stock.error().message();
  std::vector<std::string> texts = kPassages;
  texts.insert(texts.end(), {"", "字", "\xff\xfe", "AI 2026年 ①"});
  std::string long_text;
  for (int i = 0; i < 20; ++i) long_text += kPassages[static_cast<std::size_t>(i) % 4];
  texts.push_back(long_text);
  for (const EmbedKind kind : {EmbedKind::kPassage, EmbedKind::kQuery}) {
    const auto ours = own->embed(texts, kind, {});
    const auto theirs = (*stock)->embed(texts, kind, {});
    ASSERT_TRUE(ours && theirs);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      EXPECT_GE(cosine((*ours)[i], (*theirs)[i]), 0.999) << texts[i];
    }
  }
}

TEST_F(EmbedderTest, OwnEncoderLeavesOtherFilesToLlama) {
  EXPECT_FALSE(read_bert("/nowhere/model.gguf"));
  EXPECT_FALSE(read_bert(EIDER_SOURCE_DIR "/README.md"));
  if (const auto generator = test_model("qwen2.5-coder-0.5b")) {
    EXPECT_FALSE(read_bert(generator->path));
  }
}

TEST_F(EmbedderTest, CancelledBeforeItStarts) {
  CancelSource source;
  const CancelFlag flag(source);
  source.cancel_all();
  const auto cancelled = embedder_->embed(kPassages, EmbedKind::kPassage, flag);
  ASSERT_FALSE(cancelled);
  EXPECT_EQ(cancelled.error().code, ErrorCode::kCancelled);
}

TEST_F(EmbedderTest, OpeningItAsAGeneratorIsAnError) {
  const auto file = test_model("multilingual-e5-small");
  const auto refused = open_generator(*file, {.threads = 1});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace eider::models
