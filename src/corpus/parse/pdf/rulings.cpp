#include "corpus/parse/pdf/rulings.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "corpus/parse/limits.h"

namespace eider::parse::pdf {
namespace {

constexpr float kThick = 3;                  // a filled box no thicker is a line
constexpr float kShortest = 4;               // shorter segments are letters and dashes
constexpr float kSlant = 0.8F;               // how far a straight line may lean, from end to end
constexpr float kSamePlace = 1;              // lines this near are one
constexpr float kDashGap = 3;                // and pieces this near go on into each other
constexpr std::size_t kMaxSegments = 2'000;  // of one path: more is a drawing, not a ruling

struct Point {
  float x = 0;
  float y = 0;
};

FpdfMatrix times(const FpdfMatrix& inner, const FpdfMatrix& outer) {
  return {inner.a * outer.a + inner.b * outer.c,
          inner.a * outer.b + inner.b * outer.d,
          inner.c * outer.a + inner.d * outer.c,
          inner.c * outer.b + inner.d * outer.d,
          inner.e * outer.a + inner.f * outer.c + outer.e,
          inner.e * outer.b + inner.f * outer.d + outer.f};
}

Point moved(const FpdfMatrix& m, Point p) {
  return {m.a * p.x + m.c * p.y + m.e, m.b * p.x + m.d * p.y + m.f};
}

class DrawingReader {
 public:
  DrawingReader(const Pdfium& pdfium, const PageSpace& space) : pdfium_(pdfium), space_(space) {}

  Result<void> take(FpdfObject* object, const FpdfMatrix& outer, std::size_t depth) {
    if (++objects_ > kMaxPageObjects) {
      return fail(ErrorCode::kLimit,
                  "more than " + std::to_string(kMaxPageObjects) + " objects on a page");
    }
    switch (pdfium_.object_type(object)) {
      case kFpdfPath:
        take_path(object, outer);
        break;
      case kFpdfImage:
      case kFpdfShading:
        ++drawing_.pictures;
        break;
      case kFpdfForm:
        return take_form(object, outer, depth + 1);
      default:
        break;
    }
    return {};
  }

  PageDrawing finish();

 private:
  Result<void> take_form(FpdfObject* form, const FpdfMatrix& outer, std::size_t depth) {
    if (depth > kMaxFormDepth) {
      return fail(ErrorCode::kLimit,
                  "forms nested more than " + std::to_string(kMaxFormDepth) + " deep");
    }
    FpdfMatrix own{1, 0, 0, 1, 0, 0};
    pdfium_.object_matrix(form, &own);
    FpdfMatrix matrix = times(own, outer);
    int count = pdfium_.count_form_objects(form);
    for (int at = 0; at < count; ++at) {
      FpdfObject* object = pdfium_.form_object(form, static_cast<unsigned long>(at));
      if (object == nullptr) continue;
      if (Result<void> taken = take(object, matrix, depth); !taken) return taken;
    }
    return {};
  }

  void take_path(FpdfObject* object, const FpdfMatrix& outer);
  void take_outline(std::vector<Point>& outline, bool filled);
  void add_segment(Point a, Point b);

