#include "corpus/chunk/chunk.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "base/limits.h"
#include "text/sentences.h"
#include "text/utf8.h"

namespace eider::chunk {
namespace {

// Builds a parsed document block by block.
class Draft {
 public:
  Draft& article(std::string title) {
    Article article;
    article.ordinal = static_cast<std::int64_t>(parsed_.articles.size());
    article.title = std::move(title);
    parsed_.articles.push_back(std::move(article));
    return *this;
  }

  Draft& block(BlockKind kind, std::string_view text) {
    std::string& all = parsed_.document.text;
    if (!all.empty()) all += "\n\n";
    auto start = static_cast<std::int64_t>(all.size());
    all += text;
    Block block;
    block.kind = kind;
    block.span = {start, static_cast<std::int64_t>(all.size())};
    block.article = static_cast<std::int64_t>(parsed_.articles.size()) - 1;
    parsed_.blocks.push_back(block);
    return *this;
  }

  // Rows of cells without inner separators; the first ones are the header.
  Draft& table(const std::vector<std::vector<std::string>>& rows, std::size_t header_rows = 1) {
    std::string text;
    std::vector<TableCell> cells;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (row > 0) text += '\n';
      for (std::size_t column = 0; column < rows[row].size(); ++column) {
        if (column > 0) text += " | ";
        auto at = static_cast<std::int64_t>(text.size());
        text += rows[row][column];
        cells.push_back({0,
                         static_cast<std::int64_t>(row),
                         static_cast<std::int64_t>(column),
                         row < header_rows,
                         rows[row][column],
                         {at, static_cast<std::int64_t>(text.size())}});
      }
    }
    block(BlockKind::kTable, text);
    std::int64_t start = parsed_.blocks.back().span.start;
    for (TableCell& cell : cells) {
      cell.span = {cell.span.start + start, cell.span.stop + start};
      parsed_.cells.push_back(cell);
    }
    return *this;
  }

  const ParsedDocument& parsed() const { return parsed_; }

