#include "corpus/parse/html_reader.h"

#include <algorithm>
#include <utility>

#include "corpus/parse/articles.h"
#include "corpus/parse/characters.h"
#include "corpus/parse/credits.h"
#include "corpus/parse/html_content.h"
#include "corpus/parse/html_head.h"
#include "corpus/parse/html_roles.h"
#include "corpus/parse/html_tables.h"
#include "corpus/parse/html_tree.h"
#include "corpus/parse/inline_marks.h"
#include "corpus/parse/limits.h"
#include "corpus/parse/phrases.h"
#include "corpus/parse/text_reader.h"

namespace eider::parse {
namespace {

constexpr std::size_t kHeadingBytes = 400;  // what is longer was never closed
constexpr std::int32_t kItemBlocks = 3;     // an item with more blocks holds a text of its own

std::size_t place(std::int32_t number) { return static_cast<std::size_t>(number); }

// Turns a tree's blocks into pieces.
class PieceMaker {
 public:
  PieceMaker(HtmlTree& tree, const std::vector<bool>& content, Page& page)
      : tree_(tree), content_(content), page_(page) {}

  Result<void> run() {
    note_surroundings();
    std::vector<std::int32_t> tables = find_data_tables(tree_);
    for (std::size_t i = 0; i < tree_.blocks.size();) {
      if (tables[i] < 0) {
        add_block(i++);
        continue;
      }
      std::int32_t table = tables[i];
      i = add_captions(i, tables);
      if (i >= tables.size() || tables[i] != table) continue;
      if (Result<void> done = add_table(i, table); !done) return done;
      while (i < tables.size() && tables[i] == table) ++i;
    }
    return {};
  }

 private:
  struct Around {
    std::int32_t item = -1;     // the innermost <li>, <dd> around an element
    std::int32_t article = -1;  // the outermost <article>
    bool caption = false;
  };

  void note_surroundings() {
    around_.resize(tree_.elements.size());
    for (std::size_t i = 1; i < around_.size(); ++i) {
      const HtmlElement& e = tree_.elements[i];
      Around around = around_[place(e.parent)];
      if (e.tag == LXB_TAG_LI || e.tag == LXB_TAG_DD) around.item = static_cast<std::int32_t>(i);
      if (e.tag == LXB_TAG_ARTICLE && around.article < 0) {
        around.article = static_cast<std::int32_t>(i);
      }
      around.caption = around.caption || (e.signs & kCaptionName) != 0;
      around_[i] = around;
    }
  }

  bool is_item(const Around& around) const {
    if (around.item < 0) return false;
    const HtmlElement& item = tree_.elements[place(around.item)];
    return item.last_block - item.first_block <= kItemBlocks;
  }

  void add_block(std::size_t i) {
    HtmlBlock& block = tree_.blocks[i];
    const HtmlElement& e = tree_.elements[place(block.element)];
    const Around& around = around_[place(block.element)];
    Piece piece;
    piece.source = block.source;
    if (e.heading > 0 && block.text.size() <= kHeadingBytes) {
      piece.kind = BlockKind::kHeading;
      piece.depth = e.heading;
    } else if (around.caption) {
      piece.kind = BlockKind::kCaption;
    } else if (is_item(around)) {
      piece.kind = BlockKind::kListItem;
    }
    bool title = piece.kind == BlockKind::kHeading && piece.depth == 1;
    if (!content_[i] && !title) {
      piece.kind = BlockKind::kBoilerplate;
      piece.depth = 0;
    }
    piece.text = close_letter_spacing(block.text);
    page_.pieces.push_back(std::move(piece));
  }

  std::size_t add_captions(std::size_t i, const std::vector<std::int32_t>& tables) {
    std::int32_t table = tables[i];
    while (i < tables.size() && tables[i] == table &&
           around_[place(tree_.blocks[i].element)].caption) {
      add_block(i++);
    }
    return i;
  }

  Result<void> add_table(std::size_t i, std::int32_t table) {
    auto rows = read_grid(tree_, table);
    if (!rows) return std::unexpected(rows.error());
    const HtmlElement& e = tree_.elements[place(table)];
    Piece piece;
    piece.kind = BlockKind::kBoilerplate;
    piece.rows = std::move(*rows);
    piece.source = {tree_.blocks[i].source.start,
                    tree_.blocks[place(e.last_block) - 1].source.stop};
    for (auto k = i; k < place(e.last_block); ++k) {
      if (content_[k]) piece.kind = BlockKind::kTable;
    }
    if (!piece.rows.empty()) page_.pieces.push_back(std::move(piece));
    return {};
  }

  HtmlTree& tree_;
  const std::vector<bool>& content_;
  Page& page_;
  std::vector<Around> around_;  // of each element
};

std::string first_heading(const Page& page) {
  for (const Piece& piece : page.pieces) {
    if (piece.kind == BlockKind::kHeading) return piece.text;
  }
  return "";
}

// Rules for the lines of an article that the page's own structure gave.
void mend_article(std::vector<Piece>& pieces) {
  demote_sentence_headings(pieces);
  mark_credit_lines(pieces);
  mark_byline_lines(pieces);
  for (Piece& piece : pieces) {
    bool line = piece.kind == BlockKind::kParagraph || piece.kind == BlockKind::kListItem;
    if (!line) continue;
    if (is_only_symbols(piece.text) || is_interface_phrase(piece.text) ||
        is_copyright_line(piece.text)) {
      piece.kind = BlockKind::kBoilerplate;
    }
  }
}

}  // namespace

Result<Page> read_html(std::string_view source) {
  HtmlTreeBuilder builder;
  Page page;
  Result<void> done = read_html_tokens(source, [&](const HtmlToken& token) {
    if (token.kind == HtmlToken::Kind::kOpen) take_head_tag(token, page.facts);
    if (builder.cells() <= kMaxCells) builder.take(token);
  });
  if (!done) return std::unexpected(done.error());
  if (builder.cells() > kMaxCells) {
    return fail(ErrorCode::kLimit, "more than " + std::to_string(kMaxCells) + " table cells");
  }
  std::string title = tidy_spaces(builder.title());
  HtmlTree tree = builder.finish();
  HtmlContent content = find_content(tree);
  if (Result<void> made = PieceMaker(tree, content.blocks, page).run(); !made) {
    return std::unexpected(made.error());
  }
  if (page.facts.title.empty()) page.facts.title = std::move(title);
  split_site_name(first_heading(page), page.facts);
  if (content.is_article) {
    mend_article(page.pieces);
  } else {
    mend(page.pieces);
  }
  return page;
}

}  // namespace eider::parse
