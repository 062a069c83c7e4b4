#include "corpus/parse/credits.h"

#include <algorithm>
#include <array>
#include <span>

#include "corpus/parse/bylines.h"
#include "corpus/parse/characters.h"
#include "text/dates.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

using Labels = std::span<const std::string_view>;

constexpr std::array<std::string_view, 6> kSourceLabels = {
    "\u6765\u6e90\uff1a", "\u6765\u6e90:", "\u4f86\u6e90\uff1a",
    "\u4f86\u6e90:",      "Source: ",      "source: "};
constexpr std::array<std::string_view, 9> kAuthorLabels = {
    "\u8bb0\u8005\uff1a", "\u8bb0\u8005:",      "\u8a18\u8005\uff1a",
    "\u8a18\u8005:",      "\u4f5c\u8005\uff1a", "\u4f5c\u8005:",
    "Author: ",           "author: ",           "\u64b0\u6587\uff1a"};

// Newspaper, weekly: how the names of papers end.
constexpr std::array<std::string_view, 5> kPaperEnds = {"\u62a5", "\u5831", "\u5468\u520a",
                                                        "\u9031\u520a", "\u7f51"};

// The words after the first label that occurs: for Han up to a space, else up to a bar.
std::string after_label(std::string_view line, Labels labels) {
  if (columns_of(line, 100) > 100 || ends_sentence(line)) return "";
  for (std::string_view label : labels) {
    std::size_t at = line.find(label);
    bool begins_word =
        at == 0 || (at < line.size() && (line[at - 1] == ' ' || line[at - 1] == '|'));
    if (!begins_word) continue;
    std::string_view rest = text::trim(line.substr(at + label.size()));
    bool han = text::is_han(first_character(rest));
    return std::string(text::trim(rest.substr(0, rest.find_first_of(han ? " |" : "|"))));
  }
  return "";
}

}  // namespace

void mark_byline_lines(std::vector<Piece>& pieces) {
  for (Piece& piece : pieces) {
    if (piece.kind != BlockKind::kParagraph || columns_of(piece.text, 100) > 100) continue;
    if (byline_names(piece.text) || !after_label(piece.text, kAuthorLabels).empty()) {
      piece.kind = BlockKind::kByline;
    }
  }
}

std::string byline_of(std::string_view line) {
  if (auto names = byline_names(line)) return *names;
  std::string names = after_label(line, kAuthorLabels);
  return names.empty() ? std::string(line) : names;
}

std::string labelled_source(std::string_view line) {
  std::string source = after_label(line, kSourceLabels);
  if (!source.empty() || columns_of(line, 60) > 60 || !text::find_date(line)) return source;
  std::string_view first = line.substr(0, line.find(' '));
  bool paper = std::any_of(kPaperEnds.begin(), kPaperEnds.end(),
                           [&](std::string_view end) { return first.ends_with(end); });
  return paper && first.size() < line.size() ? std::string(first) : "";
}

std::string labelled_address(std::string_view line) {
  std::size_t at = line.substr(0, 64).find("http");
  if (at == std::string_view::npos || line.size() > 600) return "";
  constexpr std::array<std::string_view, 7> kLabels = {
      "\u7f51\u5740", "\u94fe\u63a5", "\u539f\u6587", "\u51fa\u5904", "url", "link", "permalink"};
  std::string label = simplified_lower(text::trim(line.substr(0, at)));
  while (label.ends_with(':') || label.ends_with("\uff1a")) {
    label.resize(label.size() - (label.ends_with(':') ? 1 : 3));
  }
  bool known = std::any_of(kLabels.begin(), kLabels.end(),
                           [&](std::string_view end) { return label.ends_with(end); });
  std::string_view address = line.substr(at);
  return known ? std::string(address.substr(0, address.find_first_of(" \t"))) : "";
}

void mark_credit_lines(std::vector<Piece>& pieces) {
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    bool after_text = pieces[i - 1].kind == BlockKind::kParagraph;
    if (!after_text || pieces[i].kind != BlockKind::kParagraph) continue;
    if (columns_of(pieces[i].text, 40) > 40) continue;
    if (!trailing_credit("." + pieces[i].text).empty()) pieces[i].kind = BlockKind::kSourceCredit;
  }
}

void mark_name_lines(std::vector<Piece>& pieces, const std::string& source) {
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    const Piece& before = pieces[i - 1];
    bool below_title = before.kind == BlockKind::kHeading || before.kind == BlockKind::kBoilerplate;
    if (!below_title || pieces[i].kind != BlockKind::kParagraph) continue;
    if (!source.empty() && pieces[i].text == source) {
      pieces[i].kind = BlockKind::kSourceCredit;
    } else if (before.kind == BlockKind::kHeading && is_personal_name(pieces[i].text)) {
      pieces[i].kind = BlockKind::kByline;
    }
  }
}

}  // namespace eider::parse
