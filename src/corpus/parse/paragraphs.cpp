#include "corpus/parse/paragraphs.h"

#include <algorithm>
#include <utility>

#include "corpus/parse/characters.h"
#include "corpus/parse/table_rows.h"
#include "corpus/parse/wraps.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

constexpr std::size_t kMostBetween = 8;  // lines of a caption inside a paragraph, and its blanks
constexpr int kClauseColumns = 12;       // six Han characters: the shortest clause of a headline

class Joiner {
 public:
  explicit Joiner(const std::vector<Line>& lines) : lines_(lines), stanzas_(find_stanzas(lines)) {}

  std::vector<Piece> run() {
    for (std::size_t at = 0; at < lines_.size();) {
      const Line& line = lines_[at];
      if (line.kind != LineKind::kBlank && line.kind != LineKind::kCaption) picture_ = false;
      if (line.kind == LineKind::kHeading) last_line_.clear();
      if (next_stanza_ < stanzas_.size() && stanzas_[next_stanza_].first == at) {
        at = take_prose();
      } else if (line.kind == LineKind::kTableRow) {
        at = take_table(at);
      } else if (line.kind == LineKind::kHeadline || line.kind == LineKind::kKicker) {
        at = take_headline(at);
      } else {
        take_single(line);
        ++at;
      }
    }
    return std::move(pieces_);
  }

 private:
  // Rule: a line that repeats the one before it (a doubled link text) is dropped.
  bool is_doubled(const Line& line) {
    bool doubled = line.columns >= 8 && line.text == last_line_;
    last_line_ = line.text;
    return doubled;
  }

  void open(BlockKind kind, const Line& line) {
    Piece piece;
    piece.kind = kind;
    piece.depth = kind == BlockKind::kHeading ? line.depth : 0;
    piece.text = line.text;
    piece.source = line.source;
    piece.opens_article = line.opens_article;
    piece.is_link = kind == BlockKind::kListItem && line.is_link;
    pieces_.push_back(std::move(piece));
  }

  void count(const Line& line, Unfinished& so_far) {
    ++so_far.lines;
    so_far.clause = so_far.clause || has_clause_mark(line.text);
    so_far.brackets += open_brackets(line.text);
  }

  void extend(const Line& line, bool keep_break) {
    Piece& piece = pieces_.back();
    if (keep_break) piece.text += '\n';
    if (keep_break) {
      piece.text += line.text;
    } else {
      append_wrapped(piece.text, line.text);
    }
    piece.source.stop = line.source.stop;
    piece.is_link = piece.is_link && line.is_link;
  }

  // A stanza, and those that it goes on into; returns the line after them.
  std::size_t take_prose() {
    Stanza stanza = stanzas_[next_stanza_];
    std::size_t at = stanza.first;
    Unfinished so_far;
    bool joined = false;
    while (true) {
      const Line& line = lines_[at];
      bool doubled = is_doubled(line);
      if (!doubled) take_line(line, joined, so_far);
      if (at + 1 < stanza.last) {
        joined = !doubled && goes_on_within(lines_, at, stanza, so_far);
        ++at;
        continue;
      }
      ++next_stanza_;
      if (next_stanza_ == stanzas_.size()) return leave_prose(stanza.last);
      const Stanza& next = stanzas_[next_stanza_];
      if (doubled || !is_near(stanza, next) || !goes_on_across(lines_, stanza, next, so_far)) {
        return leave_prose(stanza.last);
      }
      for (at = stanza.last; at < next.first; ++at) passed_over_.push_back(at);
      joined = true;
      stanza = next;
      at = next.first;
    }
  }

  // Only a break stands between two stanzas: blank lines, and what is set into the column there.
  bool is_near(const Stanza& stanza, const Stanza& next) const {
    if (next.first - stanza.last > kMostBetween) return false;
    return std::all_of(lines_.begin() + static_cast<std::ptrdiff_t>(stanza.last),
                       lines_.begin() + static_cast<std::ptrdiff_t>(next.first),
                       [](const Line& line) {
                         return line.kind == LineKind::kBlank || line.kind == LineKind::kCaption ||
                                line.kind == LineKind::kAside;
                       });
  }