 private:
  ParsedDocument parsed_;
};

std::string repeat(std::string_view text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

// In order, disjoint, on character boundaries, inside one article; together exactly the text
// that is neither boilerplate nor white space.
void expect_invariants(const ParsedDocument& parsed, const std::vector<Chunk>& chunks) {
  std::string_view text = parsed.document.text;
  std::string covered(text.size(), ' ');
  std::int64_t at = 0;
  for (const Chunk& chunk : chunks) {
    EXPECT_LE(at, chunk.span.start);
    EXPECT_LT(chunk.span.start, chunk.span.stop);
    at = chunk.span.stop;
    EXPECT_TRUE(text::is_valid_utf8(slice(text, chunk.span)));
    for (auto i = chunk.span.start; i < chunk.span.stop; ++i) {
      covered[static_cast<std::size_t>(i)] = text[static_cast<std::size_t>(i)];
    }
    for (const Block& block : parsed.blocks) {
      bool touches = block.span.start < chunk.span.stop && chunk.span.start < block.span.stop;
      if (touches) {
        EXPECT_EQ(block.article, chunk.article_id);
      }
    }
  }
  for (const Block& block : parsed.blocks) {
    for (auto i = static_cast<std::size_t>(block.span.start);
         i < static_cast<std::size_t>(block.span.stop); ++i) {
      if (text[i] == ' ' || text[i] == '\n') continue;
      bool skipped = block.kind == BlockKind::kBoilerplate;
      ASSERT_EQ(covered[i] == ' ', skipped) << "byte " << i;
    }
  }
}

std::vector<Chunk> chunks_of(const Draft& draft) {
  std::vector<Chunk> chunks = chunk_document(draft.parsed());
  expect_invariants(draft.parsed(), chunks);
  return chunks;
}

std::size_t size_of(const Draft& draft, const Chunk& chunk) {
  return text::count_characters(slice(draft.parsed().document.text, chunk.span));
}

TEST(Chunk, NothingGivesNothing) {
  EXPECT_TRUE(chunk_document(ParsedDocument{}).empty());
  Draft draft;
  draft.article("").block(BlockKind::kBoilerplate, "版权所有");
  EXPECT_TRUE(chunks_of(draft).empty());
}

TEST(Chunk, ShortArticlesAreOneChunkEach) {
  Draft draft;
  draft.article("电车上路")
      .block(BlockKind::kHeading, "电车上路")
      .block(BlockKind::kParagraph, "五点开出。");
  draft.article("桃子熟了").block(BlockKind::kParagraph, "今年丰收。");
  std::vector<Chunk> chunks = chunks_of(draft);
  ASSERT_EQ(chunks.size(), 2u);
  EXPECT_EQ(chunks[0].title, "电车上路");
  EXPECT_EQ(chunks[0].heading, "");
  EXPECT_EQ(slice(draft.parsed().document.text, chunks[0].span), "电车上路\n\n五点开出。");
  EXPECT_EQ(chunks[1].article_id, 1);
}

TEST(Chunk, SentencesAreNeverCut) {
  Draft draft;
  draft.article("長文");
  for (int i = 0; i < 12; ++i) {
    draft.block(BlockKind::kParagraph, repeat("這是一個不長不短的句子，用來試驗切分。", i % 4 + 1) +
                                           "The tram left at 5.30 a.m. today.");
  }
  std::vector<Chunk> chunks = chunks_of(draft);
  EXPECT_GE(chunks.size(), 2u);
  std::string_view text = draft.parsed().document.text;
  for (const Chunk& chunk : chunks) {
    EXPECT_LE(size_of(draft, chunk), kChunkMaxChars);
    for (Span sentence : text::sentences(text)) {
      bool apart = sentence.stop <= chunk.span.start || chunk.span.stop <= sentence.start;
      EXPECT_TRUE(apart || chunk.span.contains(sentence));
    }
  }
}

TEST(Chunk, PartsOfALongTextAreOfAboutEqualSize) {
  Draft draft;
  draft.article("长文").block(BlockKind::kParagraph,
                              repeat("这是一个不长不短的句子，用来试验切分。", 40));
  std::vector<Chunk> chunks = chunks_of(draft);
  ASSERT_EQ(chunks.size(), 3u);
  for (const Chunk& chunk : chunks) EXPECT_GE(size_of(draft, chunk), 200u);
}

TEST(Chunk, HeadingsBeginChunksAndAreCarried) {
  Draft draft;
  draft.article("周报")
      .block(BlockKind::kHeading, "周报")
      .block(BlockKind::kParagraph, "导语一句。");
  draft.block(BlockKind::kHeading, "动态").block(BlockKind::kHeading, "产品");
  draft.block(BlockKind::kParagraph, "三家公司发布了新车。")
      .block(BlockKind::kListItem, "续航提高");
  std::vector<Chunk> chunks = chunks_of(draft);
  ASSERT_EQ(chunks.size(), 2u);
  EXPECT_EQ(chunks[1].heading, "产品");
  EXPECT_EQ(slice(draft.parsed().document.text, chunks[1].span),
            "动态\n\n产品\n\n三家公司发布了新车。\n\n续航提高");
}

TEST(Chunk, AClosingHeadlineStaysWithItsText) {
  Draft draft;
  draft.article("电车上路").block(BlockKind::kByline, "本报记者 林晓");
  draft.block(BlockKind::kParagraph, repeat("第一班车清早五点开出，坐满了人。", 20));
  draft.block(BlockKind::kHeading, "电车上路");
  std::vector<Chunk> chunks = chunks_of(draft);
  ASSERT_EQ(chunks.size(), 1u);
}

TEST(Chunk, BoilerplateIsLeftOutAndPartsChunks) {
  Draft draft;
  draft.article("甲")
      .block(BlockKind::kParagraph, "第一段。")
      .block(BlockKind::kBoilerplate, "分享");
  draft.block(BlockKind::kParagraph, "第二段。");
  EXPECT_EQ(chunks_of(draft).size(), 2u);
}

TEST(Chunk, ATablesChunksRepeatItsTitleAndHeader) {
  std::vector<std::vector<std::string>> rows = {{"线路", "车辆"}};
  for (int i = 0; i < 60; ++i) rows.push_back({"港口环线第" + std::to_string(i) + "路", "12"});
  Draft draft;
  draft.article("周报").block(BlockKind::kParagraph, "下面是各条线路的车辆。");
  draft.block(BlockKind::kCaption, "表1 车辆")
      .table(rows)
      .block(BlockKind::kCaption, "资料来源：交通局");
  draft.block(BlockKind::kParagraph, "以上数字截至三月。");
  std::vector<Chunk> chunks = chunks_of(draft);
  ASSERT_GE(chunks.size(), 4u);
  EXPECT_EQ(chunks.front().heading, "");
  for (std::size_t i = 1; i + 1 < chunks.size(); ++i) {
    EXPECT_EQ(chunks[i].heading, "表1 车辆\n线路 | 车辆");
    std::string_view part = slice(draft.parsed().document.text, chunks[i].span);
    EXPECT_TRUE(part.ends_with("12") || part.ends_with("交通局")) << part;
  }
  EXPECT_EQ(slice(draft.parsed().document.text, chunks.back().span), "以上数字截至三月。");
}

TEST(Chunk, ALongRowIsCutBetweenSentencesThenBehindCells) {
  Draft draft;
  draft.article("周报").table({{"线路", "说明"},
                               {"港口线", repeat("这是一個不長不短的句子，用來試驗切分。", 30)},
                               {"山城线", "短。"},
                               {repeat("没有句号的格子", 90), repeat("又一格", 200), "2"}});
  std::vector<Chunk> chunks = chunks_of(draft);
  ASSERT_GE(chunks.size(), 4u);
  std::string_view text = draft.parsed().document.text;
  for (const Chunk& chunk : chunks) {
    EXPECT_EQ(chunk.heading, "线路 | 说明");
    EXPECT_LE(size_of(draft, chunk), kChunkMaxChars);
  }
  EXPECT_TRUE(slice(text, chunks[0].span).ends_with("切分。"));
  EXPECT_TRUE(slice(text, chunks[1].span).ends_with("切分。") ||
              slice(text, chunks[1].span).ends_with("短。"));
}

TEST(Chunk, AHeaderIsRepeatedOnceForSpansAndNotWithoutEnd) {
  std::vector<std::string> wide(100, "2025年");
  wide[0] = "線路";
  for (std::size_t i = 50; i < wide.size(); ++i) wide[i] = "一個很長的欄名" + std::to_string(i);
  Draft draft;
  draft.article("周报").table({wide, std::vector<std::string>(100, "1")});
  std::vector<Chunk> chunks = chunks_of(draft);
  ASSERT_FALSE(chunks.empty());
  EXPECT_TRUE(chunks[0].heading.starts_with("線路 | 2025年 | 一個很長的欄名50 | "));
  EXPECT_LE(text::count_characters(chunks[0].heading), 240u);
}

TEST(Chunk, AHeaderCellOverTwoRowsIsRepeatedOnce) {
  Draft draft;
  draft.article("周报").table({{"项目", "2025年", "2025年", "增长"},
                               {"项目", "收入", "净利", "增长"},
                               {"港口", "1", "2", "3"}},
                              2);
  std::vector<Chunk> chunks = chunks_of(draft);
  ASSERT_EQ(chunks.size(), 1u);
  EXPECT_EQ(chunks[0].heading, "项目 | 2025年 | 增长 | 收入 | 净利");
}

TEST(Chunk, ATableOfBoilerplateIsInNoChunk) {
  Draft draft;
  draft.article("周报").block(BlockKind::kParagraph, "正文一句。");
  draft.block(BlockKind::kCaption, "表1 车辆").block(BlockKind::kBoilerplate, "01 | 点击阅读");
  for (const Chunk& chunk : chunks_of(draft)) {
    EXPECT_EQ(slice(draft.parsed().document.text, chunk.span).find("点击"), std::string_view::npos);
  }
}

TEST(Chunk, ALongSentenceStandsAloneAndAMonsterIsCut) {
  Draft draft;
  draft.article("甲").block(BlockKind::kParagraph, "短句。" + repeat("很长", 300) + "。又一句。");
  std::vector<Chunk> chunks = chunks_of(draft);
  ASSERT_EQ(chunks.size(), 3u);
  EXPECT_EQ(size_of(draft, chunks[1]), 601u);

  Draft monster;
  monster.article("乙").block(BlockKind::kParagraph, repeat("没有句号只有逗号，", 300));
  for (const Chunk& chunk : chunks_of(monster)) {
    EXPECT_LE(size_of(monster, chunk), kChunkMaxChars);
    EXPECT_TRUE(slice(monster.parsed().document.text, chunk.span).ends_with("，"));
  }
  Draft solid;
  solid.article("丙").block(BlockKind::kParagraph, repeat("字", 5000));
  EXPECT_EQ(chunks_of(solid).size(), 13u);
}

TEST(Chunk, TheDocumentsTitleServesWhereTheArticleHasNone) {
  Draft draft;
  draft.article("").block(BlockKind::kParagraph, "五点开出。");
  ParsedDocument parsed = draft.parsed();
  parsed.document.title = "港城周刊";
  parsed.document.id = 7;
  std::vector<Chunk> chunks = chunk_document(parsed);
  ASSERT_EQ(chunks.size(), 1u);
  EXPECT_EQ(chunks[0].title, "港城周刊");
  EXPECT_EQ(chunks[0].document_id, 7);
}

}  // namespace
}  // namespace eider::chunk
