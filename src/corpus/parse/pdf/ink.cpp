#include "corpus/parse/pdf/ink.h"

#include <array>
#include <cmath>
#include <numbers>
#include <string>
#include <unordered_map>

#include "corpus/parse/limits.h"
#include "text/utf8.h"

namespace eider::parse::pdf {
namespace {

constexpr int kBoldWeight = 600;
constexpr int kForceBoldFlag = 1 << 18;
constexpr float kSkewDegrees = 10;
constexpr float kSmallestSize = 0.5F;
constexpr float kLargestSide = 20'000;  // of a page: PDF allows 14,400

// What is the same for all characters of one text object.
struct Run {
  FpdfObject* object = nullptr;
  float size = 0;
  bool bold = false;
  std::uint8_t quarter = 0;
};

bool is_bold_name(std::string name) {
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  for (const char* word : {"bold", "black", "heavy", "-bd", "demi"}) {
    if (name.find(word) != std::string::npos) return true;
  }
  return false;
}

bool is_bold_font(const Pdfium& pdfium, FpdfFont* font) {
  if (font == nullptr) return false;
  if (pdfium.font_weight(font) >= kBoldWeight) return true;
  int flags = pdfium.font_flags(font);
  if (flags != -1 && (flags & kForceBoldFlag) != 0) return true;
  std::array<char, 128> name{};
  std::size_t size = pdfium.font_name(font, name.data(), name.size());
  return size > 0 && size <= name.size() && is_bold_name(name.data());
}

std::uint8_t quarter_of(const FpdfMatrix& matrix, int rotation) {
  float degrees = std::atan2(matrix.b, matrix.a) * 180 / std::numbers::pi_v<float>;
  float turns = std::round(degrees / 90);
  if (!std::isfinite(degrees) || std::fabs(degrees - turns * 90) > kSkewDegrees) return kSkewed;
  return static_cast<std::uint8_t>(((static_cast<int>(turns) - rotation) % 4 + 4) % 4);
}

// The symbol fonts' bullets, squares, arrows and check marks that begin list items.
char32_t readable(char32_t c) {
  switch (c) {
    case 0x02:    // PDFium's mark for a hyphen that ends a line
    case 0xFFFE:  // the same, of older versions
    case 0xAD:
    case 0x2010:
      return U'-';
    case 0xF0B7:
    case 0xF0A7:
    case 0xF076:
    case 0xF0D8:
    case 0xF0FC:
    case 0xF0A8:
      return 0x2022;
    default:
      return c;
  }
}

bool is_high(char32_t c) { return c >= 0xD800 && c < 0xDC00; }
bool is_low(char32_t c) { return c >= 0xDC00 && c < 0xE000; }

class InkReader {
 public:
  InkReader(const Pdfium& pdfium, FpdfTextPage* text, PageInk& ink)
      : pdfium_(pdfium), text_(text), ink_(ink) {}

  void read(int count) {
    ink_.glyphs.reserve(static_cast<std::size_t>(count));
    for (int at = 0; at < count; ++at) {
      char32_t c = readable(pdfium_.unicode(text_, at));
      if (is_high(c)) {
        high_ = c;
        continue;
      }
      if (is_low(c)) c = high_ == 0 ? 0 : 0x10000 + ((high_ - 0xD800) << 10) + (c - 0xDC00);
      high_ = 0;
      if (c == 0 || c == text::kReplacement) {
        ++ink_.unreadable;
      } else if (c >= 0x20 && !(c >= 0x7F && c < 0xA0)) {
        take(c, at);
      }
    }
  }

 private:
  void take(char32_t c, int at) {
    bool space = text::is_space(c);
    if (space && pdfium_.is_generated(text_, at) == 1) return;
    find_run(at);
    FpdfRect box{};
    double x = 0;
    double y = 0;
    if (pdfium_.loose_box(text_, at, &box) == 0 ||
        pdfium_.character_origin(text_, at, &x, &y) == 0) {
      return;
    }
    Glyph glyph{space ? U' ' : c, ink_.space.shown(box), 0, 0, run_.size, run_.bold, run_.quarter};
    if (!(glyph.size >= kSmallestSize)) glyph.size = glyph.box.height();  // fonts drawn as pictures
    if (!(glyph.size >= kSmallestSize)) return;
    ink_.space.shown(static_cast<float>(x), static_cast<float>(y), glyph.origin_x, glyph.origin_y);
    if (is_on_page(glyph)) ink_.glyphs.push_back(glyph);
  }

