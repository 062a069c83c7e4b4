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

// Source, of the article, the news, the copy; taken over from.
constexpr std::array<std::string_view, 12> kSourceLabels = {"\u6765\u6e90",
                                                            "\u4f86\u6e90",
                                                            "\u6587\u7ae0\u6765\u6e90",
                                                            "\u6587\u7ae0\u4f86\u6e90",
                                                            "\u65b0\u95fb\u6765\u6e90",
                                                            "\u65b0\u805e\u4f86\u6e90",
                                                            "\u4fe1\u606f\u6765\u6e90",
                                                            "\u672c\u6587\u8f6c\u8f7d\u81ea",
                                                            "\u8f6c\u8f7d\u81ea",
                                                            "\u8f6c\u81ea",
                                                            "\u7a3f\u6e90",
                                                            "source"};
// Reporter, author, text, analyst, researcher.
constexpr std::array<std::string_view, 14> kAuthorLabels = {"\u8bb0\u8005",
                                                            "\u8a18\u8005",
                                                            "\u4f5c\u8005",
                                                            "\u64b0\u6587",
                                                            "\u64b0\u7a3f",
                                                            "\u6267\u7b14",
                                                            "\u5206\u6790\u5e08",
                                                            "\u5206\u6790\u5e2b",
                                                            "\u8bc1\u5238\u5206\u6790\u5e08",
                                                            "\u8b49\u5238\u5206\u6790\u5e2b",
                                                            "\u7814\u7a76\u5458",
                                                            "\u7814\u7a76\u54e1",
                                                            "author",
                                                            "written by"};

// Newspaper, weekly: how the names of papers end.
constexpr std::array<std::string_view, 5> kPaperEnds = {"\u62a5", "\u5831", "\u5468\u520a",
                                                        "\u9031\u520a", "\u7f51"};

// Where the value of "label: value" begins at byte `at`, npos if no colon follows the label.
std::size_t value_after(std::string_view line, std::size_t at) {
  std::string_view rest = line.substr(at);
  std::size_t spaces = std::min(rest.find_first_not_of(' '), rest.size());
  rest.remove_prefix(spaces);
  std::size_t colon = rest.starts_with(':') ? 1 : rest.starts_with("\uff1a") ? 3 : 0;
  return colon == 0 ? std::string_view::npos : at + spaces + colon;
}

// The words after the first label that occurs: for Han up to a space, else up to a bar.
std::string after_label(std::string_view line, Labels labels) {
  if (columns_of(line, 100) > 100 || ends_sentence(line)) return "";
  std::string lower(line);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  for (std::string_view label : labels) {
    std::size_t at = lower.find(label);
    bool begins_word =
        at == 0 || (at < lower.size() && (lower[at - 1] == ' ' || lower[at - 1] == '|'));
    std::size_t value = begins_word ? value_after(lower, at + label.size()) : std::string::npos;
    if (value == std::string::npos) continue;
    std::string_view rest = text::trim(line.substr(value));
    bool han = text::is_han(first_character(rest));
    return std::string(text::trim(rest.substr(0, rest.find_first_of(han ? " |" : "|"))));
  }
  return "";
}

}  // namespace

void mark_byline_lines(std::vector<Piece>& pieces) {
  for (Piece& piece : pieces) {
    if (piece.kind != BlockKind::kParagraph || columns_of(piece.text, 100) > 100) continue;
    const std::string author = after_label(piece.text, kAuthorLabels);
    if (author.find("www.") != std::string::npos || author.find("://") != std::string::npos) {
      piece.kind = BlockKind::kBoilerplate;  // an aggregator's label for where it took the page
    } else if (byline_names(piece.text) || !author.empty()) {
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

std::string dateline_source(std::string_view paragraph) {
  // Telegram, news, message, report: how the head of a dispatch ends.
  constexpr std::array<std::string_view, 8> kEnds = {"\u6d88\u606f", "\u8baf",      "\u8a0a",
                                                     "\u7535",       "\u96fb",      "\u62a5\u9053",
                                                     "\u5831\u9053", "\u5831\u5c0e"};
  constexpr std::string_view kOpen = "\u3010";
  constexpr std::string_view kOwn = "\u672c";  // "this" paper's
  if (!paragraph.starts_with(kOpen)) return "";
  std::string_view head = paragraph.substr(kOpen.size(), 60);
  std::size_t close = head.find("\u3011");
  if (close == std::string_view::npos) return "";
  head = text::trim(head.substr(0, close));
  for (std::string_view end : kEnds) {
    if (!head.ends_with(end)) continue;
    std::string_view name = text::trim(head.substr(0, head.size() - end.size()));
    return name.empty() || name.starts_with(kOwn) || text::find_date(name) ? "" : std::string(name);
  }
  return "";
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
