#include "corpus/parse/json_places.h"

#include <algorithm>

namespace eider::parse {
namespace {

constexpr int kHolderDepth = 3;  // objects around the list
constexpr std::string_view kSpace = " \t\r\n";

// A cursor over text that is known to be valid.
class Cursor {
 public:
  Cursor(std::string_view text, std::size_t at) : text_(text), at_(at) { skip_space(); }

  std::size_t at() const { return at_; }
  char look() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  void step() {
    ++at_;
    skip_space();
  }

  // Past one value and the white space after it.
  void skip_value() {
    std::size_t depth = 0;
    do {
      char c = look();
      if (c == '\0') return;
      if (c == '"') {
        skip_string();
      } else if (c == '{' || c == '[') {
        ++depth;
        ++at_;
      } else if (c == '}' || c == ']') {
        --depth;
        ++at_;
      } else if (c == ',' || c == ':') {
        ++at_;
      } else {
        at_ = std::min(text_.find_first_of(" \t\r\n,:]}", at_), text_.size());
      }
      end_ = at_;
      skip_space();
    } while (depth > 0);
  }

  /// Where the value that was skipped last ended.
  std::size_t end() const { return end_; }

 private:
  void skip_space() { at_ = std::min(text_.find_first_not_of(kSpace, at_), text_.size()); }

  void skip_string() {
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\') ++at_;
    }
    at_ = std::min(at_ + 1, text_.size());
  }

  std::string_view text_;
  std::size_t at_;
  std::size_t end_ = 0;
};

Span span_of(std::size_t start, std::size_t stop) {
  return {static_cast<std::int64_t>(start), static_cast<std::int64_t>(stop)};
}

// The items of the list at `at`; empty if one of them is no object.
std::vector<Span> objects_of(std::string_view text, std::size_t at) {
  std::vector<Span> objects;
  Cursor cursor(text, at);
  for (cursor.step(); cursor.look() != ']' && cursor.look() != '\0';) {
    if (cursor.look() != '{') return {};
    std::size_t start = cursor.at();
    cursor.skip_value();
    objects.push_back(span_of(start, cursor.end()));
    if (cursor.look() == ',') cursor.step();
  }
  return objects;
}

// The member lists of the object at `at` and of the objects in it, as their bytes.
void collect_lists(std::string_view text, std::size_t at, int depth, std::vector<Span>& lists) {
  Cursor cursor(text, at);
  for (cursor.step(); cursor.look() == '"';) {
    cursor.skip_value();
    cursor.step();
    std::size_t start = cursor.at();
    char kind = cursor.look();
    cursor.skip_value();
    if (kind == '[') lists.push_back(span_of(start, cursor.end()));
    if (kind == '{' && depth < kHolderDepth) collect_lists(text, start, depth + 1, lists);
    if (cursor.look() == ',') cursor.step();
  }
}

}  // namespace

std::vector<Span> record_places(std::string_view text) {
  Cursor begin(text, 0);
  if (begin.look() == '[') return objects_of(text, begin.at());
  if (begin.look() != '{') return {};
  std::vector<Span> lists;
  collect_lists(text, begin.at(), 0, lists);
  for (Span list : lists) {
    bool most = static_cast<std::size_t>(list.size()) * 2 > text.size();
    std::vector<Span> objects;
    if (most) objects = objects_of(text, static_cast<std::size_t>(list.start));
    if (objects.size() >= 2) return objects;
  }
  return {};
}

}  // namespace eider::parse
