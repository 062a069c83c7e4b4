#include "corpus/parse/html_reader.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "corpus/parse/boilerplate.h"
#include "corpus/parse/characters.h"
#include "corpus/parse/html_head.h"
#include "corpus/parse/html_roles.h"
#include "corpus/parse/html_tables.h"
#include "corpus/parse/html_tokens.h"
#include "corpus/parse/inline_marks.h"
#include "corpus/parse/limits.h"
#include "corpus/parse/text_reader.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

struct Element {
  std::string name;
  ElementRole role = ElementRole::kInline;
};

// The block that text runs into until a block tag ends it.
struct OpenBlock {
  std::string text;  // a line break stands for <br>
  Span source{-1, -1};
  std::size_t link_bytes = 0;
};

class HtmlReader {
 public:
  Page finish() {
    flush();
    while (tables_.is_open()) end_table();
    drop_named_site_parts();
    keep_main_text();
    return std::move(page_);
  }

  bool too_many_cells() const { return cells_ > kMaxCells; }

  void take(const HtmlToken& token) {
    if (token.kind == HtmlToken::Kind::kText) {
      take_text(token);
    } else if (token.kind == HtmlToken::Kind::kOpen) {
      take_open(token);
    } else {
      take_close(token.name);
    }
  }

 private:
  int open_count(const std::string& name) const {
    auto place = counts_.find(name);
    return place == counts_.end() ? 0 : place->second;
  }

  void take_text(const HtmlToken& token) {
    if (open_count("title") > 0 && open_count("body") == 0 && hidden_ == 0) {
      head_title_ += token.text;
      return;
    }
    if (hidden_ > 0) return;
    block_.text += open_count("pre") > 0 ? std::string(token.text) : flat(token.text);
    if (open_count("a") > 0) block_.link_bytes += text::trim(token.text).size();
    if (text::trim(token.text).empty()) return;
    if (block_.source.start < 0) block_.source.start = token.source.start;
    block_.source.stop = token.source.stop;
  }

  // A line break in the source is a space; only <br> breaks a line.
  static std::string flat(std::string_view text) {
    std::string result(text);
    std::replace(result.begin(), result.end(), '\n', ' ');
    return result;
  }

  void take_open(const HtmlToken& token) {
    take_head_tag(token, page_.facts);
    ElementRole role = role_of(token);
    if (role == ElementRole::kLineBreak) {
      block_.text += '\n';
      return;
    }
    if (role != ElementRole::kInline && role != ElementRole::kVoid) flush();
    if (role == ElementRole::kVoid) return;
    close_implied(token.name);
    if (token.name == "table") tables_.open();
    if (token.name == "tr") tables_.open_row();
    if (token.name == "td" || token.name == "th") {
      tables_.open_cell(token.name == "th");
      ++cells_;
    }
    if (token.name == "article") ++articles_;
    push(token.name, role);
  }

  // Rule: a paragraph, list item, row or cell ends where the next one begins.
  void close_implied(std::string_view name) {
    if (elements_.empty()) return;
    const std::string& top = elements_.back().name;
    bool same = top == name && (name == "p" || name == "li" || name == "option" || name == "dt" ||
                                name == "dd" || name == "tr" || name == "td" || name == "th");
    bool cells = (name == "td" || name == "th") && (top == "td" || top == "th");
    if (same || cells) take_close(top);
  }

  void push(std::string_view name, ElementRole role) {
    if (elements_.size() >= kMaxOpenElements) {
      ++overflow_;
      return;
    }
    elements_.push_back({std::string(name), role});
    ++counts_[elements_.back().name];
    if (role == ElementRole::kHidden) ++hidden_;
    if (role == ElementRole::kSite) ++site_;
    if (role == ElementRole::kNamedSite) ++named_site_;
    if (role == ElementRole::kMain) ++main_;
  }

  void take_close(std::string_view closing) {
    std::string name(closing);
    if (overflow_ > 0) {
      --overflow_;
      return;
    }
    if (open_count(name) == 0) {
      if (name == "p") flush();
      return;
    }
    bool found = false;
    while (!found) {
      if (elements_.back().role != ElementRole::kInline) flush();
      Element element = std::move(elements_.back());
      found = element.name == name;
      elements_.pop_back();
      --counts_[element.name];
      if (element.role == ElementRole::kHidden) --hidden_;
      if (element.role == ElementRole::kSite) --site_;
      if (element.role == ElementRole::kNamedSite) --named_site_;
      if (element.role == ElementRole::kMain) --main_;
      if (element.name == "table") end_table();
    }
  }

  int heading_depth() const {
    for (auto element = elements_.rbegin(); element != elements_.rend(); ++element) {
      if (int depth = heading_depth_of(element->name)) return depth;
      if (element->role != ElementRole::kInline) return 0;
    }
    return 0;
  }

