#include "corpus/parse/boilerplate.h"

#include <algorithm>
#include <unordered_map>

#include "corpus/parse/characters.h"
#include "corpus/parse/credits.h"
#include "corpus/parse/imprint.h"
#include "corpus/parse/phrases.h"
#include "corpus/parse/site_parts.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

constexpr int kShortColumns = 24;  // a button, a menu entry
constexpr int kPlainLine = 7;      // the depth of a disclaimer whose head is no heading
constexpr int kLinkColumns = 100;  // a headline in a list of links

bool is_boilerplate(const Piece& piece) { return piece.kind == BlockKind::kBoilerplate; }
bool is_heading(const Piece& piece) { return piece.kind == BlockKind::kHeading; }
bool is_plain(const Piece& piece) {
  return piece.kind == BlockKind::kParagraph || piece.kind == BlockKind::kListItem ||
         piece.kind == BlockKind::kCaption;
}

bool is_short(const Piece& piece) {
  return is_plain(piece) && columns_of(piece.text, kShortColumns) <= kShortColumns &&
         !ends_sentence(piece.text);
}

bool is_address(std::string_view line) {
  return line.find(' ') == std::string_view::npos && line.size() < 300 &&
         (line.starts_with("http://") || line.starts_with("https://") || line.starts_with("www.") ||
          (line.find('@') != std::string_view::npos && line.find('.') != std::string_view::npos));
}

// "x": what closes a box.
bool is_lone_letter(std::string_view line) {
  return line.size() == 1 && ((line[0] | 0x20) >= 'a' && (line[0] | 0x20) <= 'z');
}

// Rules for single lines.
void mark_single_lines(std::vector<Piece>& pieces) {
  for (Piece& piece : pieces) {
    if (!is_plain(piece)) continue;
    std::string_view text = piece.text;
    bool label = text.ends_with('|') && columns_of(text, 40) <= 40;
    if (is_only_symbols(text) || label || is_navigation_line(text) || is_copyright_line(text) ||
        is_interface_phrase(text) || is_contact_line(text) || is_address(text) ||
        is_editor_line(text) || is_bare_code(text) || is_lone_letter(text) ||
        !labelled_address(text).empty()) {
      discard(piece);
    }
  }
}

// Rule: a run of short lines that holds a button's text is all buttons; so is a run of six very
// short lines.
void mark_interface_runs(std::vector<Piece>& pieces) {
  for (std::size_t i = 0; i < pieces.size();) {
    std::size_t end = i;
    bool button = false;
    int widest = 0;
    while (end < pieces.size() && (is_short(pieces[end]) || is_boilerplate(pieces[end]))) {
      button = button || is_interface_phrase(pieces[end].text);
      widest = std::max(widest, is_boilerplate(pieces[end]) ? 0 : columns_of(pieces[end].text));
      ++end;
    }
    bool run = (button && end - i >= 3) || (end - i >= 6 && widest <= 12);
    for (std::size_t k = i; k < end && run; ++k) discard(pieces[k]);
    i = std::max(end, i + 1);
  }
}

// Rule: three or more counted entries in a row (foreign lines between them allowed) are a list
// of the most read.
void mark_counted_lists(std::vector<Piece>& pieces) {
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t count = 0;
  auto flush = [&] {
    for (std::size_t k = first; k <= last && count >= 3; ++k) {
      if (is_plain(pieces[k])) discard(pieces[k]);
    }
    count = 0;
  };
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (is_counted_entry(pieces[i].text)) {
      if (count == 0) first = i;
      last = i;
      ++count;
    } else if (count > 0 && i - last > 2) {
      flush();
    }
  }
  flush();
}

// Rule: below "related articles" everything is a link until a heading or a real paragraph.
void mark_link_lists(std::vector<Piece>& pieces) {
  bool inside = false;
  for (Piece& piece : pieces) {
    if (is_link_list_head(piece.text)) {
      inside = true;
      discard(piece);
      continue;
    }
    bool prose = is_running_text(piece) && ends_sentence(piece.text) &&
                 columns_of(piece.text, kLinkColumns) > kLinkColumns;
    if (is_heading(piece) || piece.opens_article || prose) inside = false;
    if (inside) discard(piece);
  }
}

