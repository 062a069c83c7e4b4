#include "corpus/parse/pdf/pdf_facts.h"

#include <algorithm>
#include <vector>

#include "corpus/parse/characters.h"
#include "corpus/parse/inline_marks.h"
#include "text/dates.h"
#include "text/utf8.h"

namespace eider::parse::pdf {
namespace {

constexpr unsigned long kMaxMetaBytes = 1'000;
constexpr std::size_t kHeadPieces = 12;
constexpr std::size_t kShortestTitle = 6;  // bytes

std::string from_utf16(const std::vector<unsigned char>& bytes) {
  std::string out;
  char32_t high = 0;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    auto unit = static_cast<char32_t>(bytes[i] | (bytes[i + 1] << 8));
    if (unit == 0) break;
    if (unit >= 0xD800 && unit < 0xDC00) {
      high = unit;
    } else if (unit >= 0xDC00 && unit < 0xE000 && high != 0) {
      text::append(out, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
      high = 0;
    } else {
      text::append(out, unit);
      high = 0;
    }
  }
  return out;
}

std::string meta_text(const Pdfium& pdfium, FpdfDocument* document, const char* key) {
  unsigned long size = pdfium.meta_text(document, key, nullptr, 0);
  if (size < 4 || size > kMaxMetaBytes) return "";
  std::vector<unsigned char> bytes(size);
  pdfium.meta_text(document, key, bytes.data(), size);
  return tidy_spaces(from_utf16(bytes));
}

bool text_has(const std::vector<Piece>& pieces, std::string_view title) {
  std::string wanted = skeleton(title);
  std::string head;
  for (std::size_t i = 0; i < std::min(pieces.size(), kHeadPieces); ++i) {
    head += skeleton(pieces[i].text);
  }
  return !wanted.empty() && head.find(wanted) != std::string::npos;
}

}  // namespace

std::string pdf_date(std::string_view value) {
  if (value.starts_with("D:")) value.remove_prefix(2);
  std::size_t digits = std::min(value.find_first_not_of("0123456789"), value.size());
  if (digits < 8) return "";
  auto part = [&](std::size_t at) { return std::string(value.substr(at, 2)); };
  std::string text = std::string(value.substr(0, 4)) + "-" + part(4) + "-" + part(6);
  if (digits >= 14) text += "T" + part(8) + ":" + part(10) + ":" + part(12);
  return text::parse_date(text).value_or("");
}

void read_pdf_facts(const Pdfium& pdfium, FpdfDocument* document, Page& page) {
  std::string title = meta_text(pdfium, document, "Title");
  if (title.size() >= kShortestTitle && text_has(page.pieces, title)) page.facts.title = title;
  page.facts.saved_at = pdf_date(meta_text(pdfium, document, "CreationDate"));
}

}  // namespace eider::parse::pdf
