#include "corpus/parse/pdf/pdf_reader.h"

#include <string>
#include <utility>
#include <vector>

#include "corpus/parse/limits.h"
#include "corpus/parse/pdf/furniture.h"
#include "corpus/parse/pdf/pdf_facts.h"
#include "corpus/parse/pdf/pdfium.h"
#include "corpus/parse/pdf/roles.h"
#include "corpus/parse/pdf/sheet.h"
#include "corpus/parse/text_reader.h"

namespace eider::parse {
namespace {

using pdf::FpdfDocument;
using pdf::FpdfHandle;
using pdf::FpdfPage;
using pdf::Pdfium;
using pdf::Sheet;

constexpr std::size_t kEnoughToJudge = 100;  // characters of a page
constexpr std::size_t kNamedPages = 8;       // in a complaint

std::string page_name(int number) { return "page " + std::to_string(number); }

Result<FpdfHandle<FpdfDocument>> open_document(const Pdfium& pdfium, std::string_view bytes) {
  FpdfHandle<FpdfDocument> document(pdfium.load_document(bytes.data(), bytes.size(), nullptr),
                                    {pdfium.close_document});
  if (document) return document;
  unsigned long code = pdfium.last_error();
  if (code == pdf::kFpdfPassword) {
    return fail(ErrorCode::kUnsupported, "the PDF is encrypted with a password", "",
                "save it without one");
  }
  if (code == pdf::kFpdfSecurity) {
    return fail(ErrorCode::kUnsupported, "the PDF is encrypted in an unknown way");
  }
  return fail(ErrorCode::kCorrupt, "no PDF, or broken beyond repair");
}

// With what is filled into its forms and written on its notes, which are drawn apart from it.
FpdfHandle<FpdfPage> load_page(const Pdfium& pdfium, FpdfDocument* document, int number) {
  constexpr int kAsOnScreen = 0;
  FpdfHandle<FpdfPage> page(pdfium.load_page(document, number - 1), {pdfium.close_page});
  if (!page || pdfium.count_annotations(page.get()) <= 0) return page;
  if (pdfium.flatten(page.get(), kAsOnScreen) == 1) {
    page.reset();  // what it holds is the page as it was
    page.reset(pdfium.load_page(document, number - 1));
  }
  return page;
}

Result<Sheet> read_sheet(const Pdfium& pdfium, FpdfDocument* document, int number) {
  FpdfHandle<FpdfPage> page = load_page(pdfium, document, number);
  if (!page) return fail(ErrorCode::kCorrupt, "the page cannot be read");
  Result<pdf::PageInk> ink = pdf::read_ink(pdfium, page.get());
  if (!ink) return std::unexpected(ink.error());
  auto drawing = pdf::read_drawing(pdfium, page.get(), ink->space);
  if (!drawing) return std::unexpected(drawing.error());
  return pdf::make_sheet(number, *ink, *drawing);
}

struct Reading {
  std::vector<Sheet> sheets;
  std::vector<int> unread;  // pages that could not be read
};

Result<Reading> read_sheets(const Pdfium& pdfium, FpdfDocument* document) {
  int count = pdfium.page_count(document);
  if (count > static_cast<int>(kMaxPdfPages)) {
    return fail(ErrorCode::kLimit,
                std::to_string(count) + " pages; at most " + std::to_string(kMaxPdfPages), "",
                "split it");
  }
  Reading reading;
  for (int number = 1; number <= count; ++number) {
    Result<Sheet> sheet = read_sheet(pdfium, document, number);
    if (sheet) {
      reading.sheets.push_back(std::move(*sheet));
    } else if (sheet.error().code == ErrorCode::kCorrupt) {
      reading.unread.push_back(number);
    } else {
      Error error = sheet.error();
      error.where = page_name(number);
      return std::unexpected(error);
    }
  }
  return reading;
}

std::string list_of(const std::vector<int>& numbers) {
  std::string list;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (i == kNamedPages) return list + " and " + std::to_string(numbers.size() - i) + " more";
    list += (i > 0 ? ", " : "") + std::to_string(numbers[i]);
  }
  return list;
}

void add_complaint(std::string& complaint, const std::string& what) {
  complaint += (complaint.empty() ? "" : "; ") + what;
}

void complain(const Reading& reading, Page& page) {
  std::vector<int> blank;
  std::vector<int> garbled;
  bool any_text = false;
  for (const Sheet& sheet : reading.sheets) {
    any_text = any_text || sheet.characters > 0;
    bool drawn = sheet.has_pictures || sheet.unreadable > 0;
    if (sheet.characters == 0 && drawn) blank.push_back(sheet.number);
    bool wordless = sheet.wordless * 5 > sheet.characters * 3;
    if (sheet.characters >= kEnoughToJudge && wordless) garbled.push_back(sheet.number);
  }
  page.needs_ocr = !any_text && !blank.empty();
  if (page.needs_ocr) {
    add_complaint(page.complaint, "no text layer on " + std::to_string(blank.size()) +
                                      (blank.size() == 1 ? " page" : " pages"));
  } else if (!blank.empty()) {
    add_complaint(page.complaint, "no text layer on page " + list_of(blank));
  }
  if (!garbled.empty()) {
    add_complaint(page.complaint, "the text layer spells no words on page " + list_of(garbled));
  }
  if (!reading.unread.empty()) {
    add_complaint(page.complaint, "cannot read page " + list_of(reading.unread));
  }
}

}  // namespace

Result<void> prepare_pdf() {
  pdf::PdfiumLock lock;
  auto pdfium = pdf::pdfium();
  if (!pdfium) return std::unexpected(pdfium.error());
  return {};
}

Result<Page> read_pdf(std::string_view bytes) {
  pdf::PdfiumLock lock;
  auto pdfium = pdf::pdfium();
  if (!pdfium) return std::unexpected(pdfium.error());
  auto document = open_document(**pdfium, bytes);
  if (!document) return std::unexpected(document.error());
  Result<Reading> reading = read_sheets(**pdfium, document->get());
  if (!reading) return std::unexpected(reading.error());
  pdf::take_furniture(reading->sheets);
  std::vector<pdf::Passage> passages;
  for (Sheet& sheet : reading->sheets) {
    pdf::lay_out(sheet);
    for (pdf::Passage& p : pdf::find_passages(sheet)) passages.push_back(std::move(p));
    sheet.sides.clear();
  }
  Page page;
  complain(*reading, page);
  page.pieces = pdf::give_roles(std::move(passages));
  mend(page.pieces);
  pdf::read_pdf_facts(**pdfium, document->get(), page);
  return page;
}

}  // namespace eider::parse
