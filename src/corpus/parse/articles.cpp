#include "corpus/parse/articles.h"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_set>

#include "corpus/parse/boilerplate.h"
#include "corpus/parse/bylines.h"
#include "corpus/parse/characters.h"
#include "text/dates.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

constexpr int kHeadlineColumns = 22;  // eleven Han characters: a headline, not a label
constexpr std::size_t kFewestItems = 3;
constexpr std::size_t kTeaserBytes = 600;  // a longer line is no headline

// A heading and the pieces below it, down to the next heading.
struct Section {
  std::size_t heading = 0;
  std::size_t last = 0;   // past its own pieces
  std::size_t body = 0;   // pieces of text
  bool credited = false;  // its text ends in a source credit
  bool has_byline = false;
};

bool is_heading(const Piece& piece) { return piece.kind == BlockKind::kHeading; }

bool is_body(const Piece& piece) {
  return piece.kind == BlockKind::kParagraph || piece.kind == BlockKind::kListItem ||
         piece.kind == BlockKind::kTable;
}

bool is_short_label(const Piece& piece, int columns) {
  if (piece.kind != BlockKind::kParagraph || piece.text.find('\n') != std::string::npos)
    return false;
  int width = columns_of(piece.text, columns);
  char32_t first = first_character(piece.text);
  if (first == U'(' || first == U'\uff08') return false;
  return width >= 4 && width <= columns && !ends_sentence(piece.text) &&
         !has_clause_mark(piece.text) && !text::find_date(piece.text);
}

std::vector<Section> find_sections(const std::vector<Piece>& pieces) {
  std::vector<Section> sections;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (is_heading(pieces[i])) sections.push_back({i, i + 1});
    if (sections.empty()) continue;
    Section& section = sections.back();
    section.last = i + 1;
    if (is_body(pieces[i])) ++section.body;
    bool credit = pieces[i].kind == BlockKind::kSourceCredit;
    if (credit || !trailing_credit(pieces[i].text).empty()) section.credited = true;
    if (pieces[i].kind == BlockKind::kByline) section.has_byline = true;
  }
  return sections;
}

// Rule: a lone short line right above an item's heading, below finished text, names a section.
void mark_section_lines(std::vector<Piece>& pieces) {
  for (std::size_t i = 1; i + 1 < pieces.size(); ++i) {
    if (!is_heading(pieces[i + 1]) || !is_short_label(pieces[i], 28)) continue;
    if (is_heading(pieces[i - 1])) continue;
    pieces[i].kind = BlockKind::kHeading;
    pieces[i].depth = 1;
    pieces[i].is_section = true;
    pieces[i].opens_article = true;
  }
}

bool reads_like_headlines(const std::vector<Piece>& pieces, const std::vector<Section>& sections,
                          int depth) {
  std::vector<int> widths;
  for (const Section& section : sections) {
    const Piece& heading = pieces[section.heading];
    if (heading.depth == depth && section.body > 0) widths.push_back(columns_of(heading.text));
  }
  if (widths.size() < kFewestItems) return false;
  auto middle = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() / 2);
  std::nth_element(widths.begin(), middle, widths.end());
  return *middle >= kHeadlineColumns;
}

// The depth of the items: the one that most headings with text have.
int item_depth(const std::vector<Piece>& pieces, const std::vector<Section>& sections) {
  std::map<int, std::size_t> count;  // no array: a format may have headings of any depth
  for (const Section& section : sections) {
    if (section.body > 0) ++count[pieces[section.heading].depth];
  }
  auto most = std::max_element(count.begin(), count.end(),
                               [](auto& a, auto& b) { return a.second < b.second; });
  return most == count.end() ? 1 : most->first;
}

struct Digest {
  bool is_one = false;
  int depth = 0;            // items have this depth or a higher one
  bool by_credits = false;  // known by the credits that end its items
};

Digest judge(const std::vector<Piece>& pieces, const std::vector<Section>& sections) {
  int depth = item_depth(pieces, sections);
  std::size_t with_body = 0;
  std::size_t credited = 0;
  std::size_t bylines = 0;
  std::size_t tops = 0;
  for (const Section& section : sections) {
    const Piece& heading = pieces[section.heading];
    if (section.body == 0) continue;
    ++with_body;
    if (section.credited) ++credited;
    if (section.has_byline) ++bylines;
    if (heading.depth == 1 && columns_of(heading.text) >= kHeadlineColumns) ++tops;
  }
  if (with_body >= kFewestItems && credited * 2 >= with_body) return {true, depth, true};
  if (bylines >= 2 && bylines * 2 >= with_body) return {true, depth, false};
  if (tops >= 2) return {true, 1, false};
  return {reads_like_headlines(pieces, sections, depth), depth, false};
}

}  // namespace

