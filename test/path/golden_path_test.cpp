// Both paths of Eider on one small weekly, every step's output the next one's input, with the
// values written out: what a reader wants to know of a step is what it makes of this page.
// The two models are scripted here; everything else is the program.

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "corpus/answer/answer.h"
#include "corpus/chunk/chunk.h"
#include "corpus/embed/embed.h"
#include "corpus/parse/parse.h"
#include "corpus/search/held_chunks.h"
#include "corpus/search/search.h"
#include "store/documents.h"
#include "store/news.h"
#include "store/passages.h"
#include "store/test_database.h"
#include "store/themes.h"
#include "theme/constituents/constituents.h"
#include "theme/keywords/keywords.h"
#include "theme/mentions/company_table.h"
#include "theme/mentions/mentions.h"

namespace eider {
namespace {

constexpr const char* kWeekly = R"(---
source: 海港周报
date: 2026-05-20
---

# 海港周报

## 算力中心完工

海港市的算力中心昨天完工，服务器由浪潮信息供应。中心将于7月1日投入使用，渔船可以免费使用人工智能预报。（海港融媒）

## 渡輪公司更換電腦

藍灣渡輪的售票電腦將於6月1日全部更換。新電腦由科大訊飛研製，用人工智能回答乘客的提問。（灣區晚報）

## 灯塔开放参观

灯塔从6月起每周六开放参观，门票十元。（海港融媒）
)";

constexpr const char* kQuestion = "渡轮公司的电脑什么时候更换？";  // simplified; the news is not

/// Two directions: how much a text is about computers, and about anything else.
class ScriptedEmbedder : public models::Embedder {
 public:
  const std::string& name() const override { return name_; }
  const std::string& hash() const override { return name_; }
  std::int64_t dimensions() const override { return 2; }
  std::int64_t count_tokens(std::string_view text) const override { return std::ssize(text); }
  Result<std::vector<std::vector<float>>> embed(const std::vector<std::string>& texts,
                                                models::EmbedKind, const CancelFlag&) override {
    read.insert(read.end(), texts.begin(), texts.end());
    std::vector<std::vector<float>> vectors;
    for (const std::string& text : texts) {
      const bool computers =
          text.find("电脑") != std::string::npos || text.find("電腦") != std::string::npos;
      vectors.push_back(computers ? std::vector{0.8f, 0.6f} : std::vector{0.6f, 0.8f});
    }
    return vectors;
  }

  std::vector<std::string> read;

 private:
  std::string name_ = "scripted-embedder";
};

/// Is sure that the material holds the answer, and selects what it is told to.
class ScriptedGenerator : public models::Generator {
 public:
  explicit ScriptedGenerator(std::string selection) : selection_(std::move(selection)) {}
  const std::string& name() const override { return name_; }
  const std::string& hash() const override { return name_; }
  std::int64_t count_tokens(std::string_view text) const override { return std::ssize(text) / 3; }
  Result<models::Completion> complete(const models::Prompt& prompt,
                                      const models::CompletionOptions& options,
                                      const CancelFlag&) override {
    read = prompt.user;
    EXPECT_TRUE(options.constraint->may_end(selection_));
    return models::Completion{selection_, 100, 3, true};
  }
  Result<std::vector<models::Likelihood>> score(const models::Prompt&,
                                                const std::vector<std::string>& continuations,
                                                const CancelFlag&) override {
    std::vector<models::Likelihood> likelihoods;
    for (const std::string& text : continuations) {
      likelihoods.push_back({text == "是" ? -0.01 : -5.0, 1});
    }
    return likelihoods;
  }

  std::string read;

