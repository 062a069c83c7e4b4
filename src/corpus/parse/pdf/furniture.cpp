#include "corpus/parse/pdf/furniture.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "corpus/parse/characters.h"
#include "corpus/parse/pdf/strips.h"
#include "text/utf8.h"

namespace eider::parse::pdf {
namespace {

constexpr float kEdge = 0.16F;         // of the page's height
constexpr std::size_t kEdgeLines = 4;  // of furniture on one edge
constexpr std::size_t kMostParts = 4;  // fragments of such a line: a table's head has more
constexpr float kHeightStep = 8;       // points: the same height on every page
constexpr std::size_t kFewPages = 5;

// A line at an edge; `rank` counts from the edge.
struct EdgeLine {
  std::size_t sheet = 0;
  bool top = false;
  std::size_t rank = 0;
  float y = 0;
  std::string words;  // digits apart
  bool number = false;
  bool repeated = false;
  Fragments parts;
};

std::string words_of(const Fragments& parts) {
  std::string words;
  for (const Fragment& part : parts) words += skeleton(part.text);
  for (char& c : words) c = c >= '0' && c <= '9' ? '#' : c;
  words.erase(
      std::unique(words.begin(), words.end(), [](char a, char b) { return a == '#' && b == '#'; }),
      words.end());
  return words;
}

std::string text_of(const Fragments& parts) {
  std::string text;
  for (const Fragment& part : parts) {
    if (!text.empty()) text += ' ';
    text += part.text;
  }
  return text;
}

void add_edge(const Side& side, std::size_t sheet, bool top, std::vector<EdgeLine>& out) {
  float height = side.frame.upright_height();
  float limit = top ? height * kEdge : height * (1 - kEdge);
  Fragments near;
  for (const Fragment& f : side.fragments) {
    if (top ? f.box.middle_y() < limit : f.box.middle_y() > limit) near.push_back(f);
  }
  std::vector<Fragments> lines = cut_into_lines(std::move(near));
  if (!top) std::reverse(lines.begin(), lines.end());
  for (std::size_t rank = 0; rank < std::min(lines.size(), kEdgeLines); ++rank) {
    EdgeLine line{sheet, top, rank, lines[rank].front().baseline, words_of(lines[rank])};
    line.number = is_page_number(text_of(lines[rank]));
    line.parts = std::move(lines[rank]);
    out.push_back(std::move(line));
  }
}

std::vector<EdgeLine> edge_lines(const std::vector<Sheet>& sheets) {
  std::vector<EdgeLine> out;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    if (sheets[i].sides.empty()) continue;
    add_edge(sheets[i].sides[0], i, true, out);
    add_edge(sheets[i].sides[0], i, false, out);
  }
  return out;
}

// Marks the lines whose words stand at one height on enough pages.
void find_repeated(std::vector<EdgeLine>& lines, std::size_t pages) {
  std::map<std::pair<std::string, bool>, std::vector<EdgeLine*>> by_words;
  for (EdgeLine& line : lines) {
    if (line.parts.size() <= kMostParts) by_words[{line.words, line.top}].push_back(&line);
  }
  std::size_t enough = pages <= kFewPages ? 2 : 3;
  for (auto& [place, same] : by_words) {
    if (same.size() < enough) continue;
    for (EdgeLine* line : same) {
      auto count = std::count_if(same.begin(), same.end(), [&](const EdgeLine* other) {
        return std::fabs(other->y - line->y) <= kHeightStep;
      });
      line->repeated = static_cast<std::size_t>(count) >= enough && !line->words.empty();
    }
  }
}

void move_line(const EdgeLine& line, Side& side) {
  TextLine text{line.parts[0].box, line.y, line.parts[0].size, false, text_of(line.parts)};
  for (const Fragment& part : line.parts) {
    text.box = united(text.box, part.box);
    std::erase_if(side.fragments, [&](const Fragment& f) {
      return f.baseline == part.baseline && f.box.left == part.box.left && f.text == part.text;
    });
  }
  (line.top ? side.header : side.footer).push_back(std::move(text));
}

bool is_roman(std::string_view word) {
  return !word.empty() && word.size() <= 6 &&
         word.find_first_not_of("ivxlc") == std::string_view::npos;
}

}  // namespace

bool is_page_number(std::string_view line) {
  std::string text = simplified_lower(line);
  std::string rest;
  bool digits = false;
  for (std::size_t at = 0; at < text.size();) {
    text::CodePoint c = text::decode(text, at);
    if (text::is_digit(c.value)) {
      digits = true;
    } else if (text::is_letter(c.value) || text::is_han(c.value)) {
      rest.append(text, at, c.size);
    }
    at += c.size;
  }
  if (text.size() > 24) return false;
  if (!digits) return is_roman(rest);
  bool chapter = rest.size() == 1 && text.find('-') != std::string::npos;  // "A-3"
  if (chapter) return true;
  for (const char* words : {"", "page", "pageof", "p", "of", "\u7b2c\u9875", "\u9875",
                            "\u7b2c\u9875\u5171\u9875", "\u7b2c\u7248"}) {
    if (rest == words)
      return text.find('.') == std::string::npos && text.find('%') == std::string::npos;
  }
  return false;
}

void take_furniture(std::vector<Sheet>& sheets) {
  std::vector<EdgeLine> lines = edge_lines(sheets);
  find_repeated(lines, sheets.size());
  // From the edge inwards, as long as all lines farther out went too.
  std::size_t expected = 0;
  for (const EdgeLine& line : lines) {
    if (line.rank == 0) expected = 0;
    bool lone_number = line.number && line.rank == expected;
    if (line.rank != expected || !(line.repeated || lone_number)) continue;
    ++expected;
    move_line(line, sheets[line.sheet].sides[0]);
  }
  for (Sheet& sheet : sheets) {
    if (!sheet.sides.empty())
      std::reverse(sheet.sides[0].footer.begin(), sheet.sides[0].footer.end());
  }
}

}  // namespace eider::parse::pdf