void mark_plain_headings(std::vector<Piece>& pieces) {
  bool title = std::any_of(pieces.begin(), pieces.end(), [](const Piece& p) {
    return p.is_title || (is_heading(p) && !p.is_kicker);
  });
  auto above = [&](std::size_t i) { return i == 0 || pieces[i - 1].opens_article; };
  auto first = std::find_if(pieces.begin(), pieces.end(), is_running_text);
  for (auto piece = pieces.begin(); piece != first && !title; ++piece) {
    int width = columns_of(piece->text, 100);
    if (piece->kind != BlockKind::kParagraph || width < 8 || width > 100) continue;
    char32_t end = last_character(piece->text);
    bool stops = end == U'\u3002' || end == U'.' || end == U'\uff1b' || end == U';';
    if (stops || text::find_date(piece->text)) continue;
    piece->kind = BlockKind::kHeading;
    piece->depth = 1;
    piece->is_title = title = true;
  }
  for (std::size_t i = 1; i + 1 < pieces.size(); ++i) {
    bool after_text =
        pieces[i - 1].kind == BlockKind::kParagraph && ends_sentence(pieces[i - 1].text);
    if (!after_text || above(i) || !is_running_text(pieces[i + 1])) continue;
    if (!is_short_label(pieces[i], 44) || is_personal_name(pieces[i].text)) continue;
    pieces[i].kind = BlockKind::kHeading;
    pieces[i].depth = 2;
  }
}

void demote_sentence_headings(std::vector<Piece>& pieces) {
  for (Piece& piece : pieces) {
    if (!is_heading(piece) || piece.is_title || !ends_sentence(piece.text)) continue;
    bool credited = !trailing_credit(piece.text).empty();
    bool full_stop = last_character(piece.text) == U'\u3002';
    if (!credited && !full_stop) continue;
    piece.kind = BlockKind::kParagraph;
    piece.depth = 0;
  }
}

void open_articles_at_headings(std::vector<Piece>& pieces) {
  Digest digest = judge(pieces, find_sections(pieces));
  if (!digest.is_one) return;
  mark_section_lines(pieces);
  std::size_t first = find_sections(pieces).front().heading;
  bool below_section = false;  // items of a section without text may lie one depth deeper
  for (const Section& section : find_sections(pieces)) {
    Piece& heading = pieces[section.heading];
    if (heading.is_section) continue;
    bool page_name = section.heading == first && section.body == 0 && heading.depth < digest.depth;
    if (page_name) continue;
    if (section.body == 0 && heading.depth <= digest.depth && columns_of(heading.text, 40) <= 40) {
      heading.is_section = true;
      heading.opens_article = true;
      below_section = true;
      continue;
    }
    bool lies = digest.by_credits && section.credited && !section.has_byline;
    if (heading.depth <= digest.depth) below_section = false;
    if (heading.depth > digest.depth && !below_section && !lies) continue;
    // An item with its credit is an item, whatever its heading's depth says.
    if (lies && !below_section) heading.depth = digest.depth;
    heading.opens_article = true;
    heading.is_title = true;
  }
}

void mark_cover(std::vector<Piece>& pieces) {
  auto opens = [](const Piece& piece) { return piece.opens_article; };
  auto first = std::find_if(pieces.begin(), pieces.end(), opens);
  if (std::count_if(first, pieces.end(), opens) < static_cast<std::ptrdiff_t>(kFewestItems)) return;
  std::unordered_set<std::string> headlines;
  for (auto piece = first; piece != pieces.end(); ++piece) {
    if (piece->is_title && piece->text.size() <= kTeaserBytes)
      headlines.insert(skeleton(piece->text));
  }
  auto teases = [&](const Piece& piece) {
    return piece.kind == BlockKind::kBoilerplate && piece.text.size() <= kTeaserBytes &&
           headlines.contains(skeleton(piece.text));
  };
  // The page's name may have been taken for the first item's headline.
  auto last = std::find_if(first + 1, pieces.end(), opens);
  bool named = std::find_if(pieces.begin(), pieces.end(), is_heading) == first;
  if (!named || std::none_of(first, last, teases)) last = first;
  if (std::none_of(pieces.begin(), last, teases)) return;
  for (auto piece = pieces.begin(); piece != last; ++piece) {
    piece->opens_article = piece->is_title = false;
    if (!is_heading(*piece)) piece->kind = BlockKind::kBoilerplate;
  }
}

}  // namespace eider::parse
