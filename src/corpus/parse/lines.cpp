#include "corpus/parse/lines.h"

#include <algorithm>

#include "corpus/parse/asides.h"
#include "corpus/parse/bylines.h"
#include "corpus/parse/characters.h"
#include "corpus/parse/inline_marks.h"
#include "corpus/parse/limits.h"
#include "corpus/parse/phrases.h"
#include "corpus/parse/table_rows.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

struct RawLine {
  std::string_view text;  // without its line end
  std::size_t start = 0;
  std::size_t next = 0;
};

RawLine raw_line(std::string_view source, std::size_t at) {
  std::size_t end = at;
  while (end < source.size() && source[end] != '\n' && source[end] != '\r') ++end;
  std::size_t next = std::min(end + 1, source.size());
  if (end + 1 < source.size() && source[end] == '\r' && source[end + 1] == '\n') next = end + 2;
  return {source.substr(at, end - at), at, next};
}

// Columns of white space at the front; a tab counts four.
int indent_of(std::string_view line) {
  int columns = 0;
  for (std::size_t at = 0; at < line.size() && columns < 64;) {
    text::CodePoint c = text::decode(line, at);
    if (!text::is_space(c.value)) break;
    columns += c.value == U'\t' ? 4 : c.value == 0x3000 ? 2 : 1;
    at += c.size;
  }
  return columns;
}

int heading_depth(std::string_view text) {
  std::size_t marks = text.find_first_not_of('#');
  if (marks == 0 || marks == std::string_view::npos || marks > 6) return 0;
  return text[marks] == ' ' || text[marks] == '\t' ? static_cast<int>(marks) : 0;
}

bool is_rule(std::string_view text) {
  if (text.starts_with("```") || text.starts_with("~~~")) return true;
  std::string bare;
  for (char c : text.substr(0, 400)) {
    if (c != ' ') bare += c;
  }
  return bare.size() >= 3 && std::string_view("-*_=").find(bare[0]) != std::string_view::npos &&
         bare.find_first_not_of(bare[0]) == std::string::npos;
}

// Bytes of a list marker and its space: "- ", "* ", "1. ", "2) ", a bullet character.
std::size_t list_marker(std::string_view text) {
  for (std::string_view bullet :
       {"- ", "* ", "+ ", "\u2022 ", "\u25cf ", "\u00b7 ", "\u25c6 ", "\u25aa ", "\u25a0 "}) {
    if (text.starts_with(bullet)) return bullet.size();
  }
  std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (digits == 0 || digits > 3 || digits + 1 >= text.size()) return 0;
  bool mark = text[digits] == '.' || text[digits] == ')';
  return mark && text::is_space(text::decode(text, digits + 1).value) ? digits + 2 : 0;
}

// Rule: "Title ........ 12" is an entry of a table of contents.
bool is_contents_entry(std::string_view text) {
  if (text.empty() || text.size() > 400 || text.back() < '0' || text.back() > '9') return false;
  std::size_t dots = text.find("....");
  if (dots == std::string_view::npos) dots = text.find("\u2026\u2026\u2026\u2026\u2026");
  return dots != std::string_view::npos;
}

