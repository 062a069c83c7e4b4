#include "corpus/parse/figures.h"

#include <algorithm>
#include <array>
#include <string>

#include "corpus/parse/characters.h"
#include "corpus/parse/phrases.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

constexpr int kCaptionColumns = 160;

// Screenshot, picture, archive, photo, and the agencies that sell them; in lower case.
constexpr std::array<std::string_view, 14> kPictureWords = {"\u622a\u56fe",
                                                            "\u622a\u5c4f",
                                                            "\u56fe\u7247",
                                                            "\u8d44\u6599\u56fe",
                                                            "\u7f51\u7edc",
                                                            "\u5408\u6210\u56fe",
                                                            "\u793a\u610f\u56fe",
                                                            "\u6444",
                                                            "photo",
                                                            "image",
                                                            "screenshot",
                                                            "getty",
                                                            "afp",
                                                            "reuters"};

// What the parentheses at the text's end hold, simplified and in lower case.
std::string last_parenthesis(std::string_view text) {
  std::size_t closer = text.ends_with(')') ? 1 : text.ends_with("\uff09") ? 3 : 0;
  if (closer == 0) return "";
  std::string_view inside = text.substr(0, text.size() - closer);
  std::size_t open = std::max(inside.rfind('(') + 1, inside.rfind("\uff08") + 1);
  if (open == 0 || inside.size() - open > 40) return "";
  return simplified_lower(inside.substr(open));
}

bool is_table(const Piece& piece) { return piece.kind == BlockKind::kTable; }
bool is_caption(const Piece& piece) { return piece.kind == BlockKind::kCaption; }

}  // namespace

void mark_picture_captions(std::vector<Piece>& pieces) {
  for (Piece& piece : pieces) {
    if (piece.kind != BlockKind::kParagraph) continue;
    if (columns_of(piece.text, kCaptionColumns) > kCaptionColumns) continue;
    std::string credit = last_parenthesis(piece.text);
    bool picture = std::any_of(
        kPictureWords.begin(), kPictureWords.end(),
        [&](std::string_view word) { return credit.find(word) != std::string_view::npos; });
    if (picture) piece.kind = BlockKind::kCaption;
  }
}

void mark_lone_captions(std::vector<Piece>& pieces) {
  for (std::size_t i = 0; i < pieces.size();) {
    std::size_t last = i;
    bool pictured = false;
    for (; last < pieces.size() && is_caption(pieces[last]); ++last) {
      pictured = pictured || pieces[last].pictured;
    }
    bool beside = (i > 0 && is_table(pieces[i - 1])) ||
                  (last < pieces.size() && is_table(pieces[last])) || pictured;
    for (std::size_t k = i; k < last && !beside; ++k) {
      if (is_figure_note(pieces[k].text)) pieces[k].kind = BlockKind::kBoilerplate;
    }
    i = std::max(last, i + 1);
  }
}

}  // namespace eider::parse
