#include "corpus/parse/assemble.h"

#include <algorithm>
#include <utility>

#include "corpus/parse/boilerplate.h"
#include "corpus/parse/bylines.h"
#include "corpus/parse/characters.h"
#include "corpus/parse/credits.h"
#include "corpus/parse/facts.h"

namespace eider::parse {
namespace {

std::int64_t offset_of(const std::string& text) { return static_cast<std::int64_t>(text.size()); }

bool is_body(const Piece& piece) {
  return piece.kind == BlockKind::kParagraph || piece.kind == BlockKind::kListItem ||
         piece.kind == BlockKind::kTable;
}

// The reading text, its blocks and cells.
class TextBuilder {
 public:
  explicit TextBuilder(ParsedDocument& out) : out_(out), text_(out.document.text) {}

  void add(const Piece& piece, std::int64_t article) {
    if (!text_.empty()) text_ += "\n\n";
    Block block{piece.kind, piece.depth, {offset_of(text_), 0}, piece.source, article, piece.box};
    if (piece.rows.empty()) {
      text_ += piece.text;
    } else {
      add_rows(piece);
    }
    for (const PlacedCell& cell : piece.placed) place(cell, block.span.start);
    block.span.stop = offset_of(text_);
    out_.blocks.push_back(block);
  }

 private:
  void place(const PlacedCell& cell, std::int64_t piece_start) {
    std::int64_t start = piece_start + static_cast<std::int64_t>(cell.start);
    Span span{start, start + offset_of(cell.text)};
    out_.cells.push_back({0, cell.row, cell.column, false, cell.text, span});
  }

  void add_rows(const Piece& piece) {
    for (std::size_t row = 0; row < piece.rows.size(); ++row) {
      if (row > 0) text_ += '\n';
      const Row& cells = piece.rows[row];
      for (std::size_t column = 0; column < cells.cells.size(); ++column) {
        if (column > 0) text_ += " | ";
        TableCell cell;
        cell.table = tables_;
        cell.row = static_cast<std::int64_t>(row);
        cell.column = static_cast<std::int64_t>(column);
        cell.header = cells.header;
        cell.text = cells.cells[column];
        cell.span = {offset_of(text_), offset_of(text_) + offset_of(cell.text)};
        text_ += cell.text;
        if (piece.kind != BlockKind::kBoilerplate) out_.cells.push_back(std::move(cell));
      }
    }
    if (piece.kind != BlockKind::kBoilerplate) ++tables_;
  }

  ParsedDocument& out_;
  std::string& text_;
  std::int64_t tables_ = 0;
};

// A piece opens a new article unless the one before it has no text yet; a masthead and other
// short lines at the top of the page belong to the first article.
std::vector<std::int64_t> number_articles(const std::vector<Piece>& pieces, bool by_rows) {
  std::vector<std::int64_t> numbers;
  std::int64_t article = 0;
  bool has_body = false;
  bool opened = false;  // an article has been opened by a piece
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (pieces[i].opens_article) {
      if (i > 0 && (has_body || by_rows)) ++article;
      has_body = false;
      opened = true;
    }
    bool body = opened ? is_body(pieces[i]) : is_running_text(pieces[i]);
    has_body = has_body || body;
    numbers.push_back(article);
  }
  return numbers;
}

// Several bylines of one article name its writers together.
void add_names(const std::string& names, std::string& byline) {
  constexpr std::size_t kMostBytes = 200;
  if (byline.find(names) != std::string::npos || byline.size() > kMostBytes) return;
  if (!byline.empty()) byline += ' ';
  byline += names;
}

void take_facts(const Piece& piece, Article& article) {
  if (piece.is_kicker && article.kicker.empty()) article.kicker = piece.text;
  if (piece.kind == BlockKind::kHeading && article.title.empty() && piece.is_title) {
    article.title = piece.text;
  }
  if (piece.kind == BlockKind::kByline) add_names(byline_of(piece.text), article.byline);
  std::string credit;
  if (piece.kind == BlockKind::kSourceCredit && article.source_credit.empty()) {
    credit = trailing_credit("." + piece.text);
    if (credit.empty()) credit = piece.text;
  } else if (piece.kind == BlockKind::kParagraph) {
    credit = trailing_credit(piece.text);
    if (credit.empty() && article.source_credit.empty()) credit = dateline_source(piece.text);
  }
  if (!credit.empty()) article.source_credit = credit;
}

void fill_articles(const std::vector<Piece>& pieces, const std::vector<std::int64_t>& numbers,
                   ParsedDocument& out) {
  std::string section;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (out.articles.size() <= static_cast<std::size_t>(numbers[i])) {
      Article article;
      article.ordinal = numbers[i];
      article.span.start = out.blocks[i].span.start;
      article.section = section;
      out.articles.push_back(std::move(article));
    }
    if (pieces[i].is_section) section = pieces[i].text;
    if (pieces[i].is_title && pieces[i].depth == 1) section.clear();
    if (pieces[i].opens_article) out.articles.back().section = section;
    out.articles.back().span.stop = out.blocks[i].span.stop;
    take_facts(pieces[i], out.articles.back());
  }
}

void apply_row_facts(const std::vector<ArticleFacts>& facts, ParsedDocument& out) {
  for (std::size_t i = 0; i < std::min(facts.size(), out.articles.size()); ++i) {
    Article& article = out.articles[i];
    article.title = facts[i].title;
    if (!facts[i].source_credit.empty()) article.source_credit = facts[i].source_credit;
    if (!facts[i].byline.empty()) article.byline = facts[i].byline;
    article.published_at = facts[i].published_at;
    if (!article.published_at.empty()) article.published_from = "metadata";
    article.section = facts[i].section;
  }
}

}  // namespace

ParsedDocument assemble(Page page, const std::string& path) {
  ParsedDocument out;
  std::erase_if(page.pieces, [](const Piece& p) { return p.text.empty() && p.rows.empty(); });
  bool by_rows = !page.articles.empty();
  if (!by_rows) {
    mark_name_lines(page.pieces, page.facts.source);
  }
  std::vector<std::int64_t> numbers = number_articles(page.pieces, by_rows);
  out.cells = std::move(page.unplaced);
  TextBuilder builder(out);
  for (std::size_t i = 0; i < page.pieces.size(); ++i) builder.add(page.pieces[i], numbers[i]);
  fill_articles(page.pieces, numbers, out);
  apply_row_facts(page.articles, out);
  fill_facts(page, numbers, path, out);
  if (out.articles.size() == 1 && out.articles[0].title.empty()) {
    out.articles[0].title = out.document.title;
  }
  if (out.articles.size() == 1 && out.articles[0].byline.empty()) {
    out.articles[0].byline = page.facts.author;
  }
  return out;
}

}  // namespace eider::parse