 private:
  std::string selection_;
  std::string name_ = "scripted-generator";
};

std::string text_of(const ParsedDocument& parsed, Span span) {
  return std::string(slice(parsed.document.text, span));
}

/// parse -> chunk -> embed -> store, as one load does it.
struct Loaded {
  ParsedDocument parsed;
  std::vector<Chunk> chunks;
  std::vector<Embedding> embeddings;
  std::int64_t document_id = 0;
};

class GoldenPath : public testing::Test {
 protected:
  void SetUp() override {
    auto parsed = parse::parse_document({"weekly-21.md", kWeekly});
    ASSERT_TRUE(parsed) << parsed.error().message();
    loaded_.parsed = std::move(*parsed);
    loaded_.chunks = chunk::chunk_document(loaded_.parsed);

    std::vector<embed::ChunkText> texts;
    for (const Chunk& c : loaded_.chunks) {
      texts.push_back({&c, slice(loaded_.parsed.document.text, c.span)});
    }
    auto embeddings = embed::embed_chunks(texts, embedder_, {});
    ASSERT_TRUE(embeddings) << embeddings.error().message();
    loaded_.embeddings = std::move(*embeddings);

    ASSERT_TRUE(store::ensure_schema(database_.connection(), catalog_));
    loaded_.parsed.document.store = "weekly";
    store::NewDocument document;
    document.parsed = loaded_.parsed;
    document.chunks = loaded_.chunks;
    document.embeddings = loaded_.embeddings;
    const auto id = store::write_document(database_.connection(), catalog_, document, 0);
    ASSERT_TRUE(id) << id.error().message();
    loaded_.document_id = *id;
  }

  store::TestDatabase database_;
  store::Catalog catalog_{"memory"};
  ScriptedEmbedder embedder_;
  Loaded loaded_;
};

TEST_F(GoldenPath, DocumentToBlocks) {
  const ParsedDocument& parsed = loaded_.parsed;
  EXPECT_EQ(parsed.document.media_type, "text/markdown");
  EXPECT_EQ(parsed.document.source, "海港周报");
  EXPECT_EQ(parsed.document.published_at, "2026-05-20");
  EXPECT_EQ(parsed.document.language, "zh");
  EXPECT_EQ(parsed.document.script, "mixed");
  EXPECT_EQ(parsed.document.text,
            "海港周报\n\n"
            "算力中心完工\n\n"
            "海港市的算力中心昨天完工，服务器由浪潮信息供应。"
            "中心将于7月1日投入使用，渔船可以免费使用人工智能预报。（海港融媒）\n\n"
            "渡輪公司更換電腦\n\n"
            "藍灣渡輪的售票電腦將於6月1日全部更換。"
            "新電腦由科大訊飛研製，用人工智能回答乘客的提問。（灣區晚報）\n\n"
            "灯塔开放参观\n\n"
            "灯塔从6月起每周六开放参观，门票十元。（海港融媒）");

  ASSERT_EQ(parsed.articles.size(), 3u);
  EXPECT_EQ(parsed.articles[0].title, "算力中心完工");
  EXPECT_EQ(parsed.articles[1].title, "渡輪公司更換電腦");
  EXPECT_EQ(parsed.articles[1].source_credit, "灣區晚報");
  EXPECT_EQ(parsed.articles[1].span, (Span{206, 378}));

  ASSERT_EQ(parsed.blocks.size(), 7u);
  EXPECT_EQ(parsed.blocks[0].kind, BlockKind::kHeading);
  EXPECT_EQ(parsed.blocks[0].depth, 1);
  EXPECT_EQ(parsed.blocks[3].kind, BlockKind::kHeading);
  EXPECT_EQ(parsed.blocks[3].depth, 2);
  EXPECT_EQ(text_of(parsed, parsed.blocks[3].span), "渡輪公司更換電腦");
  EXPECT_EQ(parsed.blocks[4].kind, BlockKind::kParagraph);
  EXPECT_EQ(parsed.blocks[4].article, 1);
}

TEST_F(GoldenPath, BlocksToChunks) {
  ASSERT_EQ(loaded_.chunks.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(loaded_.chunks[i].article_id, static_cast<std::int64_t>(i));
    EXPECT_EQ(loaded_.chunks[i].span, loaded_.parsed.articles[i].span);
    EXPECT_EQ(loaded_.chunks[i].title, loaded_.parsed.articles[i].title);
  }
}

TEST_F(GoldenPath, ChunksToEmbeddings) {
  ASSERT_EQ(embedder_.read.size(), 3u);
  // It reads one script, so that either finds the other.
  EXPECT_EQ(embedder_.read[1],
            "渡轮公司更换电脑\n\n蓝湾渡轮的售票电脑将于6月1日全部更换。"
            "新电脑由科大讯飞研制，用人工智能回答乘客的提问。（湾区晚报）");
  ASSERT_EQ(loaded_.embeddings.size(), 3u);
  EXPECT_EQ(loaded_.embeddings[0].values, (std::vector{0.6f, 0.8f}));
  EXPECT_EQ(loaded_.embeddings[1].values, (std::vector{0.8f, 0.6f}));
  EXPECT_EQ(loaded_.embeddings[1].model_hash, "scripted-embedder");
}

TEST_F(GoldenPath, TheStoreHasItAll) {
  const std::map<std::string, std::string> rows = {
      {"document", "1"}, {"article", "3"}, {"block", "7"}, {"chunk", "3"}, {"embedding", "3"}};
  for (const auto& [table, count] : rows) {
    EXPECT_EQ(database_.one("SELECT count(*) FROM eider." + table), count) << table;
  }
  EXPECT_EQ(database_.one("SELECT string_agg(title, ' / ' ORDER BY start) FROM eider.article"),
            "算力中心完工 / 渡輪公司更換電腦 / 灯塔开放参观");
}

/// What search reads from the store, and the hits of the question.
class GoldenSearch : public GoldenPath {
 protected:
  void SetUp() override {
    GoldenPath::SetUp();
    auto passages =
        store::read_passages(database_.connection(), catalog_, "weekly", embedder_.hash());
    ASSERT_TRUE(passages) << passages.error().message();
    std::vector<search::HeldChunk> chunks;
    for (store::Passage& p : *passages) {
      chunks.push_back({p.chunk, p.text, p.path, p.published_at, p.embedding});
    }
    const auto held = search::HeldChunks::build(std::move(chunks));
    ASSERT_TRUE(held) << held.error().message();

    search::SearchRequest request;
    request.question = kQuestion;
    request.query_vector = embed::embed_question(kQuestion, embedder_, {}).value();
    const auto found = search::search(held->view(), request, held->texts_of());
    ASSERT_TRUE(found) << found.error().message();
    hits_ = held->hits(*found);
  }