// Rule: a disclaimer's section lasts until a heading above its own depth, or until the next
// heading of its depth that is no disclaimer. Without headings it lasts to the article's end.
// A plain line above all text heads one paragraph only. What follows a disclaimer down to the
// page's end without any real paragraph is the imprint.
void mark_disclaimers(std::vector<Piece>& pieces) {
  std::size_t imprint = pieces.size();  // where it may begin
  bool has_text = false;                // prose above the disclaimer
  int depth = 0;                        // of the disclaimer's heading, 0 outside of one
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    Piece& piece = pieces[i];
    bool head = columns_of(piece.text, 40) <= 40 && is_disclaimer_head(piece.text);
    bool leaves = piece.opens_article || (is_heading(piece) && piece.depth <= depth);
    if (depth > 0 && leaves && !head) depth = 0;
    if (head && depth == 0) depth = is_heading(piece) ? piece.depth : kPlainLine;
    bool prose = is_running_text(piece);
    if (depth > 0) {
      discard(piece);
      imprint = i + 1;
      if (prose && depth == kPlainLine && !has_text) depth = 0;
    } else if (prose || piece.opens_article) {
      imprint = pieces.size();
      has_text = true;
    }
  }
  for (std::size_t i = imprint; i < pieces.size(); ++i) discard(pieces[i]);
}

// Rule: short lines and dotted entries below "contents" are the table of contents.
void mark_contents(std::vector<Piece>& pieces) {
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (!is_contents_head(pieces[i].text) || i + 1 >= pieces.size()) continue;
    if (!is_boilerplate(pieces[i + 1]) && !is_short(pieces[i + 1])) continue;
    discard(pieces[i]);
  }
}

// Rule: a headline said twice counts once: an equal heading below it, a cover line above it, or a
// plain line below it but above all text.
void mark_repeated_headlines(std::vector<Piece>& pieces) {
  std::unordered_map<std::string, std::size_t> first;  // heading by its skeleton
  std::size_t longest = 0;
  std::size_t last = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (!is_heading(pieces[i]) || pieces[i].text.size() > 600) continue;
    std::string key = skeleton(pieces[i].text);
    if (key.size() < 12) continue;
    longest = std::max(longest, pieces[i].text.size());
    last = i;
    auto [place, fresh] = first.emplace(std::move(key), i);
    if (!fresh && pieces[i].depth >= pieces[place->second].depth) discard(pieces[i]);
  }
  bool above_text = true;  // between a page's name and its text stands no news
  for (std::size_t i = 0; i < pieces.size() && (i < last || above_text); ++i) {
    auto place = first.end();
    if (is_plain(pieces[i]) && pieces[i].text.size() <= 2 * longest) {
      place = first.find(skeleton(pieces[i].text));
    }
    if (place != first.end() && (place->second > i || above_text)) {
      discard(pieces[i]);
    } else if (is_running_text(pieces[i])) {
      above_text = false;
    }
  }
}

// Rule: a heading below which, down to the next of its depth or above, only boilerplate stands
// is boilerplate. The page's first heading names the page and stays. One pass from the end.
void mark_bare_headings(std::vector<Piece>& pieces) {
  auto first = std::find_if(pieces.begin(), pieces.end(), is_heading);
  bool has_text = false;
  bool has_boilerplate = false;
  for (std::size_t i = pieces.size(); i-- > 0;) {
    Piece& piece = pieces[i];
    if (is_heading(piece)) {
      bool bare = !has_text && has_boilerplate && !piece.is_title && &piece != &*first;
      if (bare) discard(piece);
      if (!bare) has_text = has_boilerplate = false;
    } else if (is_boilerplate(piece)) {
      has_boilerplate = true;
    } else {
      has_text = true;
    }
  }
}

// Rule: Latin words in capitals alone on a line, above or below all text of a page in Han, are
// its decoration.
void mark_decorations(std::vector<Piece>& pieces) {
  auto in_han = [](const Piece& piece) {
    return is_running_text(piece) && text::is_han(first_character(piece.text));
  };
  auto first = std::find_if(pieces.begin(), pieces.end(), in_han);
  auto last = std::find_if(pieces.rbegin(), pieces.rend(), in_han).base();
  for (auto piece = pieces.begin(); first != pieces.end() && piece != pieces.end(); ++piece) {
    if (piece == first) piece = last;
    if (piece == pieces.end()) break;
    if (is_plain(*piece) && is_capitals_line(piece->text)) discard(*piece);
  }
}

