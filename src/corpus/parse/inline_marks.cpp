#include "corpus/parse/inline_marks.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "corpus/parse/characters.h"
#include "corpus/parse/limits.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

struct Link {
  std::string_view text;
  std::size_t size = 0;  // bytes of the whole link
};

// The byte of the bracket that closes the one at `open`, looking kMaxInlineBytes ahead.
std::size_t closing(std::string_view line, std::size_t open, char opener, char closer) {
  int depth = 0;
  std::size_t end = std::min(line.size(), open + kMaxInlineBytes);
  for (std::size_t at = open; at < end; ++at) {
    if (line[at] == '\\') {
      ++at;
    } else if (line[at] == opener) {
      ++depth;
    } else if (line[at] == closer && --depth == 0) {
      return at;
    }
  }
  return std::string_view::npos;
}

// "[text](address)" at `at`.
std::optional<Link> link_at(std::string_view line, std::size_t at) {
  std::size_t close = closing(line, at, '[', ']');
  if (close == std::string_view::npos || close + 1 >= line.size() || line[close + 1] != '(') {
    return std::nullopt;
  }
  std::size_t end = closing(line, close + 1, '(', ')');
  if (end == std::string_view::npos) return std::nullopt;
  return Link{line.substr(at + 1, close - at - 1), end + 1 - at};
}

// "<https://...>" or a known tag; a tag has no text, a line break's is a space.
std::optional<Link> angle_at(std::string_view line, std::size_t at) {
  constexpr std::array<std::string_view, 16> kTags = {
      "br",   "b", "i", "em",  "strong", "sup", "sub",    "span",
      "font", "u", "p", "div", "img",    "a",   "center", "small"};
  std::size_t end = line.substr(0, at + kMaxInlineBytes).find('>', at);
  if (end == std::string_view::npos) return std::nullopt;
  std::string_view inner = line.substr(at + 1, end - at - 1);
  if (inner.starts_with("http://") || inner.starts_with("https://")) {
    return Link{inner, end + 1 - at};
  }
  std::string_view name = inner.starts_with("/") ? inner.substr(1) : inner;
  name = name.substr(0, name.find_first_of(" /"));
  for (std::string_view tag : kTags) {
    if (name == tag) return Link{tag == "br" ? " " : "", end + 1 - at};
  }
  return std::nullopt;
}

std::optional<std::pair<std::string_view, std::size_t>> entity_at(std::string_view line,
                                                                  std::size_t at) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kEntities = {
      {{"&nbsp;", " "},
       {"&amp;", "&"},
       {"&lt;", "<"},
       {"&gt;", ">"},
       {"&quot;", "\""},
       {"&#39;", "'"},
       {"&ldquo;", "\u201c"},
       {"&rdquo;", "\u201d"}}};
  for (const auto& [name, character] : kEntities) {
    if (line.substr(at, name.size()) == name) return std::pair{character, name.size()};
  }
  return std::nullopt;
}

// A run of '*' or '_' is a mark when it touches a word on one side only, or is double.
bool is_emphasis(std::string_view line, std::size_t at, std::size_t size) {
  if (line[at] == '*' && size >= 2) return true;
  bool before = at > 0 && line[at - 1] != ' ';
  bool after = at + size < line.size() && line[at + size] != ' ';
  if (line[at] == '_') return before != after && line.size() > size;
  return before != after;
}

bool is_escaped(std::string_view line, std::size_t at) {
  constexpr std::string_view kMarks = "\\`*_{}[]()#+-.!|<>~";
  return line[at] == '\\' && at + 1 < line.size() &&
         kMarks.find(line[at + 1]) != std::string_view::npos;
}

// A link's text holds no further links: an image in it and marks of emphasis go.
std::string plain_link_text(std::string_view text) {
  if (text.starts_with("![")) {
    auto image = link_at(text, 1);
    text.remove_prefix(image ? image->size + 1 : text.size());
  }
  std::string out;
  for (char c : text) {
    if (c != '*' && c != '`') out += c;
  }
  return out;
}

bool is_zero_width(char32_t c) {
  return c == 0xFEFF || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xAD ||
         (c < 0x20 && !(c >= '\t' && c <= '\r')) || (c >= 0x7F && c < 0xA0) || c == 0xFFFD;
}