void classify(std::string_view raw, Line& line) {
  std::string_view text = text::trim(raw);
  line.indent = indent_of(raw);
  if (text.empty()) {
    line.kind = LineKind::kBlank;
    return;
  }
  if (is_rule(text)) {
    line.kind = LineKind::kRule;
    line.text = text.substr(0, 3);
    return;
  }
  if (int depth = heading_depth(text); depth > 0) {
    line.kind = LineKind::kHeading;
    line.depth = depth;
    text = text::trim(text.substr(static_cast<std::size_t>(depth)));
    while (text.ends_with('#')) text.remove_suffix(1);
  } else if (is_pipe_row(text) || is_tab_row(raw)) {
    line.kind = LineKind::kTableRow;
    line.piped = is_pipe_row(text);
    line.cells = line.piped ? split_pipe_row(text) : split_tab_row(raw);
    line.separator = line.piped && is_separator_row(line.cells);
  } else if (std::size_t marker = list_marker(text); marker > 0) {
    line.kind = LineKind::kListItem;
    if (text[0] >= '0' && text[0] <= '9') marker = 0;  // a number is part of the text
    text = text.substr(marker);
    // A heading inside an item is the item's text.
    if (int inner = heading_depth(text); inner > 0) {
      text = text::trim(text.substr(static_cast<std::size_t>(inner)));
    }
    line.is_link = is_one_link(text);
  }
  while (text.starts_with("> ")) text = text::trim(text.substr(2));
  line.hard_break = raw.ends_with("  ") || raw.ends_with('\\');
  if (line.kind == LineKind::kTableRow && line.piped) return;
  line.text = tidy_spaces(strip_marks(text));
  line.letter_spaced = is_letter_spaced(line.text);
  line.text = line.letter_spaced ? close_letter_spacing(line.text) : close_spaced_names(line.text);
  line.columns = columns_of(line.text);
  if (line.text.empty()) line.kind = LineKind::kBlank;
  line.image = line.text.empty() && text.find("![") != std::string_view::npos;
  if (is_contents_entry(line.text)) line.kind = LineKind::kContents;
  if (line.kind == LineKind::kText && is_caption_line(line.text)) line.kind = LineKind::kCaption;
}

bool is_blank(const std::vector<Line>& lines, std::size_t at) {
  return at >= lines.size() || lines[at].kind == LineKind::kBlank;
}

bool has_two_cells(const Line& line) {
  auto is_filled = [](const std::string& cell) { return !cell.empty(); };
  return std::count_if(line.cells.begin(), line.cells.end(), is_filled) >= 2;
}

// Rule: tabs make a table where two rows or more stand together and one has two filled cells;
// else the lines are text.
void undo_lone_tab_rows(std::vector<Line>& lines) {
  for (std::size_t i = 0; i < lines.size();) {
    std::size_t end = i;
    bool filled = false;
    for (; end < lines.size() && lines[end].kind == LineKind::kTableRow && !lines[end].piped;
         ++end) {
      filled = filled || has_two_cells(lines[end]);
    }
    bool table = filled && end - i >= 2;
    for (std::size_t k = i; k < end && !table; ++k) {
      lines[k].kind = is_caption_line(lines[k].text) ? LineKind::kCaption : LineKind::kText;
      lines[k].cells.clear();
    }
    i = std::max(end, i + 1);
  }
}

// Rule: a short line underlined by "===" or "---" is a heading.
void apply_underlines(std::vector<Line>& lines) {
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (lines[i].kind != LineKind::kRule || lines[i - 1].kind != LineKind::kText) continue;
    bool alone = i == 1 || is_blank(lines, i - 2);
    bool equals = lines[i].text.starts_with('=');
    if (!alone || (!equals && lines[i].text != "---") || lines[i - 1].columns > 80) continue;
    if (ends_sentence(lines[i - 1].text)) continue;
    lines[i - 1].kind = LineKind::kHeading;
    lines[i - 1].depth = equals ? 1 : 2;
  }
}

// A byline has a blank line before or after it; what belongs to no article, on both sides.
void find_lone_lines(std::vector<Line>& lines) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Line& line = lines[i];
    if (line.kind != LineKind::kText || line.columns > kMaxWrapColumns) continue;
    bool above = i == 0 || is_blank(lines, i - 1);
    bool below = is_blank(lines, i + 1);
    bool near = above || below || lines[i - 1].kind == LineKind::kHeading;
    if (near && byline_names(line.text)) {
      line.kind = LineKind::kByline;
    } else if (above && below &&
               (is_masthead_line(line.text) || is_advertisement_line(line.text))) {
      line.kind = LineKind::kAside;
    }
  }
}

