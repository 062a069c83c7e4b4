#include "corpus/parse/html_reader.h"

#include <algorithm>
#include <utility>

#include "corpus/parse/html_article.h"
#include "corpus/parse/html_content.h"
#include "corpus/parse/html_head.h"
#include "corpus/parse/html_roles.h"
#include "corpus/parse/html_tables.h"
#include "corpus/parse/html_tree.h"
#include "corpus/parse/inline_marks.h"
#include "corpus/parse/limits.h"
#include "corpus/parse/text_reader.h"

namespace eider::parse {
namespace {

constexpr std::size_t kFewestBytes = 200;     // of text: a page with less may hide it from readers
constexpr std::size_t kHeadingBytes = 400;    // what is longer was never closed
constexpr std::int32_t kLinesAboveTitle = 2;  // where its date may stand
constexpr std::int32_t kItemBlocks = 3;       // an item with more blocks holds a text of its own

std::size_t place(std::int32_t number) { return static_cast<std::size_t>(number); }

// Turns a tree's blocks into pieces.
class PieceMaker {
 public:
  PieceMaker(const HtmlTree& tree, const HtmlContent& content, std::int32_t title)
      : tree_(tree), content_(content.blocks), title_(title) {}

  Result<void> run(std::vector<Piece>& pieces) {
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
    divide();
    pieces = std::move(pieces_);
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
    const HtmlBlock& block = tree_.blocks[i];
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
    bool is_title = static_cast<std::int32_t>(i) == title_;
    bool repeated = title_ >= 0 && !is_title && piece.kind == BlockKind::kHeading &&
                    block.text == tree_.blocks[place(title_)].text;
    if ((!content_[i] && !is_title) || repeated) {
      piece.kind = BlockKind::kBoilerplate;
      piece.depth = 0;
    }
    piece.is_title = is_title;
    piece.text = close_letter_spacing(block.text);
    note_article(around.article, piece.kind);
    pieces_.push_back(std::move(piece));
  }

  // What each <article> holds.
  struct Part {
    std::int32_t article = -1;
    std::size_t first = 0;  // piece
    bool headed = false;    // begins with a heading
    bool text = false;
  };

  void note_article(std::int32_t article, BlockKind kind) {
    if (article < 0 || kind == BlockKind::kBoilerplate) return;
    if (parts_.empty() || parts_.back().article != article) {
      parts_.push_back({article, pieces_.size(), kind == BlockKind::kHeading, false});
    }
    parts_.back().text = parts_.back().text || kind == BlockKind::kParagraph;
  }

  // Rule: several <article> with text divide the page if each begins with a heading.
  void divide() {
    std::erase_if(parts_, [](const Part& part) { return !part.text; });
    bool headed =
        std::all_of(parts_.begin(), parts_.end(), [](const Part& part) { return part.headed; });
    if (parts_.size() < 2 || !headed) return;
    for (const Part& part : parts_) {
      pieces_[part.first].opens_article = true;
      pieces_[part.first].is_title = true;
    }
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
    auto rows = read_grid(tree_, table, budget_);
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
    if (!piece.rows.empty()) pieces_.push_back(std::move(piece));
    return {};
  }

  const HtmlTree& tree_;
  const std::vector<bool>& content_;
  std::int32_t title_;
  std::vector<Piece> pieces_;
  TableBudget budget_;
  std::vector<Part> parts_;
  std::vector<Around> around_;  // of each element
};

std::string first_heading(const Page& page) {
  for (const Piece& piece : page.pieces) {
    if (piece.kind == BlockKind::kHeading) return piece.text;
  }
  return "";
}

// Reads a page's tokens into `builder`.
Result<HtmlTree> build_tree(std::string_view source, HtmlTreeBuilder& builder, HtmlHead* head) {
  Result<void> done = read_html_tokens(source, [&](const HtmlToken& token) {
    if (head != nullptr) head->take(token, builder.blocks());
    if (builder.is_within_limits()) builder.take(token);
  });
  if (!done) return std::unexpected(done.error());
  if (!builder.is_within_limits()) {
    return fail(ErrorCode::kLimit, "more than " + std::to_string(kMaxCells) + " table cells, or " +
                                       std::to_string(kMaxElements) + " elements");
  }
  return builder.finish();
}

std::size_t text_bytes(const HtmlTree& tree) {
  std::size_t bytes = 0;
  for (const HtmlBlock& block : tree.blocks) bytes += block.text.size();
  return bytes;
}

struct ContentEnds {
  std::size_t first = 0;
  std::size_t last = 0;
};

ContentEnds ends_of(const HtmlContent& content, std::int32_t title) {
  auto begin = std::find(content.blocks.begin(), content.blocks.end(), true);
  auto end = std::find(content.blocks.rbegin(), content.blocks.rend(), true);
  auto first = static_cast<std::size_t>(begin - content.blocks.begin());
  if (title >= 0) first = place(std::max(title - kLinesAboveTitle, 0));
  return {first, static_cast<std::size_t>(content.blocks.rend() - end)};
}

Result<Page> make_page(const HtmlTree& tree, HtmlHead& head, const std::string& page_title) {
  Page page;
  page.facts = head.facts();
  HtmlContent content = find_content(tree);
  if (page.facts.title.empty()) page.facts.title = page_title;
  std::int32_t title = -1;
  if (content.is_article) {
    title = title_block(tree, content, page_title.empty() ? page.facts.title : page_title);
  }
  ContentEnds ends = ends_of(content, title);
  PieceMaker maker(tree, content, title);
  if (Result<void> made = maker.run(page.pieces); !made) return std::unexpected(made.error());
  if (page.facts.published_at.empty()) {
    page.facts.published_at = head.time_between(ends.first, ends.last);
  }
  if (content.is_article) {
    mend_article(page.pieces, page.facts);
  } else {
    mend(page.pieces);
  }
  split_site_name(title >= 0 ? tree.blocks[place(title)].text : first_heading(page), page.facts);
  return page;
}

}  // namespace

Result<Page> read_html(std::string_view source) {
  HtmlTreeBuilder builder;
  HtmlHead head;
  auto tree = build_tree(source, builder, &head);
  if (!tree) return std::unexpected(tree.error());
  if (text_bytes(*tree) < kFewestBytes) {
    HtmlTreeBuilder again;
    again.take_hidden();
    auto all = build_tree(source, again, nullptr);
    if (!all) return std::unexpected(all.error());
    if (text_bytes(*all) >= kFewestBytes) tree = std::move(all);
  }
  return make_page(*tree, head, tidy_spaces(builder.title()));
}

}  // namespace eider::parse