// Rule: what stands above the last navigation line of the head, and everything below the last
// real paragraph if buttons or links stand there, belongs to the site and not to the text; but
// what stands below a heading of its own does not.
void mark_head_and_tail(std::vector<Piece>& pieces) {
  auto first = std::find_if(pieces.begin(), pieces.end(), [](const Piece& piece) {
    return is_heading(piece) || is_running_text(piece);
  });
  auto navigation = first;
  while (navigation != pieces.begin() && !is_navigation_line((navigation - 1)->text)) --navigation;
  for (auto piece = pieces.begin(); piece != navigation; ++piece) {
    if (is_plain(*piece)) discard(*piece);
  }
  auto last = std::find_if(pieces.rbegin(), pieces.rend(), is_running_text).base();
  if (last == pieces.begin() || std::none_of(last, pieces.end(), is_boilerplate)) return;
  bool site = true;
  bool listing = true;  // a list right below the last paragraph is its list
  for (auto piece = last; piece != pieces.end(); ++piece) {
    listing = listing && piece->kind == BlockKind::kListItem;
    if (is_boilerplate(*piece)) site = true;
    if (is_heading(*piece) || piece->kind == BlockKind::kTable) site = false;
    if (site && !listing && is_plain(*piece)) discard(*piece);
  }
}

}  // namespace

void discard(Piece& piece) {
  piece.kind = BlockKind::kBoilerplate;
  piece.depth = 0;
  piece.is_title = false;
}

bool is_running_text(const Piece& piece) {
  if (piece.kind != BlockKind::kParagraph && piece.kind != BlockKind::kListItem) return false;
  if (piece.text.size() < 48 || columns_of(piece.text, 36) < 36) return false;
  return ends_sentence(piece.text) || has_clause_mark(piece.text);
}

bool is_navigation_line(std::string_view line) {
  if (line.size() > 600 || ends_sentence(line) || has_clause_mark(line)) return false;
  std::size_t items = 0;
  std::size_t han_items = 0;
  std::size_t buttons = 0;
  bool pipes = false;
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = std::min(line.find_first_of(" |", at), line.size());
    std::string_view item = line.substr(at, end - at);
    pipes = pipes || (end < line.size() && line[end] == '|');
    at = end + 1;
    if (item == "-" || item == "\u00b7" || item == "/" || item == ">") pipes = true;
    if (is_only_symbols(item)) continue;
    if (columns_of(item, 12) > 12) return false;
    ++items;
    if (text::is_han(first_character(item))) ++han_items;
    if (is_interface_phrase(item)) ++buttons;
  }
  if (items >= 3 && buttons >= 2) return true;
  if (pipes && items >= 3 && han_items == items) return true;
  return items >= 6 && han_items == items;
}

bool is_counted_entry(std::string_view line) {
  std::size_t digits = line.find_first_not_of("0123456789");
  if (digits == 0 || digits == std::string_view::npos || digits > 3) return false;
  if (line[digits] != '.' && line[digits] != ')') return false;
  std::size_t open = line.rfind('(');
  if (open == std::string_view::npos || line.size() - open > 40) return false;
  std::string_view count = line.substr(open + 1);
  std::size_t number = std::min(count.find_first_not_of("0123456789,"), count.size());
  return number > 0 && line.back() == ')' && columns_of(count, 16) <= 16;
}

void mark_boilerplate(std::vector<Piece>& pieces) {
  mark_single_lines(pieces);
  mark_counted_lists(pieces);
  mark_link_lists(pieces);
  mark_link_runs(pieces);
  mark_comments(pieces);
  mark_contents(pieces);
  mark_disclaimers(pieces);
  mark_repeated_headlines(pieces);
  mark_interface_runs(pieces);
  mark_decorations(pieces);
  mark_head_and_tail(pieces);
  mark_bare_headings(pieces);
}

}  // namespace eider::parse