// Rule: a caption wrapped by the column it stands in: the one or two lines right below it, down to
// a blank line, are its own if it ended no sentence.
void extend_captions(std::vector<Line>& lines) {
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const Line& caption = lines[i];
    if (caption.kind != LineKind::kCaption || ends_sentence(caption.text)) continue;
    std::size_t last = i + 1;
    while (last < lines.size() && last <= i + 3 && lines[last].kind == LineKind::kText &&
           lines[last].columns <= caption.columns + 4) {
      ++last;
    }
    if (last > i + 3 || !is_blank(lines, last) || caption.columns < kMinWrapColumns) continue;
    for (std::size_t k = i + 1; k < last; ++k) lines[k].kind = LineKind::kCaption;
    i = last - 1;
  }
}

// Rule: the lines above a picture's credit, one or two below a blank line, are its caption too.
void extend_credits(std::vector<Line>& lines) {
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (lines[i].kind != LineKind::kCaption || !is_blank(lines, i + 1)) continue;
    std::size_t first = i;
    while (first > 0 && i - first < 3 && lines[first - 1].kind == LineKind::kText) --first;
    bool alone = first == 0 || is_blank(lines, first - 1);
    for (std::size_t k = first; k < i && alone && i - first < 3; ++k) {
      lines[k].kind = LineKind::kCaption;
    }
  }
}

// Rule: a bullet that stands alone on its line makes the next line a list item.
void apply_lone_bullets(std::vector<Line>& lines) {
  constexpr std::u32string_view kBullets = U"\u2022\u25cf\u00b7\u25c6\u25aa\u25a0";
  for (std::size_t i = 0; i + 2 < lines.size(); ++i) {
    bool bullet = lines[i].kind == LineKind::kText && lines[i].text.size() <= 3 &&
                  kBullets.find(first_character(lines[i].text)) != std::u32string_view::npos;
    if (!bullet) continue;
    Line& next = is_blank(lines, i + 1) ? lines[i + 2] : lines[i + 1];
    if (next.kind != LineKind::kText || next.columns < 4) continue;
    next.kind = LineKind::kListItem;
    next.source.start = lines[i].source.start;
    lines[i].kind = LineKind::kBlank;
    lines[i].text.clear();
  }
}

// Rule: in letter-spaced lines the gaps beside letters and digits close, unless the page's other
// lines part Han from letters by a space.
void close_gaps_of_spaced_lines(std::vector<Line>& lines) {
  auto is_spaced = [](const Line& line) { return line.letter_spaced; };
  if (std::none_of(lines.begin(), lines.end(), is_spaced)) return;
  LatinGaps gaps;
  for (const Line& line : lines) {
    if (!line.letter_spaced) count_latin_gaps(line.text, gaps);
  }
  if (gaps.open > gaps.closed) return;
  for (Line& line : lines) {
    if (!line.letter_spaced) continue;
    line.text = close_latin_gaps(line.text);
    line.columns = columns_of(line.text);
  }
}

}  // namespace

Result<std::vector<Line>> scan_lines(std::string_view source, std::size_t from) {
  std::vector<Line> lines;
  std::size_t cells = 0;
  for (std::size_t at = from; at < source.size();) {
    RawLine raw = raw_line(source, at);
    Line line;
    line.source = {static_cast<std::int64_t>(raw.start),
                   static_cast<std::int64_t>(raw.start + raw.text.size())};
    classify(raw.text, line);
    at = raw.next;
    if (line.kind == LineKind::kBlank && is_blank(lines, lines.size() - 1)) {
      if (!lines.empty()) lines.back().image = lines.back().image || line.image;
      continue;
    }
    if (lines.size() == kMaxLines) {
      return fail(ErrorCode::kLimit, "more than " + std::to_string(kMaxLines) + " lines", "",
                  "split the file");
    }
    cells += line.cells.size();
    if (cells > kMaxCells) {
      return fail(ErrorCode::kLimit, "more than " + std::to_string(kMaxCells) + " table cells", "",
                  "split the file");
    }
    lines.push_back(std::move(line));
  }
  undo_lone_tab_rows(lines);
  apply_underlines(lines);
  close_gaps_of_spaced_lines(lines);
  apply_lone_bullets(lines);
  extend_captions(lines);
  extend_credits(lines);
  find_lone_lines(lines);
  return lines;
}

}  // namespace eider::parse