bool begins_mark(char c) {
  return c == '\\' || c == '`' || c == '*' || c == '_' || c == '[' || c == '<' || c == '&';
}

// Neither a space nor a control nor the first byte of either; so also a byte inside a character.
bool is_always_kept(char byte) {
  auto b = static_cast<unsigned char>(byte);
  if (b < 0x80) return b > 0x20 && b != 0x7F;
  return b != 0xC2 && b != 0xE1 && b != 0xE2 && b != 0xE3 && b != 0xEF;
}

// One pass over a line. Look-ahead that fails is counted, so that hostile lines stay linear.
class MarkStripper {
 public:
  explicit MarkStripper(std::string_view line) : line_(line) {}

  std::string run() {
    while (true) {
      std::size_t plain = at_;
      while (at_ < line_.size() && !begins_mark(line_[at_]) && line_[at_] != '!') ++at_;
      out_.append(line_, plain, at_ - plain);
      if (at_ == line_.size()) break;
      if (!take_escape() && !take_link() && !take_angle() && !take_emphasis()) {
        out_ += line_[at_++];
      }
    }
    return std::move(out_);
  }

 private:
  bool take_escape() {
    if (is_escaped(line_, at_)) {
      out_ += line_[at_ + 1];
      at_ += 2;
      return true;
    }
    auto entity = line_[at_] == '&' ? entity_at(line_, at_) : std::nullopt;
    if (!entity) return false;
    out_ += entity->first;
    at_ += entity->second;
    return true;
  }

  bool take_link() {
    bool image = line_.substr(at_, 2) == "![";
    if ((!image && line_[at_] != '[') || failures_ >= kMaxFailures) return false;
    auto link = link_at(line_, at_ + (image ? 1 : 0));
    if (!link) {
      ++failures_;
      return false;
    }
    at_ += link->size + (image ? 1 : 0);
    if (image) return true;
    std::string text = plain_link_text(link->text);
    bool adjacent = text::trim(std::string_view(out_).substr(after_link_)).empty();
    if (text != last_link_ || !adjacent || text.empty()) out_ += text;
    last_link_ = std::move(text);
    after_link_ = out_.size();
    return true;
  }

  bool take_angle() {
    if (line_[at_] != '<' || failures_ >= kMaxFailures) return false;
    auto tag = angle_at(line_, at_);
    if (!tag) {
      ++failures_;
      return false;
    }
    out_ += tag->text;
    at_ += tag->size;
    return true;
  }

  bool take_emphasis() {
    char c = line_[at_];
    if (c != '*' && c != '_' && c != '`') return false;
    std::size_t size = std::min(line_.find_first_not_of(c, at_), line_.size()) - at_;
    if (c != '`' && !is_emphasis(line_, at_, size)) out_.append(size, c);
    at_ += size;
    return true;
  }

  static constexpr int kMaxFailures = 64;

  std::string_view line_;
  std::size_t at_ = 0;
  std::string out_;
  std::string last_link_;
  std::size_t after_link_ = 0;  // size of out_ right after the last link
  int failures_ = 0;
};

}  // namespace

std::string strip_marks(std::string_view line) {
  if (std::none_of(line.begin(), line.end(), begins_mark)) return std::string(line);
  MarkStripper stripper(line);
  return stripper.run();
}

bool is_one_link(std::string_view line) {
  while (line.starts_with('*') || line.starts_with('_')) line.remove_prefix(1);
  while (line.ends_with('*') || line.ends_with('_')) line.remove_suffix(1);
  if (!line.starts_with('[')) return false;
  const auto link = link_at(line, 0);
  return link && link->size == line.size();
}

std::string tidy_spaces(std::string_view line) {
  std::string out;
  out.reserve(line.size());
  bool space = false;
  auto put = [&](std::string_view kept) {
    if (space) out += ' ';
    space = false;
    out += kept;
  };
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = at;
    while (end < line.size() && is_always_kept(line[end])) ++end;
    if (end > at) put(line.substr(at, end - at));
    text::CodePoint c = text::decode(line, end);
    at = end + c.size;
    if (c.size == 0 || is_zero_width(c.value)) continue;
    if (text::is_space(c.value)) {
      space = !out.empty();
    } else {
      put(line.substr(end, c.size));
    }
  }
  return out;
}

}  // namespace eider::parse