  // Its middle is, and no side is absurdly far away; boxes that are no numbers are not.
  bool is_on_page(const Glyph& glyph) const {
    float width = ink_.space.width();
    float height = ink_.space.height();
    const Rect& box = glyph.box;
    bool near = box.left > -width && box.right < 2 * width && box.top > -height &&
                box.bottom < 2 * height && glyph.size < kLargestSide;
    return near && holds({0, 0, width, height}, box.middle_x(), box.middle_y());
  }

  void find_run(int at) {
    FpdfObject* object = pdfium_.text_object(text_, at);
    if (object == run_.object && object != nullptr) return;
    FpdfMatrix matrix{1, 0, 0, 1, 0, 0};
    pdfium_.character_matrix(text_, at, &matrix);
    float scale = std::hypot(matrix.c, matrix.d);
    run_.object = object;
    run_.size = static_cast<float>(pdfium_.font_size(text_, at)) * scale;
    run_.quarter = quarter_of(matrix, ink_.space.rotation);
    run_.bold = object != nullptr && is_bold(pdfium_.object_font(object));
  }

  bool is_bold(FpdfFont* font) {
    auto [place, fresh] = bold_fonts_.try_emplace(font, false);
    if (fresh) place->second = is_bold_font(pdfium_, font);
    return place->second;
  }

  const Pdfium& pdfium_;
  FpdfTextPage* text_;
  PageInk& ink_;
  Run run_;
  char32_t high_ = 0;
  std::unordered_map<FpdfFont*, bool> bold_fonts_;
};

}  // namespace

float PageSpace::width() const {
  return rotation % 2 == 0 ? bounds.right - bounds.left : bounds.top - bounds.bottom;
}

float PageSpace::height() const {
  return rotation % 2 == 0 ? bounds.top - bounds.bottom : bounds.right - bounds.left;
}

void PageSpace::shown(float x, float y, float& to_x, float& to_y) const {
  switch (rotation) {
    case 1:
      to_x = y - bounds.bottom;
      to_y = x - bounds.left;
      return;
    case 2:
      to_x = bounds.right - x;
      to_y = y - bounds.bottom;
      return;
    case 3:
      to_x = bounds.top - y;
      to_y = bounds.right - x;
      return;
    default:
      to_x = x - bounds.left;
      to_y = bounds.top - y;
  }
}

Rect PageSpace::shown(const FpdfRect& box) const {
  Rect a;
  shown(box.left, box.top, a.left, a.top);
  shown(box.right, box.bottom, a.right, a.bottom);
  return {std::min(a.left, a.right), std::min(a.top, a.bottom), std::max(a.left, a.right),
          std::max(a.top, a.bottom)};
}

Result<PageInk> read_ink(const Pdfium& pdfium, FpdfPage* page) {
  PageInk ink;
  if (pdfium.page_bounds(page, &ink.space.bounds) == 0) {
    return fail(ErrorCode::kCorrupt, "the page has no size");
  }
  ink.space.rotation = ((pdfium.page_rotation(page) % 4) + 4) % 4;
  bool sized = ink.space.width() < kLargestSide && ink.space.height() < kLargestSide;
  if (!sized) return fail(ErrorCode::kLimit, "the page is too large");
  FpdfHandle<FpdfTextPage> text(pdfium.load_text(page), {pdfium.close_text});
  if (!text) return ink;
  int count = std::max(pdfium.count_characters(text.get()), 0);
  if (static_cast<std::size_t>(count) > kMaxPageCharacters) {
    return fail(ErrorCode::kLimit,
                "more than " + std::to_string(kMaxPageCharacters) + " characters on a page");
  }
  InkReader(pdfium, text.get(), ink).read(count);
  return ink;
}

}  // namespace eider::parse::pdf