  const Pdfium& pdfium_;
  const PageSpace& space_;
  PageDrawing drawing_;
  std::size_t objects_ = 0;
};

void DrawingReader::take_path(FpdfObject* object, const FpdfMatrix& outer) {
  int fill = 0;
  int stroke = 0;
  if (pdfium_.draw_mode(object, &fill, &stroke) == 0 || (fill == 0 && stroke == 0)) return;
  int count = pdfium_.count_segments(object);
  if (count < 2 || static_cast<std::size_t>(count) > kMaxSegments) return;
  FpdfMatrix own{1, 0, 0, 1, 0, 0};
  pdfium_.object_matrix(object, &own);
  FpdfMatrix matrix = times(own, outer);
  std::vector<Point> outline;
  bool filled = stroke == 0;
  for (int at = 0; at < count; ++at) {
    FpdfSegment* segment = pdfium_.path_segment(object, at);
    Point raw;
    if (segment == nullptr || pdfium_.segment_point(segment, &raw.x, &raw.y) == 0) continue;
    Point user = moved(matrix, raw);
    Point p;
    space_.shown(user.x, user.y, p.x, p.y);
    int type = pdfium_.segment_type(segment);
    if (type == kFpdfMoveTo) take_outline(outline, filled);
    if (type == kFpdfBezierTo) outline.clear();  // a curve draws no grid
    outline.push_back(p);
    if (pdfium_.segment_closes(segment) != 0 && !outline.empty()) outline.push_back(outline[0]);
  }
  take_outline(outline, filled);
}

// A thin filled box is one line; a larger one gives its edges, and so does a stroked outline.
void DrawingReader::take_outline(std::vector<Point>& outline, bool filled) {
  if (outline.size() >= 4 && filled) {
    Rect box{outline[0].x, outline[0].y, outline[0].x, outline[0].y};
    for (Point p : outline) box = united(box, {p.x, p.y, p.x, p.y});
    if (box.height() <= kThick && box.width() > box.height()) {
      add_segment({box.left, box.middle_y()}, {box.right, box.middle_y()});
      outline.clear();
    } else if (box.width() <= kThick) {
      add_segment({box.middle_x(), box.top}, {box.middle_x(), box.bottom});
      outline.clear();
    }
  }
  for (std::size_t i = 1; i < outline.size(); ++i) add_segment(outline[i - 1], outline[i]);
  outline.clear();
}

void DrawingReader::add_segment(Point a, Point b) {
  if (!std::isfinite(a.x + a.y + b.x + b.y)) return;
  float wide = std::fabs(a.x - b.x);
  float high = std::fabs(a.y - b.y);
  Rect page{-kThick, -kThick, space_.width() + kThick, space_.height() + kThick};
  if (!holds(page, (a.x + b.x) / 2, (a.y + b.y) / 2)) return;
  if (high <= kSlant && wide > high) {
    drawing_.rulings.lying.push_back({(a.y + b.y) / 2, std::min(a.x, b.x), std::max(a.x, b.x)});
  } else if (wide <= kSlant && high > wide) {
    drawing_.rulings.standing.push_back({(a.x + b.x) / 2, std::min(a.y, b.y), std::max(a.y, b.y)});
  }
}

// Lines at one place whose ends touch become one; what stays short is no ruling.
std::vector<Ruling> join_pieces(std::vector<Ruling> pieces) {
  std::sort(pieces.begin(), pieces.end(),
            [](const Ruling& a, const Ruling& b) { return a.at < b.at; });
  std::vector<Ruling> out;
  for (std::size_t first = 0; first < pieces.size();) {
    std::size_t stop = first + 1;
    while (stop < pieces.size() && pieces[stop].at - pieces[first].at <= kSamePlace * 2) ++stop;
    auto begin = pieces.begin() + static_cast<std::ptrdiff_t>(first);
    auto end = pieces.begin() + static_cast<std::ptrdiff_t>(stop);
    std::sort(begin, end, [](const Ruling& a, const Ruling& b) { return a.from < b.from; });
    Ruling open = pieces[first];
    for (std::size_t i = first + 1; i <= stop; ++i) {
      if (i < stop && pieces[i].from <= open.to + kDashGap) {
        open.to = std::max(open.to, pieces[i].to);
        continue;
      }
      if (open.to - open.from >= kShortest) out.push_back(open);
      if (i < stop) open = pieces[i];
    }
    first = stop;
  }
  std::sort(out.begin(), out.end(), [](const Ruling& a, const Ruling& b) {
    return std::pair(a.at, a.from) < std::pair(b.at, b.from);
  });
  return out;
}

PageDrawing DrawingReader::finish() {
  drawing_.rulings.lying = join_pieces(std::move(drawing_.rulings.lying));
  drawing_.rulings.standing = join_pieces(std::move(drawing_.rulings.standing));
  return std::move(drawing_);
}

}  // namespace

bool Rulings::part(float left, float right, float y) const {
  auto place = std::lower_bound(standing.begin(), standing.end(), left,
                                [](const Ruling& ruling, float x) { return ruling.at < x; });
  for (; place != standing.end() && place->at <= right; ++place) {
    if (place->from <= y && y <= place->to) return true;
  }
  return false;
}

Rulings Rulings::upright(const Frame& frame) const {
  if (frame.quarter == 0) return *this;
  Rulings out;
  auto turn = [&](const Rect& box) {
    Rect r = frame.upright(box);
    if (r.width() > r.height()) {
      out.lying.push_back({r.top, r.left, r.right});
    } else {
      out.standing.push_back({r.left, r.top, r.bottom});
    }
  };
  for (const Ruling& r : lying) turn({r.from, r.at, r.to, r.at});
  for (const Ruling& r : standing) turn({r.at, r.from, r.at, r.to});
  auto by_place = [](const Ruling& a, const Ruling& b) {
    return std::pair(a.at, a.from) < std::pair(b.at, b.from);
  };
  std::sort(out.lying.begin(), out.lying.end(), by_place);
  std::sort(out.standing.begin(), out.standing.end(), by_place);
  return out;
}

Result<PageDrawing> read_drawing(const Pdfium& pdfium, FpdfPage* page, const PageSpace& space) {
  DrawingReader reader(pdfium, space);
  int count = pdfium.count_objects(page);
  for (int at = 0; at < count; ++at) {
    FpdfObject* object = pdfium.page_object(page, at);
    if (object == nullptr) continue;
    if (Result<void> taken = reader.take(object, {1, 0, 0, 1, 0, 0}, 0); !taken) {
      return std::unexpected(taken.error());
    }
  }
  return reader.finish();
}

}  // namespace eider::parse::pdf
