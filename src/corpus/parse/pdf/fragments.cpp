#include "corpus/parse/pdf/fragments.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "corpus/parse/characters.h"
#include "text/utf8.h"

namespace eider::parse::pdf {
namespace {

// All in parts of the font's size.
constexpr float kBreakGap = 0.75F;   // a wider gap ends a fragment
constexpr float kOverlap = 0.5F;     // and so does a step back
constexpr float kWordGap = 0.12F;    // a wider gap parts words of Latin letters
constexpr float kHanWordGap = 0.6F;  // and of Han
constexpr float kBaselineDrift = 0.2F;
constexpr float kRaised = 0.55F;  // a smaller sign above or below the base line
constexpr float kAscent = 0.75F;
constexpr float kDescent = 0.15F;
constexpr std::size_t kFewGaps = 3;

struct Group {
  std::vector<const Glyph*> glyphs;
  Rect box;
  float baseline = 0;
  float size = 0;
};

bool is_wide(char32_t c) {
  return text::is_han(c) || (c >= 0x3000 && c <= 0x30FF) || (c >= 0xFF00 && c <= 0xFFEF) ||
         (c >= 0xAC00 && c <= 0xD7A3);
}

bool continues(const Group& group, const Glyph& next, const Rulings& rulings) {
  const Glyph& last = *group.glyphs.back();
  float size = std::max(group.size, next.size);
  float gap = next.box.left - last.box.right;
  float drift = std::fabs(next.origin_y - group.baseline);
  if (gap > kBreakGap * size || next.box.left < last.box.left - kOverlap * size) return false;
  bool smaller = std::min(group.size, next.size) < 0.85F * size;
  bool close = gap < kWordGap * 2 * size;
  if (drift > kBaselineDrift * size && !(smaller && close && drift < kRaised * size)) return false;
  float y = group.baseline - 0.3F * group.size;
  return !rulings.part(last.box.middle_x(), next.box.middle_x(), y);
}

void add(Group& group, const Glyph& glyph) {
  if (group.glyphs.empty() || glyph.size > group.size * 1.1F) {
    group.baseline = glyph.origin_y;
    group.size = glyph.size;
  }
  group.box = group.glyphs.empty() ? glyph.box : united(group.box, glyph.box);
  group.glyphs.push_back(&glyph);
}

// Gaps between neighbours that no space character stands in, in parts of the size.
std::vector<float> plain_gaps(const Group& group) {
  std::vector<float> gaps;
  for (std::size_t i = 1; i < group.glyphs.size(); ++i) {
    const Glyph& a = *group.glyphs[i - 1];
    const Glyph& b = *group.glyphs[i];
    if (a.value != U' ' && b.value != U' ') gaps.push_back((b.box.left - a.box.right) / b.size);
  }
  return gaps;
}

float median(std::vector<float> values) {
  auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// Rule: where most gaps are wide, the letters are spaced, and only wider ones part words.
float spacing_of(const Group& group) {
  std::vector<float> gaps = plain_gaps(group);
  if (gaps.size() < kFewGaps) return 0;
  float middle = median(std::move(gaps));
  return middle > kWordGap * 0.6F ? middle : 0;
}

bool parts_words(const Glyph& a, const Glyph& b, bool space, float spacing) {
  float gap = (b.box.left - a.box.right) / std::max(a.size, b.size);
  bool wide = is_wide(a.value) && is_wide(b.value);
  if (space) return gap > spacing * 1.3F;
  if (wide) return gap > std::max(kHanWordGap, spacing * 1.6F);
  bool marked = is_wide(a.value) != is_wide(b.value);  // Han beside Latin: no space is meant
  return gap > std::max(marked ? kHanWordGap : kWordGap, spacing * 1.6F);
}

// Fills text and words.
void read_words(const Group& group, Fragment& fragment) {
  float spacing = spacing_of(group);
  const Glyph* last = nullptr;
  bool space = false;
  for (const Glyph* glyph : group.glyphs) {
    if (glyph->value == U' ') {
      space = true;
      continue;
    }
    bool parts = last != nullptr && parts_words(*last, *glyph, space, spacing);
    if (parts) fragment.text += ' ';
    if (parts || last == nullptr) {
      fragment.words.push_back({glyph->box.left, glyph->box.right, fragment.text.size()});
    }
    fragment.words.back().right = std::max(fragment.words.back().right, glyph->box.right);
    text::append(fragment.text, glyph->value);
    last = glyph;
    space = false;
  }
}

// The size that most of the characters have: a word in another font does not change a line's.
float usual_size(const Group& group) {
  std::map<int, std::size_t> counts;  // of tenths of a point
  for (const Glyph* glyph : group.glyphs) {
    if (glyph->value != U' ') ++counts[static_cast<int>(std::lround(glyph->size * 10))];
  }
  auto most = std::max_element(counts.begin(), counts.end(),
                               [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? group.size : static_cast<float>(most->first) / 10;
}

void finish(Group& group, std::vector<Fragment>& fragments) {
  auto visible = [](const Glyph* glyph) { return glyph->value != U' '; };
  auto first = std::find_if(group.glyphs.begin(), group.glyphs.end(), visible);
  if (first == group.glyphs.end()) {
    group = {};
    return;
  }
  auto last = std::find_if(group.glyphs.rbegin(), group.glyphs.rend(), visible);
  auto bold = std::count_if(group.glyphs.begin(), group.glyphs.end(),
                            [&](const Glyph* g) { return visible(g) && g->bold; });
  auto all = std::count_if(group.glyphs.begin(), group.glyphs.end(), visible);
  Fragment fragment;
  fragment.baseline = group.baseline;
  fragment.size = usual_size(group);
  fragment.bold = bold * 10 >= all * 8;
  fragment.box = {(*first)->box.left, group.baseline - kAscent * group.size, (*last)->box.right,
                  group.baseline + kDescent * group.size};
  read_words(group, fragment);
  fragments.push_back(std::move(fragment));
  group = {};
}

bool on_one_line(const Fragment& a, const Fragment& b) {
  return std::fabs(a.baseline - b.baseline) <= kBaselineDrift * std::min(a.size, b.size);
}

// Rule: parts of one line that the page's content draws out of order are put together.
std::vector<Fragment> join_strays(std::vector<Fragment> fragments, const Rulings& rulings) {
  std::stable_sort(fragments.begin(), fragments.end(),
                   [](const auto& a, const auto& b) { return a.baseline < b.baseline; });
  std::vector<Fragment> out;
  for (std::size_t first = 0; first < fragments.size();) {
    std::size_t stop = first + 1;
    while (stop < fragments.size() && on_one_line(fragments[stop - 1], fragments[stop])) ++stop;
    auto begin = fragments.begin() + static_cast<std::ptrdiff_t>(first);
    auto end = fragments.begin() + static_cast<std::ptrdiff_t>(stop);
    std::stable_sort(begin, end,
                     [](const auto& a, const auto& b) { return a.box.left < b.box.left; });
    for (std::size_t i = first; i < stop; ++i) {
      Fragment& next = fragments[i];
      float gap = i == first ? 0 : next.box.left - out.back().box.right;
      float size = next.size;
      bool near = i > first && gap < kBreakGap * size && gap > -kOverlap * size &&
                  !rulings.part(out.back().box.right - 0.2F * size, next.box.left + 0.2F * size,
                                next.baseline - 0.3F * size);
      if (near) {
        out.back() = joined(out.back(), next);
      } else {
        out.push_back(std::move(next));
      }
    }
    first = stop;
  }
  return out;
}

}  // namespace

std::vector<Fragment> find_fragments(const std::vector<Glyph>& glyphs, const Rulings& rulings) {
  std::vector<Fragment> fragments;
  Group group;
  for (const Glyph& glyph : glyphs) {
    if (!group.glyphs.empty() && !continues(group, glyph, rulings)) finish(group, fragments);
    if (!group.glyphs.empty() || glyph.value != U' ') add(group, glyph);
  }
  if (!group.glyphs.empty()) finish(group, fragments);
  return join_strays(std::move(fragments), rulings);
}

Fragment part_of(const Fragment& fragment, std::size_t first, std::size_t stop) {
  Fragment part = fragment;
  std::size_t start = fragment.words[first].start;
  std::size_t end =
      stop < fragment.words.size() ? fragment.words[stop].start - 1 : std::string::npos;
  part.text = fragment.text.substr(start, end == std::string::npos ? end : end - start);
  part.words.assign(fragment.words.begin() + static_cast<std::ptrdiff_t>(first),
                    fragment.words.begin() + static_cast<std::ptrdiff_t>(stop));
  for (Word& word : part.words) word.start -= start;
  part.box.left = part.words.front().left;
  part.box.right = part.words.back().right;
  return part;
}

Fragment joined(const Fragment& left, const Fragment& right) {
  const Fragment& longer = left.text.size() >= right.text.size() ? left : right;
  Fragment both = left;
  both.size = longer.size;
  both.baseline = longer.baseline;
  both.box = united(left.box, right.box);
  const Fragment& shorter = &longer == &left ? right : left;
  both.bold = longer.bold && (shorter.bold || shorter.text.size() * 5 < longer.text.size());
  float gap = (right.box.left - left.box.right) / both.size;
  bool wide = is_wide(last_character(left.text)) || is_wide(first_character(right.text));
  bool space = gap > (wide ? kHanWordGap : kWordGap);
  if (space) both.text += ' ';
  std::size_t shift = both.text.size();
  both.text += right.text;
  for (std::size_t i = 0; i < right.words.size(); ++i) {
    Word word = right.words[i];
    word.start += shift;
    if (i == 0 && !space && !both.words.empty()) {
      both.words.back().right = std::max(both.words.back().right, word.right);
    } else {
      both.words.push_back(word);
    }
  }
  return both;
}

}  // namespace eider::parse::pdf