  // Ends the open block: into the open table's cell, or as pieces, one for each line.
  void flush() {
    OpenBlock block = std::exchange(block_, {});
    if (hidden_ > 0 || block.source.start < 0) return;
    if (tables_.in_cell()) {
      tables_.add(block.text, block.source);
      return;
    }
    int depth = heading_depth();
    if (depth > 0) std::replace(block.text.begin(), block.text.end(), '\n', ' ');
    for (std::size_t at = 0; at <= block.text.size();) {
      std::size_t end = std::min(block.text.find('\n', at), block.text.size());
      add_piece(std::string_view(block.text).substr(at, end - at), depth, block);
      at = end + 1;
    }
  }

  void add_piece(std::string_view line, int depth, const OpenBlock& block) {
    Piece piece;
    piece.text = close_letter_spacing(tidy_spaces(line));
    if (piece.text.empty()) return;
    piece.source = block.source;
    bool linked = block.link_bytes * 10 >= block.text.size() * 8 && !ends_sentence(piece.text);
    if (depth > 0) {
      piece.kind = BlockKind::kHeading;
      piece.depth = depth;
    } else if (site_ > 0 || linked) {
      piece.kind = BlockKind::kBoilerplate;
    } else if (open_count("li") > 0) {
      piece.kind = BlockKind::kListItem;
    } else if (open_count("figcaption") > 0 || open_count("caption") > 0) {
      piece.kind = BlockKind::kCaption;
    }
    if (site_ > 0) {
      piece.kind = BlockKind::kBoilerplate;
      piece.depth = 0;
    }
    bool first_of_article = main_ > 0 && open_count("article") > 0 && articles_ != opened_article_;
    if (first_of_article && piece.kind != BlockKind::kBoilerplate) {
      opened_article_ = articles_;
      piece.opens_article = true;
    }
    add(std::move(piece));
  }

  void end_table() {
    for (Piece& piece : tables_.close()) {
      if (site_ > 0) piece.kind = BlockKind::kBoilerplate;
      add(std::move(piece));
    }
  }

  void add(Piece piece) {
    in_main_.push_back(main_ > 0);
    named_site_part_.push_back(named_site_ > 0);
    page_.pieces.push_back(std::move(piece));
  }

  // Rule: parts whose class says "sidebar" or "share" are the site's, unless no prose is left
  // without them: some pages put such a word on the frame of everything.
  void drop_named_site_parts() {
    std::vector<Piece>& pieces = page_.pieces;
    bool prose = false;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      prose = prose || (!named_site_part_[i] && is_running_text(pieces[i]));
    }
    for (std::size_t i = 0; i < pieces.size() && prose; ++i) {
      if (!named_site_part_[i]) continue;
      pieces[i].kind = BlockKind::kBoilerplate;
      pieces[i].depth = 0;
    }
  }

  // Rule: where the page marks its main text and that holds prose, all else is the site's; an
  // only <article> is no division, and several divide only if each has a heading.
  void keep_main_text() {
    std::vector<Piece>& pieces = page_.pieces;
    bool prose = false;
    std::size_t headed = 0;
    std::size_t opened = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      prose = prose || (in_main_[i] && is_running_text(pieces[i]));
      if (!pieces[i].opens_article) continue;
      ++opened;
      if (pieces[i].kind == BlockKind::kHeading) ++headed;
    }
    bool divides = opened >= 2 && headed == opened;
    std::string first_heading;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      Piece& piece = pieces[i];
      bool heading = piece.kind == BlockKind::kHeading;
      piece.is_title = divides && piece.opens_article;
      piece.opens_article = divides && piece.opens_article;
      if (prose && !in_main_[i] && !(heading && piece.depth == 1)) {
        piece.kind = BlockKind::kBoilerplate;
        piece.depth = 0;
      } else if (heading && first_heading.empty()) {
        first_heading = piece.text;
      }
    }
    if (page_.facts.title.empty()) page_.facts.title = tidy_spaces(head_title_);
    split_site_name(first_heading, page_.facts);
  }

  Page page_;
  std::vector<bool> in_main_;          // of each piece
  std::vector<bool> named_site_part_;  // of each piece
  std::vector<Element> elements_;
  std::unordered_map<std::string, int> counts_;  // of open elements by name
  HtmlTables tables_;
  OpenBlock block_;
  std::string head_title_;
  std::size_t cells_ = 0;
  std::size_t overflow_ = 0;
  int hidden_ = 0;
  int site_ = 0;
  int named_site_ = 0;
  int main_ = 0;
  int articles_ = 0;
  int opened_article_ = 0;
};

}  // namespace

Result<Page> read_html(std::string_view source) {
  HtmlReader reader;
  Result<void> done = read_html_tokens(source, [&](const HtmlToken& token) {
    if (!reader.too_many_cells()) reader.take(token);
  });
  if (!done) return std::unexpected(done.error());
  if (reader.too_many_cells()) {
    return fail(ErrorCode::kLimit, "more than " + std::to_string(kMaxCells) + " table cells");
  }
  Page page = reader.finish();
  mend(page.pieces);
  return page;
}

}  // namespace eider::parse
