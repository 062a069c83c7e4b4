#pragma once
// HTML -> its block elements and the blocks of text in them, both in the order of the page.
// A tree without inline elements, after the rules of the HTML standard's tree construction that
// matter for reading: implied end tags, scopes, stray end tags. Every rule looks only at the
// innermost open element of a name, so the work is linear in the page, however deep it nests.
// Invariant: an element's blocks are contiguous, [first_block, last_block).

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/span.h"
#include "corpus/parse/html_tokens.h"
#include "corpus/parse/limits.h"

namespace eider::parse {

struct HtmlElement {
  std::int32_t parent = -1;  // place in HtmlTree::elements; -1 of the root
  std::int32_t first_block = 0;
  std::int32_t last_block = 0;    // past the end
  std::int32_t last_element = 0;  // past its descendants, which follow it
  std::uint16_t tag = 0;          // LXB_TAG_...
  std::uint16_t signs = 0;        // ElementSign
  std::uint16_t columns = 1;      // colspan of a cell
  std::uint16_t rows = 1;         // rowspan of a cell
  std::uint8_t heading = 0;       // 1 to 6 inside h1 to h6
};

/// A run of text that no block element interrupts: one line of it, where <br> parts lines.
struct HtmlBlock {
  std::string text;  // white space is put right; holds line breaks in <pre> alone
  Span source;
  std::int32_t element = 0;      // the innermost block element around it
  std::uint32_t link_bytes = 0;  // how much of the text is links
};

struct HtmlTree {
  std::vector<HtmlElement> elements;  // a parent before its children; [0] is the page
  std::vector<HtmlBlock> blocks;
};

/// Takes tokens one by one. finish() ends what is still open.
class HtmlTreeBuilder {
 public:
  HtmlTreeBuilder();

  void take(const HtmlToken& token);
  HtmlTree finish();

  std::size_t blocks() const { return tree_.blocks.size(); }

  /// No more cells than kMaxCells, no more elements than kMaxElements.
  bool is_within_limits() const {
    return cells_ <= kMaxCells && tree_.elements.size() <= kMaxElements;
  }

  /// What stands in <title>.
  const std::string& title() const { return title_; }

  /// Also takes what the page hides, for a page that shows nothing before its scripts run.
  void take_hidden() { takes_hidden_ = true; }

 private:
  struct Open {
    std::uint16_t tag = 0;
    bool hidden = false;
    bool is_block = false;
    std::int32_t element = 0;        // itself, or the block element around it
    std::int32_t previous_same = 0;  // place in open_ of the next outer one of this tag, or -1
  };
  struct Line {
    std::string text;
    Span source{-1, -1};
    std::size_t link_bytes = 0;
    bool space = false;  // white space is owed before the next character
  };

  void take_open(const HtmlToken& token);
  void take_close(std::uint16_t tag);
  void take_text(const HtmlToken& token);
  void close_implied(std::uint16_t tag);
  void push(const HtmlToken& token, bool hidden, bool block);
  void add_element(const HtmlToken& token, Open& open);
  void pop_to(std::int32_t place);
  void open_link();
  void close_link();
  void end_line();
  void append(std::string_view text);

  std::int32_t innermost(std::uint16_t tag) const { return innermost_[tag]; }
  std::int32_t scope() const;
  bool is_hidden() const { return hidden_ > 0; }

  HtmlTree tree_;
  std::vector<Open> open_;
  std::vector<std::int32_t> innermost_;  // by tag: place in open_, or -1
  std::string title_;
  std::string last_link_;          // the text of the last link of the line
  std::size_t last_link_end_ = 0;  // where it ends in the line
  std::size_t link_start_ = 0;     // in the line
  std::int32_t link_place_ = -1;   // size of open_ where the open link began, -1 if none is open
  Line line_;
  std::size_t cells_ = 0;
  std::int32_t hidden_ = 0;  // open elements that hide
  bool takes_hidden_ = false;
};

}  // namespace eider::parse
