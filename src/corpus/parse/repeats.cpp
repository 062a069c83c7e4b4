#include "corpus/parse/repeats.h"

#include <algorithm>
#include <string>

#include "corpus/parse/characters.h"

namespace eider::parse {
namespace {

constexpr std::size_t kBoxPieces = 10;    // pieces of a box, at most
constexpr std::size_t kSearched = 12;     // pieces above it that may have said the same
constexpr std::size_t kMostBytes = 4096;  // a longer piece is no author's note
constexpr std::size_t kProofBytes = 60;   // twenty Han characters said twice are no accident
constexpr std::size_t kFewestBytes = 6;   // a label's

bool may_repeat(const Piece& piece) {
  bool plain = piece.kind == BlockKind::kParagraph || piece.kind == BlockKind::kListItem ||
               piece.kind == BlockKind::kByline || piece.kind == BlockKind::kBoilerplate;
  return plain && piece.text.size() <= kMostBytes;
}

// The tail of pieces [first, last): how many at its end were said before it.
void mark_box(std::vector<Piece>& pieces, std::size_t first, std::size_t last) {
  std::vector<std::string> said;
  std::size_t lowest =
      last > first + kSearched + kBoxPieces ? last - kSearched - kBoxPieces : first;
  for (std::size_t i = lowest; i < last; ++i) {
    said.push_back(may_repeat(pieces[i]) ? skeleton(pieces[i].text) : "");
  }
  auto is_said = [&](std::size_t i) {
    const std::string& text = said[i - lowest];
    if (text.size() < kFewestBytes) return false;
    return std::any_of(said.begin(), said.begin() + static_cast<std::ptrdiff_t>(i - lowest),
                       [&](const std::string& before) {
                         return before.size() > kProofBytes &&
                                before.find(text) != std::string::npos;
                       });
  };
  std::size_t begin = last;
  bool proven = false;
  bool labelled = false;
  const std::size_t highest = last - std::min(last - lowest, kBoxPieces);
  for (std::size_t i = last; i > highest;) {
    --i;
    bool boilerplate = pieces[i].kind == BlockKind::kBoilerplate;
    if (!is_said(i) && !boilerplate) break;
    bool proves = said[i - lowest].size() >= kProofBytes;
    proven = proven || (!boilerplate && proves);
    labelled = labelled || (!boilerplate && !proves);
    if (!boilerplate) begin = i;
  }
  for (std::size_t i = begin; i < last && proven && labelled; ++i)
    pieces[i].kind = BlockKind::kBoilerplate;
}

}  // namespace

void mark_repeated_boxes(std::vector<Piece>& pieces) {
  std::size_t first = 0;
  for (std::size_t i = 1; i <= pieces.size(); ++i) {
    if (i < pieces.size() && !pieces[i].opens_article) continue;
    mark_box(pieces, first, i);
    first = i;
  }
}

}  // namespace eider::parse
