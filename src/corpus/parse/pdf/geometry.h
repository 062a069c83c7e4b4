#pragma once
// Boxes on a page, in points from its upper left corner as it is shown; y grows downwards.

#include <algorithm>

namespace eider::parse::pdf {

struct Rect {
  float left = 0;
  float top = 0;
  float right = 0;
  float bottom = 0;

  float width() const { return right - left; }
  float height() const { return bottom - top; }
  float middle_x() const { return (left + right) / 2; }
  float middle_y() const { return (top + bottom) / 2; }
};

inline Rect united(const Rect& a, const Rect& b) {
  return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
          std::max(a.bottom, b.bottom)};
}

inline bool holds(const Rect& outer, float x, float y) {
  return x >= outer.left && x <= outer.right && y >= outer.top && y <= outer.bottom;
}

inline float shared_width(const Rect& a, const Rect& b) {
  return std::min(a.right, b.right) - std::max(a.left, b.left);
}
inline float shared_height(const Rect& a, const Rect& b) {
  return std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
}

/// The page turned by quarters so that text of one direction reads from left to right.
/// `quarter`: the text's own turn against the clock. Width and height are the shown page's.
struct Frame {
  int quarter = 0;
  float width = 0;
  float height = 0;

  Rect upright(const Rect& box) const {
    switch (quarter) {
      case 1:
        return {height - box.bottom, box.left, height - box.top, box.right};
      case 2:
        return {width - box.right, height - box.bottom, width - box.left, height - box.top};
      case 3:
        return {box.top, width - box.right, box.bottom, width - box.left};
      default:
        return box;
    }
  }
  Rect shown(const Rect& box) const {  // the way back
    switch (quarter) {
      case 1:
        return {box.top, height - box.right, box.bottom, height - box.left};
      case 2:
        return {width - box.right, height - box.bottom, width - box.left, height - box.top};
      case 3:
        return {width - box.bottom, box.left, width - box.top, box.right};
      default:
        return box;
    }
  }
  float upright_width() const { return quarter % 2 == 0 ? width : height; }
  float upright_height() const { return quarter % 2 == 0 ? height : width; }
};

}  // namespace eider::parse::pdf
