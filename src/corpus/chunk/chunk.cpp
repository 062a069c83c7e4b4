#include "corpus/chunk/chunk.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "base/limits.h"
#include "corpus/chunk/units.h"
#include "text/utf8.h"

namespace eider::chunk {
namespace {

constexpr std::size_t kGoalChars = kChunkMaxChars * 7 / 8;  // what a chunk should come near
constexpr std::size_t kTailChars = 120;                     // a smaller rest joins what is before
constexpr std::size_t kHeaderChars = 240;   // of a table's header that each of its chunks repeats
constexpr std::size_t kSeparatorChars = 2;  // the blank line between two blocks

// Neighbouring units that may stand in one chunk: under one heading, or of one table.
struct Section {
  std::vector<Unit> units;
  std::string heading;
  bool is_table = false;
  bool has_text = false;  // more than headings
};

class Sectioner {
 public:
  explicit Sectioner(const ParsedDocument& parsed) : parsed_(parsed), text_(parsed.document.text) {}

  // The sections of the blocks [first, last) of one article.
  std::vector<Section> run(std::size_t first, std::size_t last, const std::string& title) {
    sections_.clear();
    heading_.clear();
    fresh_ = true;
    for (std::size_t i = first; i < last; ++i) {
      const Block& block = parsed_.blocks[i];
      if (block.kind == BlockKind::kBoilerplate) {
        fresh_ = true;
      } else if (block.kind == BlockKind::kHeading) {
        take_heading(block, title, i + 1 == last);
      } else if (block.kind == BlockKind::kTable) {
        take_table(i);
      } else {
        take_text(i);
      }
    }
    return std::move(sections_);
  }

 private:
  Section& current() {
    if (fresh_ || sections_.empty()) sections_.push_back({{}, heading_, false, false});
    fresh_ = false;
    return sections_.back();
  }

  void append(const Block& block, Section& section) {
    std::vector<Unit> units = units_of(text_, block);
    section.units.insert(section.units.end(), units.begin(), units.end());
  }

  // A heading begins a section, unless only headings stand there, or nothing follows it.
  void take_heading(const Block& block, const std::string& title, bool is_last) {
    std::string_view text = slice(text_, block.span);
    if (!is_last) heading_ = text == title ? "" : std::string(text);
    bool joins = !fresh_ && !sections_.empty() && (is_last || !sections_.back().has_text);
    if (!joins) fresh_ = true;
    Section& section = current();
    if (!is_last && !section.is_table) section.heading = heading_;
    append(block, section);
  }

  bool is_table(std::size_t block) const {
    return block < parsed_.blocks.size() && parsed_.blocks[block].kind == BlockKind::kTable;
  }

  // A caption goes with the table below it; a table's credit with the table above.
  void take_text(std::size_t at) {
    const Block& block = parsed_.blocks[at];
    bool caption = block.kind == BlockKind::kCaption;
    bool below_table = !fresh_ && !sections_.empty() && sections_.back().is_table;
    if (below_table && (!caption || is_table(at + 1))) fresh_ = true;
    if (caption && is_table(at + 1)) fresh_ = true;
    Section& section = current();
    section.has_text = true;
    append(block, section);
  }

  void take_table(std::size_t at) {
    bool captioned = at > 0 && !fresh_ && !sections_.empty() &&
                     parsed_.blocks[at - 1].kind == BlockKind::kCaption;
    std::string name = heading_;
    if (captioned) name = std::string(slice(text_, parsed_.blocks[at - 1].span));
    bool only_headings = !fresh_ && !sections_.empty() && !sections_.back().has_text;
    if (!captioned && !only_headings) fresh_ = true;
    Section& section = current();
    section.is_table = section.has_text = true;
    section.heading = std::move(name);
    std::string header = header_of(parsed_.blocks[at].span);
    if (!header.empty()) section.heading += (section.heading.empty() ? "" : "\n") + header;
    append(parsed_.blocks[at], section);
  }

  // The text of the header rows of the table at `span`: filled cells, one that spans several
  // columns or rows once, as many as kHeaderChars let in.
  std::string header_of(Span span) const {
    auto cell = std::partition_point(parsed_.cells.begin(), parsed_.cells.end(),
                                     [&](const TableCell& c) { return c.span.start < span.start; });
    std::string header;
    std::string_view last;
    std::map<std::int64_t, std::string_view> column_texts;
    std::size_t size = 0;
    for (; cell != parsed_.cells.end() && cell->header && span.contains(cell->span); ++cell) {
      std::string_view& above = column_texts[cell->column];
      if (cell->text.empty() || cell->text == last || cell->text == above) continue;
      last = above = cell->text;
      size += text::count_characters(cell->text) + 3;
      if (size > kHeaderChars) break;
      if (!header.empty()) header += " | ";
      header += cell->text;
    }
    return header;
  }

  const ParsedDocument& parsed_;
  std::string_view text_;
  std::vector<Section> sections_;
  std::string heading_;
  bool fresh_ = true;  // the next unit begins a section
};

std::size_t characters_of(const Section& section) {
  std::size_t total = 0;
  for (const Unit& unit : section.units) {
    total += unit.characters + (unit.ends_block ? kSeparatorChars : 0);
  }
  return total;
}

// Cuts a section into ranges of about equal size, at ends of units, at ends of blocks where one
// is near.
std::vector<Span> pack(const Section& section) {
  std::size_t total = characters_of(section);
  std::size_t parts = std::max<std::size_t>(1, (total + kGoalChars - 1) / kGoalChars);
  std::size_t goal = total / parts;
  std::vector<Span> spans;
  std::size_t size = 0;      // of the open range, 0 if none is open
  std::size_t left = total;  // from this unit on
  bool after_block = false;
  for (const Unit& unit : section.units) {
    std::size_t gap = size > 0 && after_block ? kSeparatorChars : size > 0 ? 1 : 0;
    bool full = size > 0 && size + gap + unit.characters > kChunkMaxChars;
    bool enough = size >= goal || (after_block && size * 20 >= goal * 17);
    bool tail = left < kTailChars && size + gap + left <= kChunkMaxChars;
    if (size == 0 || full || (enough && !tail)) {
      spans.push_back(unit.span);
      size = unit.characters;
    } else {
      spans.back().stop = unit.span.stop;
      size += gap + unit.characters;
    }
    after_block = unit.ends_block;
    left -= unit.characters + (unit.ends_block ? kSeparatorChars : 0);
  }
  return spans;
}

}  // namespace

std::vector<Chunk> chunk_document(const ParsedDocument& parsed) {
  std::vector<Chunk> chunks;
  Sectioner sectioner(parsed);
  for (std::size_t first = 0; first < parsed.blocks.size();) {
    std::int64_t article = parsed.blocks[first].article;
    std::size_t last = first;
    while (last < parsed.blocks.size() && parsed.blocks[last].article == article) ++last;
    std::string title = parsed.articles[static_cast<std::size_t>(article)].title;
    if (title.empty()) title = parsed.document.title;
    for (const Section& section : sectioner.run(first, last, title)) {
      for (Span span : pack(section)) {
        chunks.push_back({0, parsed.document.id, article, span, title, section.heading});
      }
    }
    first = last;
  }
  return chunks;
}

}  // namespace eider::chunk
