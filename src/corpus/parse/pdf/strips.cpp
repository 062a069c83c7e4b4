#include "corpus/parse/pdf/strips.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace eider::parse::pdf {
namespace {

constexpr float kFar = 1e6F;  // beyond any page

// The free spans of a strip, also those at its sides.
std::vector<Gutter> free_spans(const Strip& strip) {
  std::vector<std::pair<float, float>> taken;
  taken.reserve(strip.fragments.size());
  for (const Fragment& f : strip.fragments) taken.emplace_back(f.box.left, f.box.right);
  std::sort(taken.begin(), taken.end());
  std::vector<Gutter> spans;
  float at = -kFar;
  for (auto [left, right] : taken) {
    if (left > at) spans.push_back({at, left});
    at = std::max(at, right);
  }
  spans.push_back({at, kFar});
  return spans;
}

std::vector<Gutter> both(const std::vector<Gutter>& a, const std::vector<Gutter>& b, float width) {
  std::vector<Gutter> out;
  for (std::size_t i = 0, k = 0; i < a.size() && k < b.size();) {
    Gutter shared{std::max(a[i].left, b[k].left), std::min(a[i].right, b[k].right)};
    if (shared.width() >= width) out.push_back(shared);
    if (a[i].right < b[k].right) {
      ++i;
    } else {
      ++k;
    }
  }
  return out;
}

// Those with fragments on both sides.
std::vector<Gutter> inner(const std::vector<Gutter>& gutters) {
  std::vector<Gutter> out;
  for (const Gutter& g : gutters) {
    if (g.left > -kFar / 2 && g.right < kFar / 2) out.push_back(g);
  }
  return out;
}

}  // namespace

std::vector<Strip> cut_into_strips(Fragments fragments) {
  std::stable_sort(fragments.begin(), fragments.end(), [](const auto& a, const auto& b) {
    return std::pair(a.box.top, a.box.left) < std::pair(b.box.top, b.box.left);
  });
  std::vector<Strip> strips;
  for (Fragment& f : fragments) {
    if (strips.empty() || f.box.top >= strips.back().bottom) {
      strips.push_back({f.box.top, f.box.bottom, {}});
    }
    strips.back().bottom = std::max(strips.back().bottom, f.box.bottom);
    strips.back().fragments.push_back(std::move(f));
  }
  return strips;
}

Band find_band(const std::vector<Strip>& strips, std::size_t first, float width) {
  Band band{first, first + 1, {}};
  std::vector<Gutter> free = both(free_spans(strips[first]), {{-kFar, kFar}}, width);
  band.gutters = inner(free);
  if (band.gutters.empty()) return band;
  while (band.last < strips.size()) {
    free = both(free, free_spans(strips[band.last]), width);
    std::vector<Gutter> gutters = inner(free);
    if (gutters.empty()) break;
    band.gutters = std::move(gutters);
    ++band.last;
  }
  return band;
}

std::size_t column_at(const std::vector<Gutter>& gutters, float x) {
  std::size_t column = 0;
  while (column < gutters.size() && x > (gutters[column].left + gutters[column].right) / 2) {
    ++column;
  }
  return column;
}

std::vector<Fragments> cut_into_lines(Fragments fragments) {
  std::stable_sort(fragments.begin(), fragments.end(),
                   [](const auto& a, const auto& b) { return a.baseline < b.baseline; });
  std::vector<Fragments> lines;
  float baseline = 0;
  float size = 0;
  for (Fragment& f : fragments) {
    float reach = 0.35F * std::max(size, f.size);
    if (lines.empty() || f.baseline - baseline > reach) {
      lines.emplace_back();
      baseline = f.baseline;
      size = f.size;
    }
    if (f.size > size) {
      baseline = f.baseline;
      size = f.size;
    }
    lines.back().push_back(std::move(f));
  }
  for (Fragments& line : lines) {
    std::stable_sort(line.begin(), line.end(),
                     [](const auto& a, const auto& b) { return a.box.left < b.box.left; });
  }
  return lines;
}

float median_size(const Fragments& fragments) {
  if (fragments.empty()) return 0;
  std::vector<float> sizes;
  sizes.reserve(fragments.size());
  for (const Fragment& f : fragments) sizes.push_back(f.size);
  auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
  std::nth_element(sizes.begin(), middle, sizes.end());
  return *middle;
}

}  // namespace eider::parse::pdf
