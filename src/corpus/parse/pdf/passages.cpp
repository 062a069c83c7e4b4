#include "corpus/parse/pdf/passages.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "corpus/parse/characters.h"
#include "corpus/parse/inline_marks.h"
#include "corpus/parse/pdf/hyphens.h"
#include "corpus/parse/phrases.h"
#include "text/utf8.h"

namespace eider::parse::pdf {
namespace {

constexpr float kUsualPitch = 1.3F;  // base line to base line, in font sizes, if nothing tells
constexpr std::size_t kFewPitches = 3;
constexpr float kGap = 1.3F;     // a wider pitch than usual parts paragraphs
constexpr float kIndent = 0.8F;  // in font sizes
constexpr float kWidestIndent = 5;
constexpr std::size_t kNear = 5;    // lines around that tell the column's right edge
constexpr float kEmptyPart = 0.4F;  // of a column
constexpr std::size_t kCaptionLeadBytes = 24;
constexpr int kCaptionColumns = 600;

constexpr float kHanRoom = 2.5F;  // in font sizes: a line of Han that leaves more is over

bool same_style(const TextLine& a, const TextLine& b) {
  return std::fabs(a.size - b.size) <= 0.1F * std::max(a.size, b.size) && a.bold == b.bold;
}

void add_pitches(const std::vector<TextLine>& lines, std::vector<float>& pitches) {
  for (std::size_t i = 1; i < lines.size(); ++i) {
    float pitch = (lines[i].baseline - lines[i - 1].baseline) / lines[i].size;
    if (same_style(lines[i - 1], lines[i]) && pitch > 0.95F && pitch < 4) pitches.push_back(pitch);
  }
}

// Lines inside paragraphs are the tighter ones.
float usual_pitch(std::vector<float> pitches, float otherwise) {
  if (pitches.size() < kFewPitches) return otherwise;
  auto low = pitches.begin() + static_cast<std::ptrdiff_t>(pitches.size() / 3);
  std::nth_element(pitches.begin(), low, pitches.end());
  return *low;
}

// Of all running text on the page: for areas too short to tell their own.
float usual_pitch(const Sheet& sheet) {
  std::vector<float> pitches;
  for (const Side& side : sheet.sides) {
    for (const Area& area : side.areas) add_pitches(area.lines, pitches);
  }
  return usual_pitch(std::move(pitches), kUsualPitch);
}

struct Edges {
  float left = 0;
  float right = 0;
};

Edges edges_near(const std::vector<TextLine>& lines, std::size_t at) {
  std::size_t first = at >= kNear ? at - kNear : 0;
  std::size_t stop = std::min(lines.size(), at + kNear + 1);
  Edges edges{lines[at].box.left, lines[at].box.right};
  for (std::size_t i = first; i < stop; ++i) {
    edges.left = std::min(edges.left, lines[i].box.left);
    edges.right = std::max(edges.right, lines[i].box.right);
  }
  return edges;
}

float first_word_width(const TextLine& line) {
  std::size_t space = line.text.find(' ');
  if (space == std::string::npos) return line.box.width();
  int all = std::max(columns_of(line.text), 1);
  int word = columns_of(std::string_view(line.text).substr(0, space));
  return line.box.width() * static_cast<float>(word) / static_cast<float>(all);
}

// The line ends although the next one's first word would still have had room. Inside a sentence
// that is believed only of a line that leaves most of its column empty.
bool leaves_room(const TextLine& line, const TextLine& next, Edges edges) {
  float room = edges.right - line.box.right;
  char32_t c = first_character(next.text);
  bool inside = c >= U'a' && c <= U'z' && !ends_sentence(line.text);
  if (inside) return room > kEmptyPart * (edges.right - edges.left);
  if (!is_word_character(c) && c >= 0x80) return room > kHanRoom * line.size;
  return room > first_word_width(next) + 0.8F * line.size;
}

// Where a paragraph's further lines begin, and whether it is a list item.
struct OpenPassage {
  Passage passage;
  std::vector<TextLine> lines;
  bool list_item = false;
};

class PassageFinder {
 public:
  PassageFinder(const Sheet& sheet, std::vector<Passage>& out)
      : sheet_(sheet), out_(out), page_pitch_(usual_pitch(sheet)) {}

  void read(const Area& area, const Frame& frame) {
    frame_ = frame;
    if (!area.table.rows.empty()) return add_table(area.table);
    const std::vector<TextLine>& lines = area.lines;
    std::vector<float> pitches;
    add_pitches(lines, pitches);
    float pitch = usual_pitch(std::move(pitches), page_pitch_);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (i > 0 && begins(lines, i, pitch)) close(lines, i - 1);
      if (open_.lines.empty()) open_.list_item = begins_list_item(lines[i].text);
      open_.lines.push_back(lines[i]);
    }
    if (!lines.empty()) close(lines, lines.size() - 1);
  }

  void add_boilerplate(const TextLine& line, const Frame& frame) {
    Passage passage;
    passage.piece.kind = BlockKind::kBoilerplate;
    passage.piece.text = tidy_spaces(line.text);
    passage.piece.box = place(frame.shown(line.box));
    passage.size = line.size;
    out_.push_back(std::move(passage));
  }