  // Captions and asides inside the paragraph come after it.
  std::size_t leave_prose(std::size_t last) {
    for (std::size_t at : passed_over_) take_single(lines_[at]);
    passed_over_.clear();
    return last;
  }

  void take_line(const Line& line, bool joined, Unfinished& so_far) {
    if (joined) {
      extend(line, false);
    } else {
      so_far = {};
      open(line.kind == LineKind::kListItem ? BlockKind::kListItem : BlockKind::kParagraph, line);
    }
    count(line, so_far);
  }

  std::size_t take_table(std::size_t at) {
    Piece table;
    table.kind = BlockKind::kTable;
    table.source = lines_[at].source;
    table.opens_article = lines_[at].opens_article;
    bool piped = lines_[at].piped;
    bool ruled = false;
    for (; at < lines_.size() && lines_[at].kind == LineKind::kTableRow; ++at) {
      const Line& line = lines_[at];
      if (line.piped != piped) break;
      table.source.stop = line.source.stop;
      const bool dashes_alone = line.separator && ruled && line.cells[0].size() < 3;
      if (line.separator && !dashes_alone) {
        if (!ruled) {
          for (Row& row : table.rows) row.header = true;
        }
        ruled = true;
        continue;
      }
      table.rows.push_back({line.cells, false});
    }
    std::erase_if(table.rows, [](const Row& row) {
      for (const std::string& cell : row.cells) {
        if (!cell.empty()) return false;
      }
      return true;
    });
    if (!ruled) mark_header_rows(table.rows);
    if (ruled) mark_second_header_row(table.rows);
    if (!table.rows.empty()) pieces_.push_back(std::move(table));
    return at;
  }

  // The lines of one headline. Rule: between two clauses stands a space; a line of less than six
  // Han characters is no clause of its own, so the headline was broken there.
  std::size_t take_headline(std::size_t at) {
    LineKind kind = lines_[at].kind;
    open(BlockKind::kHeading, lines_[at]);
    Piece& piece = pieces_.back();
    piece.depth = 1;
    piece.is_title = kind == LineKind::kHeadline;
    piece.is_kicker = kind == LineKind::kKicker;
    for (++at; at < lines_.size() && lines_[at].kind == kind; ++at) {
      const Line& line = lines_[at];
      if (line.opens_article) break;
      if (line.columns < kClauseColumns && text::is_han(first_character(line.text))) {
        append_wrapped(piece.text, line.text);
      } else {
        piece.text += ' ';
        piece.text += line.text;
      }
      piece.source.stop = line.source.stop;
    }
    return at;
  }

  void take_single(const Line& line) {
    switch (line.kind) {
      case LineKind::kHeading:
        return open(BlockKind::kHeading, line);
      case LineKind::kCaption:
        open(BlockKind::kCaption, line);
        pieces_.back().pictured = picture_;
        return;
      case LineKind::kBlank:
        picture_ = picture_ || line.image;
        if (line.image && !pieces_.empty()) pieces_.back().pictured = true;
        return;
      case LineKind::kByline:
        return open(BlockKind::kByline, line);
      case LineKind::kContents:
      case LineKind::kAside:
        return open(BlockKind::kBoilerplate, line);
      default:
        return;
    }
  }

  const std::vector<Line>& lines_;
  std::vector<Stanza> stanzas_;
  std::size_t next_stanza_ = 0;
  std::vector<Piece> pieces_;
  std::vector<std::size_t> passed_over_;  // lines inside the paragraph that is being joined
  std::string last_line_;
  bool picture_ = false;  // right above, but for captions
};

}  // namespace

std::vector<Piece> join_lines(const std::vector<Line>& lines) { return Joiner(lines).run(); }

}  // namespace eider::parse