  std::vector<Hit> hits_;
};

TEST_F(GoldenSearch, QuestionToHits) {
  ASSERT_EQ(hits_.size(), 3u);
  EXPECT_EQ(hits_[0].rank, 1);
  EXPECT_EQ(hits_[0].title, "渡輪公司更換電腦");
  EXPECT_EQ(hits_[0].path, "weekly-21.md");
  EXPECT_EQ(hits_[0].published_at, "2026-05-20");
  EXPECT_EQ(hits_[0].span, loaded_.chunks[1].span);
  EXPECT_EQ(hits_[0].text, text_of(loaded_.parsed, loaded_.chunks[1].span));
  EXPECT_NEAR(hits_[0].vector_score.value_or(0), 1, 1e-6);
  EXPECT_GT(hits_[0].keyword_score, hits_[1].keyword_score);
}

TEST_F(GoldenSearch, HitsToAnswer) {
  ScriptedGenerator generator("[2]");
  const auto answered = answer::answer({kQuestion, hits_, "weekly", 1, 3}, generator, {});
  ASSERT_TRUE(answered) << answered.error().message();
  EXPECT_EQ(generator.read,
            "材料（方括号里是前面那句话的编号）：\n\n"
            "《渡輪公司更換電腦》（2026-05-20）\n"
            "渡輪公司更換電腦 [1]\n"
            "藍灣渡輪的售票電腦將於6月1日全部更換。 [2]\n"
            "新電腦由科大訊飛研製，用人工智能回答乘客的提問。 [3]\n"
            "（灣區晚報） [4]\n\n"
            "《算力中心完工》（2026-05-20）\n"
            "算力中心完工 [5]\n"
            "海港市的算力中心昨天完工，服务器由浪潮信息供应。 [6]\n"
            "中心将于7月1日投入使用，渔船可以免费使用人工智能预报。 [7]\n\n"
            "问题：渡轮公司的电脑什么时候更换？\n\n"
            "哪些句子直接回答了这个问题？只写编号，例如 [2] 或 [1, 3]，越少越好；没有就写 []。");

  EXPECT_FALSE(answered->abstained);
  EXPECT_EQ(answered->text, "藍灣渡輪的售票電腦將於6月1日全部更換。");
  ASSERT_EQ(answered->sentences.size(), 1u);
  ASSERT_EQ(answered->sentences[0].citations.size(), 1u);
  const Citation& citation = answered->sentences[0].citations[0];
  EXPECT_EQ(citation.document_id, loaded_.document_id);
  EXPECT_EQ(citation.path, "weekly-21.md");
  EXPECT_EQ(citation.title, "渡輪公司更換電腦");
  EXPECT_EQ(citation.quote, answered->text);
  // The citation is the bytes of the stored text: anyone can check it with a stock DuckDB.
  EXPECT_EQ(database_.one("decode(encode((SELECT text FROM eider.document))[" +
                          std::to_string(citation.span.start + 1) + ":" +
                          std::to_string(citation.span.stop) + "])"),
            citation.quote);
}

TEST_F(GoldenSearch, NoSentenceToAbstention) {
  ScriptedGenerator generator("[]");
  const auto answered = answer::answer({kQuestion, hits_, "weekly", 1, 3}, generator, {});
  ASSERT_TRUE(answered) << answered.error().message();
  EXPECT_TRUE(answered->abstained);
  EXPECT_TRUE(answered->sentences.empty());
  EXPECT_EQ(answered->text,
            "没有找到答案。已搜索“weekly”的 1 篇文档、3 个片段，最接近的是《渡輪公司更換電腦》。");
}

constexpr const char* kCompanies =
    "company,ticker,exchange,aliases\n"
    "浪潮信息,000977,SZSE,\n"
    "科大讯飞,002230,SZSE,讯飞\n"
    "海港渔业,600000,SSE,\n";

TEST_F(GoldenPath, ThemeToConstituents) {
  const auto keywords = theme::keywords_given({"人工智能", "人工智慧", "人工智能"});
  ASSERT_TRUE(keywords) << keywords.error().message();
  ASSERT_EQ(keywords->size(), 2u);  // the repeat is gone
  EXPECT_EQ((*keywords)[0].origin, "person");

  auto companies = theme::read_companies(kCompanies);
  ASSERT_TRUE(companies) << companies.error().message();
  ASSERT_TRUE(store::write_companies(database_.connection(), catalog_, *companies));
  const auto news = store::read_news(database_.connection(), catalog_, "weekly", {});
  ASSERT_TRUE(news) << news.error().message();
  ASSERT_EQ(news->size(), 1u);
  const store::NewsDocument& weekly = news->front();
  ASSERT_EQ(weekly.articles.size(), 3u);

  const theme::CompanyDictionary dictionary(*companies);
  std::vector<Mention> mentions;
  std::vector<theme::NewsArticle> articles;
  for (const Article& a : weekly.articles) {
    const theme::ArticleText article{weekly.id, a.id, weekly.text, a.span, {}};
    for (const Mention& m : theme::find_mentions(dictionary, article)) mentions.push_back(m);
    articles.push_back({weekly.id, a.id, weekly.path, a.published_at, weekly.text, a.span});
  }
  ASSERT_EQ(mentions.size(), 2u);
  EXPECT_EQ(mentions[0].alias, "浪潮信息");
  EXPECT_EQ(mentions[1].alias, "科大訊飛");  // as it is written, found by its simplified name
  EXPECT_EQ(slice(weekly.text, mentions[1].span), "科大訊飛");
  EXPECT_EQ(mentions[1].role, MentionRole::kSubject);

  const auto members = theme::constituents({articles, mentions, *keywords, *companies}, {}, {});
  ASSERT_TRUE(members) << members.error().message();
  ASSERT_EQ(members->size(), 2u);  // nobody names 海港渔业
  for (const Constituent& member : *members) {
    EXPECT_EQ(member.events, 1);
    EXPECT_EQ(member.hits, 1);
    EXPECT_EQ(member.share, 1);
    EXPECT_NEAR(member.score, 0.2065, 0.0001);  // one of one says little: Wilson's lower bound
    EXPECT_EQ(member.weight, 0.5);
    EXPECT_EQ(member.rejected, "");
    ASSERT_EQ(member.evidence.size(), 1u);
    EXPECT_EQ(slice(weekly.text, member.evidence[0].span), member.evidence[0].quote);
    EXPECT_EQ(member.evidence[0].term, "人工智能");
  }
  EXPECT_EQ((*members)[0].security, "000977.SZSE");
  EXPECT_EQ((*members)[1].evidence[0].quote, "新電腦由科大訊飛研製，用人工智能回答乘客的提問。");

  const ThemeIndex built{{0, "人工智能", ""}, *keywords, *members, 0};
  ASSERT_TRUE(store::write_theme(database_.connection(), catalog_, "weekly", built, mentions));
  EXPECT_EQ(database_.one("SELECT list((company, weight, hits) ORDER BY ordinal) "
                          "FROM eider.index_member"),
            "[(浪潮信息, 0.5, 1), (科大讯飞, 0.5, 1)]");
}

}  // namespace
}  // namespace eider