 private:
  bool begins(const std::vector<TextLine>& lines, std::size_t at, float pitch) const {
    const TextLine& last = lines[at - 1];
    const TextLine& line = lines[at];
    bool caption = line.size == last.size && is_caption(open_.lines.front().text);
    if (!same_style(last, line) && !caption) return true;  // a caption's head may be bold
    float gap = line.baseline - last.baseline;
    if (gap > pitch * kGap * line.size || gap < 0) return true;
    if (begins_list_item(line.text) || has_dot_leader(last.text)) return true;
    Edges edges = edges_near(lines, at);
    float indent = line.box.left - last.box.left;
    bool first = open_.lines.size() == 1;
    bool hangs = open_.list_item && first;
    bool steps_in = indent > kIndent * line.size && indent < kWidestIndent * line.size;
    if (steps_in && !hangs && last.box.left - edges.left < kIndent * line.size) return true;
    if (open_.list_item && !first && indent < -kIndent * line.size) return true;
    return leaves_room(last, line, edges);
  }

  void close(const std::vector<TextLine>& lines, std::size_t last) {
    Edges edges = edges_near(lines, last);
    std::string text;
    Rect box = open_.lines.front().box;
    for (const TextLine& line : open_.lines) {
      append_line(text, tidy_spaces(line.text));
      box = united(box, line.box);
    }
    Passage passage;
    passage.piece.text = close_letter_spacing(text);
    passage.piece.box = place(frame_.shown(box));
    if (open_.list_item) passage.piece.kind = BlockKind::kListItem;
    passage.lines = open_.lines.size();
    passage.size = open_.lines.front().size;
    passage.bold = std::all_of(open_.lines.begin(), open_.lines.end(),
                               [](const TextLine& line) { return line.bold; });
    passage.indented =
        open_.lines.front().box.left - edges.left > kIndent * open_.lines.front().size;
    passage.cut_short =
        edges.right - open_.lines.back().box.right > 0.2F * (edges.right - edges.left);
    passage.in_column = true;
    out_.push_back(std::move(passage));
    open_ = {};
  }

  void add_table(const Table& table) {
    Passage passage;
    passage.piece.kind = BlockKind::kTable;
    passage.piece.rows = table.rows;
    passage.piece.box = place(frame_.shown(table.box));
    out_.push_back(std::move(passage));
  }

  PageBox place(const Rect& box) const {
    return {sheet_.number, box.left, box.top, box.right, box.bottom};
  }

  const Sheet& sheet_;
  std::vector<Passage>& out_;
  float page_pitch_;
  Frame frame_;
  OpenPassage open_;
};

bool is_list_mark(char32_t c) {
  constexpr std::u32string_view kMarks =
      U"\u2022\u2023\u25e6\u2043\u2219\u25aa\u25ab\u25a0\u25a1\u25cf\u25cb\u25c6\u25c7\u25ba\u2713"
      U"\u2714\u27a2\u00b7\u2027";
  return kMarks.find(c) != std::u32string_view::npos;
}

// "3." "12)" "(a)" "(iv)" "a)", and a space or Han after it.
bool begins_with_number(std::string_view line) {
  std::size_t at = line.starts_with('(') ? 1 : 0;
  std::size_t start = at;
  auto alike = [&](char c) {
    char first = line[start];
    bool digits = first >= '0' && first <= '9';
    return digits ? c >= '0' && c <= '9' : c >= 'a' && c <= 'z';
  };
  while (at < line.size() && at - start < 4 && alike(line[at])) ++at;
  if (at == start || at >= line.size()) return false;
  bool digits = line[start] >= '0' && line[start] <= '9';
  if (!digits && at - start > 1 && start == 0) return false;
  bool closed = line[at] == ')' || (line[at] == '.' && start == 0);
  return closed && at + 1 < line.size() && line[at + 1] == ' ';
}

}  // namespace

bool is_caption(std::string_view text) {
  if (is_caption_line(text)) return true;
  std::size_t size = std::min(text.size(), kCaptionLeadBytes);
  std::size_t digit = text.substr(0, size).find_first_of("0123456789");
  if (digit == std::string_view::npos || columns_of(text) > kCaptionColumns) return false;
  std::size_t stop = std::min(text.find_first_not_of("0123456789.-", digit), text.size());
  std::string_view number = text.substr(digit, stop - digit);
  bool marked = number.back() == '.' || text.substr(stop).starts_with(':') ||
                text.substr(stop).starts_with("\uff1a");
  std::size_t last = text.find_last_not_of(".-", stop - 1);
  return marked && is_caption_line(text.substr(0, last + 1));
}

bool begins_list_item(std::string_view line) {
  char32_t first = first_character(line);
  if (is_list_mark(first)) return true;
  if (line.starts_with("- ") || line.starts_with("\u2013 ") || line.starts_with("* ")) return true;
  return begins_with_number(line);
}

bool has_dot_leader(std::string_view line) {
  std::size_t dots = 0;
  std::size_t most = 0;
  for (std::size_t at = 0; at < line.size();) {
    text::CodePoint c = text::decode(line, at);
    if (c.value == U'.' || c.value == 0xB7 || c.value == 0x2024) ++dots;
    if (c.value == 0x2026 || c.value == 0x22EF) dots += 3;
    bool inside = c.value == U' ' || c.value == U'.' || c.value == 0xB7 || c.value == 0x2024 ||
                  c.value == 0x2026 || c.value == 0x22EF;
    most = std::max(most, dots);
    if (!inside) dots = 0;
    at += c.size;
  }
  return most >= 5;
}

std::vector<Passage> find_passages(const Sheet& sheet) {
  std::vector<Passage> out;
  PassageFinder finder(sheet, out);
  for (const Side& side : sheet.sides) {
    for (const TextLine& line : side.header) finder.add_boilerplate(line, side.frame);
    for (const Area& area : side.areas) finder.read(area, side.frame);
    for (const TextLine& line : side.footer) finder.add_boilerplate(line, side.frame);
  }
  for (const TextLine& line : sheet.slanting) finder.add_boilerplate(line, Frame{});
  return out;
}

}  // namespace eider::parse::pdf
