#include "corpus/parse/html_tree.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "corpus/parse/html_roles.h"
#include "corpus/parse/inline_marks.h"

namespace eider::parse {
namespace {

constexpr std::uint16_t kMostSpans = 1000;  // colspan and rowspan: the standard's own limit
constexpr std::size_t kDoubledLinkBytes = 300;

bool is_cell(std::uint16_t tag) { return tag == LXB_TAG_TD || tag == LXB_TAG_TH; }

bool is_table_part(std::uint16_t tag) {
  return is_cell(tag) || tag == LXB_TAG_TR || tag == LXB_TAG_TBODY || tag == LXB_TAG_THEAD ||
         tag == LXB_TAG_TFOOT || tag == LXB_TAG_TABLE || tag == LXB_TAG_CAPTION;
}

std::uint16_t span_of(std::string_view value) {
  std::uint16_t number = 1;
  std::from_chars(value.data(), value.data() + value.size(), number);
  return std::clamp<std::uint16_t>(number, 1, kMostSpans);
}

bool is_white(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

}  // namespace

HtmlTreeBuilder::HtmlTreeBuilder() : innermost_(LXB_TAG__LAST_ENTRY, -1) {
  tree_.elements.push_back({.tag = LXB_TAG__DOCUMENT});
}

void HtmlTreeBuilder::take(const HtmlToken& token) {
  if (token.kind == HtmlToken::Kind::kText) {
    take_text(token);
  } else if (token.kind == HtmlToken::Kind::kOpen) {
    take_open(token);
  } else {
    take_close(token.tag);
  }
}

HtmlTree HtmlTreeBuilder::finish() {
  pop_to(0);
  end_line();
  tree_.elements[0].last_block = static_cast<std::int32_t>(tree_.blocks.size());
  tree_.elements[0].last_element = static_cast<std::int32_t>(tree_.elements.size());
  return std::move(tree_);
}

// The innermost element that an end tag does not reach through.
std::int32_t HtmlTreeBuilder::scope() const {
  return std::max({innermost(LXB_TAG_TD), innermost(LXB_TAG_TH), innermost(LXB_TAG_CAPTION),
                   innermost(LXB_TAG_TABLE)});
}

void HtmlTreeBuilder::take_open(const HtmlToken& token) {
  TagRole role = role_of(token.tag);
  if (role == TagRole::kLineBreak) {
    if (innermost(LXB_TAG_PRE) >= 0) {
      if (!is_hidden()) line_.text += '\n';
    } else {
      end_line();
    }
    return;
  }
  if (role == TagRole::kVoid) return;
  bool asks = !takes_hidden_ && token.tag != LXB_TAG_BODY && parse::is_hidden(token);
  bool hidden = role == TagRole::kHidden || asks;
  bool block = role == TagRole::kBlock;
  if (block) {
    if (!is_hidden()) end_line();
    close_implied(token.tag);
  }
  if (token.tag == LXB_TAG_A && !is_hidden()) open_link();
  // Plain inline elements matter only inside hidden ones, where end tags must find their own.
  if (block || hidden || is_hidden()) push(token, hidden, block);
}

// Rule: a paragraph ends where a block begins; an item, row or cell where the next one begins.
void HtmlTreeBuilder::close_implied(std::uint16_t tag) {
  auto close_within = [&](std::uint16_t wanted, std::int32_t limit) {
    if (innermost(wanted) > limit) pop_to(innermost(wanted));
  };
  std::int32_t table = innermost(LXB_TAG_TABLE);
  if (tag == LXB_TAG_TR || is_cell(tag)) {
    close_within(LXB_TAG_TD, std::max(table, tag == LXB_TAG_TR ? -1 : innermost(LXB_TAG_TR)));
    close_within(LXB_TAG_TH, std::max(table, tag == LXB_TAG_TR ? -1 : innermost(LXB_TAG_TR)));
    close_within(LXB_TAG_CAPTION, table);
    if (tag == LXB_TAG_TR) close_within(LXB_TAG_TR, table);
    return;
  }
  if (tag == LXB_TAG_TBODY || tag == LXB_TAG_THEAD || tag == LXB_TAG_TFOOT) {
    for (int part : {LXB_TAG_TBODY, LXB_TAG_THEAD, LXB_TAG_TFOOT, LXB_TAG_CAPTION, LXB_TAG_TR}) {
      close_within(static_cast<std::uint16_t>(part), table);
    }
    return;
  }
  close_within(LXB_TAG_P, scope());
  if (tag == LXB_TAG_LI) {
    std::int32_t list = std::max({innermost(LXB_TAG_UL), innermost(LXB_TAG_OL), scope()});
    close_within(LXB_TAG_LI, list);
  }
  if (tag == LXB_TAG_DT || tag == LXB_TAG_DD) {
    std::int32_t list = std::max(innermost(LXB_TAG_DL), scope());
    close_within(LXB_TAG_DT, list);
    close_within(LXB_TAG_DD, list);
  }
  if (heading_depth_of(tag) > 0 && !open_.empty() && heading_depth_of(open_.back().tag) > 0) {
    pop_to(static_cast<std::int32_t>(open_.size()) - 1);
  }
}

void HtmlTreeBuilder::push(const HtmlToken& token, bool hidden, bool block) {
  Open open;
  open.tag = token.tag;
  open.hidden = hidden;
  open.is_block = block && !hidden && !is_hidden();
  open.element = open_.empty() ? 0 : open_.back().element;
  open.previous_same = innermost(token.tag);
  if (open.is_block) add_element(token, open);
  innermost_[token.tag] = static_cast<std::int32_t>(open_.size());
  if (hidden) ++hidden_;
  open_.push_back(open);
}

void HtmlTreeBuilder::add_element(const HtmlToken& token, Open& open) {
  HtmlElement element;
  element.parent = open.element;
  element.tag = token.tag;
  element.signs = signs_of(token);
  element.first_block = static_cast<std::int32_t>(tree_.blocks.size());
  if (is_cell(token.tag)) {
    ++cells_;
    element.columns = span_of(token.attribute("colspan"));
    element.rows = span_of(token.attribute("rowspan"));
  }
  element.heading = static_cast<std::uint8_t>(heading_depth_of(token.tag));
  bool wrapper = token.tag == LXB_TAG_DIV || token.tag == LXB_TAG_CENTER;
  if (wrapper) element.heading = tree_.elements[static_cast<std::size_t>(open.element)].heading;
  open.element = static_cast<std::int32_t>(tree_.elements.size());
  tree_.elements.push_back(element);
}

// Rule: an end tag without its start in reach is passed over; but text ends there.
void HtmlTreeBuilder::take_close(std::uint16_t tag) {
  if (tag == LXB_TAG_BODY || tag == LXB_TAG_HTML) return;
  if (tag == LXB_TAG_A && !is_hidden()) close_link();
  bool block = role_of(tag) == TagRole::kBlock;
  if (block && !is_hidden()) end_line();
  std::int32_t place = innermost(tag);
  if (heading_depth_of(tag) > 0) {
    for (int other = LXB_TAG_H1; other <= LXB_TAG_H6; ++other) {
      place = std::max(place, innermost(static_cast<std::uint16_t>(other)));
    }
  }
  std::int32_t limit = is_table_part(tag) && tag != LXB_TAG_TABLE ? innermost(LXB_TAG_TABLE)
                       : tag == LXB_TAG_TABLE                     ? -1
                                                                  : scope();
  if (place >= 0 && place > limit) pop_to(place);
}

// Ends the open elements from `place` on.
void HtmlTreeBuilder::pop_to(std::int32_t place) {
  while (static_cast<std::int32_t>(open_.size()) > place) {
    Open open = open_.back();
    if (open.is_block) {
      end_line();
      HtmlElement& element = tree_.elements[static_cast<std::size_t>(open.element)];
      element.last_block = static_cast<std::int32_t>(tree_.blocks.size());
      element.last_element = static_cast<std::int32_t>(tree_.elements.size());
    }
    if (open.hidden) --hidden_;
    innermost_[open.tag] = open.previous_same;
    open_.pop_back();
    if (link_place_ > static_cast<std::int32_t>(open_.size())) close_link();
  }
}

void HtmlTreeBuilder::open_link() {
  close_link();
  link_place_ = static_cast<std::int32_t>(open_.size());
  link_start_ = line_.text.size();
}

// Rule: a link that says again what the link right before it said is said once.
void HtmlTreeBuilder::close_link() {
  if (link_place_ < 0) return;
  link_place_ = -1;
  std::size_t size = line_.text.size();
  if (size <= link_start_ || size - link_start_ > kDoubledLinkBytes) return;
  std::size_t start = link_start_;
  while (start < size && line_.text[start] == ' ') ++start;
  std::string_view said = std::string_view(line_.text).substr(start);
  if (said == last_link_ && link_start_ == last_link_end_) {
    line_.text.resize(last_link_end_);
    line_.link_bytes -= std::min(line_.link_bytes, said.size());
    return;
  }
  last_link_ = said;
  last_link_end_ = size;
}

void HtmlTreeBuilder::take_text(const HtmlToken& token) {
  if (innermost(LXB_TAG_TITLE) >= 0) {
    if (innermost(LXB_TAG_BODY) < 0 && title_.size() < 4096) title_ += token.text;
    return;
  }
  if (is_hidden()) return;
  std::size_t before = line_.text.size();
  bool preserve = innermost(LXB_TAG_PRE) >= 0;
  if (preserve) {
    line_.text.append(token.text);
  } else {
    append(token.text);
  }
  if (line_.text.size() == before) return;
  if (link_place_ >= 0) line_.link_bytes += line_.text.size() - before;
  if (line_.source.start < 0) line_.source.start = token.source.start;
  line_.source.stop = token.source.stop;
}

// Runs of white space become one space; none at the line's beginning.
void HtmlTreeBuilder::append(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && !is_white(text[end])) ++end;
    if (end > at) {
      if (line_.space && !line_.text.empty()) line_.text += ' ';
      line_.space = false;
      line_.text.append(text, at, end - at);
    }
    if (end < text.size()) line_.space = true;
    at = end;
    while (at < text.size() && is_white(text[at])) ++at;
  }
}

// Ends the line that text runs into.
void HtmlTreeBuilder::end_line() {
  if (line_.source.start < 0) {
    line_.text.clear();
    line_.space = false;
    return;
  }
  bool link = link_place_ >= 0;
  if (link) close_link();
  Line line = std::exchange(line_, {});
  last_link_end_ = 0;
  last_link_.clear();
  std::string text;
  if (line.text.find('\n') == std::string::npos) {
    text = tidy_spaces(line.text);
  } else {
    for (std::size_t at = 0; at <= line.text.size();) {
      std::size_t end = std::min(line.text.find('\n', at), line.text.size());
      std::string part = tidy_spaces(std::string_view(line.text).substr(at, end - at));
      if (!text.empty() && !part.empty()) text += '\n';
      text += part;
      at = end + 1;
    }
  }
  if (link) open_link();
  if (text.empty()) return;
  HtmlBlock block;
  block.text = std::move(text);
  block.source = line.source;
  block.element = open_.empty() ? 0 : open_.back().element;
  block.link_bytes = static_cast<std::uint32_t>(std::min(line.link_bytes, block.text.size()));
  tree_.blocks.push_back(std::move(block));
}

}  // namespace eider::parse
