#include "corpus/parse/html_article.h"

#include <algorithm>
#include <array>

#include "corpus/parse/articles.h"
#include "corpus/parse/boilerplate.h"
#include "corpus/parse/bylines.h"
#include "corpus/parse/characters.h"
#include "corpus/parse/credits.h"
#include "corpus/parse/phrases.h"
#include "text/dates.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

constexpr std::size_t kHeadLines = 12;     // between title and text
constexpr int kFactColumns = 120;          // a line of facts is no longer
constexpr std::size_t kTitleBytes = 1024;  // of the page's title that are compared
constexpr std::size_t kHeadingBytes = 400;

// "Editor:", "chief editor:", "(editor", "editor in charge", "duty editor": who put it online.
constexpr std::array<std::string_view, 8> kEditorLeads = {
    "\u8d23\u4efb\u7f16\u8f91",  "\u8d23\u7f16",
    "\u7f16\u8f91\uff1a",        "\u7f16\u8f91:",
    "\u503c\u73ed\u7f16\u8f91",  "\uff08\u8d23\u4efb\u7f16\u8f91",
    "(\u8d23\u4efb\u7f16\u8f91", "\u5ba1\u6838\uff1a"};

// "Disclaimer:", "statement:", "copyright statement", "risk notice", "share to".
constexpr std::array<std::string_view, 9> kNoticeLeads = {"\u514d\u8d23\u58f0\u660e",
                                                          "\u58f0\u660e\uff1a",
                                                          "\u7248\u6743\u58f0\u660e",
                                                          "\u7279\u522b\u58f0\u660e",
                                                          "\u90d1\u91cd\u58f0\u660e",
                                                          "\u5206\u4eab\u5230",
                                                          "\u6253\u5f00app",
                                                          "disclaimer:",
                                                          "\u672c\u6587\u8f6c\u8f7d\u81ea"};

std::size_t place(std::int32_t number) { return static_cast<std::size_t>(number); }

bool starts_with_any(std::string_view line, const auto& leads) {
  return std::any_of(leads.begin(), leads.end(),
                     [&](std::string_view lead) { return line.starts_with(lead); });
}

bool is_line(const Piece& piece) {
  return piece.kind == BlockKind::kParagraph || piece.kind == BlockKind::kListItem;
}

bool is_address(std::string_view line) {
  return (line.starts_with("http://") || line.starts_with("https://")) &&
         line.find(' ') == std::string_view::npos;
}

void mark_site_lines(std::vector<Piece>& pieces) {
  for (Piece& piece : pieces) {
    if (!is_line(piece)) continue;
    if (is_caption_line(piece.text)) {
      piece.kind = BlockKind::kCaption;
      continue;
    }
    std::string start = simplified_lower(std::string_view(piece.text).substr(0, 60));
    bool editor = columns_of(piece.text) <= 60 && starts_with_any(start, kEditorLeads);
    if (editor || starts_with_any(start, kNoticeLeads) || is_only_symbols(piece.text) ||
        is_address(piece.text) || is_interface_phrase(piece.text) ||
        is_copyright_line(piece.text)) {
      discard(piece);
    }
  }
}

// Rule: below "related articles" the short lines are links, down to a heading or a paragraph.
void mark_related_lines(std::vector<Piece>& pieces) {
  bool inside = false;
  for (Piece& piece : pieces) {
    if (piece.kind == BlockKind::kBoilerplate) continue;
    bool head = piece.rows.empty() && is_link_list_head(piece.text);
    bool ends = !is_line(piece) || (is_running_text(piece) && ends_sentence(piece.text));
    inside = head || (inside && !ends);
    if (inside) discard(piece);
  }
}

void set(std::string& fact, std::string_view value) {
  if (fact.empty()) fact = value;
}

// Rule: the short lines between the title and the first paragraph say when, where and by whom;
// those above the title are the site's.
void read_head_lines(std::vector<Piece>& pieces, PageFacts& facts) {
  auto title =
      std::find_if(pieces.begin(), pieces.end(), [](const Piece& p) { return p.is_title; });
  if (title == pieces.end()) return;
  for (auto piece = pieces.begin(); piece != title; ++piece) {
    if (is_line(*piece) && !ends_sentence(piece->text)) discard(*piece);
  }
  std::size_t lines = 0;
  for (auto piece = title + 1; piece != pieces.end() && lines < kHeadLines; ++piece, ++lines) {
    if (is_running_text(*piece) && ends_sentence(piece->text)) break;
    bool line = is_line(*piece) || piece->kind == BlockKind::kBoilerplate;
    if (!line || !piece->rows.empty() || columns_of(piece->text) > kFactColumns) continue;
    std::string source = labelled_source(piece->text);
    std::optional<text::FoundDate> date = text::find_date(piece->text);
    if (date && facts.published_at.empty()) {
      facts.published_at = date->iso;
      facts.published_from = "page";
    }
    set(facts.source, source);
    bool names = byline_names(piece->text) || byline_of(piece->text) != piece->text;
    if (names) {
      piece->kind = BlockKind::kByline;
    } else if ((date || !source.empty()) && !ends_sentence(piece->text) &&
               piece->kind != BlockKind::kBoilerplate) {
      discard(*piece);
    }
  }
}

bool repeats(std::string_view page_title, const HtmlBlock& block) {
  return block.text.size() >= 6 && block.text.size() <= kHeadingBytes &&
         page_title.find(block.text) != std::string_view::npos;
}

}  // namespace

std::int32_t title_block(const HtmlTree& tree, const HtmlContent& content,
                         std::string_view page_title) {
  page_title = page_title.substr(0, kTitleBytes);
  std::int32_t repeated = -1;
  std::int32_t last_top = -1;
  std::int32_t first_inside = -1;
  bool in_text = false;
  for (std::size_t i = 0; i < tree.blocks.size() && first_inside < 0; ++i) {
    const HtmlBlock& block = tree.blocks[i];
    int depth = tree.elements[place(block.element)].heading;
    auto here = static_cast<std::int32_t>(i);
    bool heading = depth > 0 && block.text.size() <= kHeadingBytes;
    if (content.blocks[i] && depth == 0 && ends_sentence(block.text)) in_text = true;
    if (in_text && (repeated >= 0 || last_top >= 0)) break;
    if (!heading) continue;
    if (in_text && depth == 1 && content.blocks[i]) first_inside = here;
    if (in_text) continue;
    bool longer = repeated < 0 || block.text.size() > tree.blocks[place(repeated)].text.size();
    if (repeats(page_title, block) && longer) repeated = here;
    if (depth == 1) last_top = here;
  }
  return repeated >= 0 ? repeated : last_top >= 0 ? last_top : first_inside;
}

void mend_article(std::vector<Piece>& pieces, PageFacts& facts) {
  demote_sentence_headings(pieces);
  read_head_lines(pieces, facts);
  mark_credit_lines(pieces);
  mark_byline_lines(pieces);
  mark_site_lines(pieces);
  mark_related_lines(pieces);
}

}  // namespace eider::parse
