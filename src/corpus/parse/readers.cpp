#include "corpus/parse/readers.h"

#include <array>

#include "corpus/parse/csv_reader.h"
#include "corpus/parse/eml_reader.h"
#include "corpus/parse/html_reader.h"
#include "corpus/parse/json_reader.h"
#include "corpus/parse/jsonl_reader.h"
#include "corpus/parse/office/docx_reader.h"
#include "corpus/parse/office/pptx_reader.h"
#include "corpus/parse/office/xlsx_reader.h"
#include "corpus/parse/pdf/pdf_reader.h"
#include "corpus/parse/text_reader.h"
#include "text/ascii.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

Result<Page> read_comma_separated(std::string_view text) { return read_csv(text, ','); }
Result<Page> read_tab_separated(std::string_view text) { return read_csv(text, '\t'); }

constexpr std::array kReaders = {
    FormatReader{" txt text ", "text/plain", true, &read_text},
    FormatReader{" md markdown ", "text/markdown", true, &read_text},
    FormatReader{" html htm ", "text/html", true, &read_html},
    FormatReader{" csv ", "text/csv", true, &read_comma_separated},
    FormatReader{" tsv ", "text/tab-separated-values", true, &read_tab_separated},
    FormatReader{" json geojson ", "application/json", true, &read_json},
    FormatReader{" jsonl ndjson ", "application/jsonl", true, &read_jsonl},
    FormatReader{" eml ", "message/rfc822", false, &read_eml},
    FormatReader{" docx docm dotx ",
                 "application/vnd.openxmlformats-officedocument.wordprocessingml.document", false,
                 &read_docx, true},
    FormatReader{" pdf ", "application/pdf", false, &read_pdf, true, &prepare_pdf},
    FormatReader{" pptx pptm ppsx ",
                 "application/vnd.openxmlformats-officedocument.presentationml.presentation", false,
                 &read_pptx, true},
    FormatReader{" xlsx xlsm xltx ",
                 "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", false,
                 &read_xlsx, true},
};

std::string extension_of(const std::string& path) {
  std::size_t slash = path.find_last_of("/\\");
  std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  std::size_t dot = name.rfind('.');
  return dot == std::string::npos || dot == 0 ? "" : text::lower_ascii(name.substr(dot + 1));
}

// What a file's first bytes say it is, whatever it is called.
enum class Content { kUnknown, kHtml, kPdf, kZip, kOldOffice };

Content content_of(std::string_view head) {
  using namespace std::string_view_literals;
  if (head.starts_with("%PDF-")) return Content::kPdf;
  if (head.starts_with("PK\x03\x04"sv)) return Content::kZip;
  if (head.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv)) return Content::kOldOffice;
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  std::string begin = text::lower_ascii(text::trim(head.substr(0, 512)));
  bool html = begin.starts_with("<!doctype html") || begin.starts_with("<html");
  return html ? Content::kHtml : Content::kUnknown;
}

// The format that took the place of an old one.
struct Successor {
  std::string_view old;
  std::string_view now;
};
constexpr std::array kSuccessors = {Successor{"doc", "docx"}, Successor{"xls", "xlsx"},
                                    Successor{"ppt", "pptx"}};

const FormatReader* find_reader(std::string_view extension) {
  std::string word = " ";
  word.append(extension).append(" ");
  for (const FormatReader& reader : kReaders) {
    if (reader.extensions.find(word) != std::string_view::npos) return &reader;
  }
  return nullptr;
}

std::string formats_read() {
  std::string formats = "formats read:";
  for (const FormatReader& reader : kReaders) {
    std::string_view first = reader.extensions.substr(1);
    formats.append(" .").append(first.substr(0, first.find(' ')));
  }
  return formats;
}

// The reader that `extension` names. Old formats' names are often given to new files, or to pages.
const FormatReader* reader_by_name(const std::string& extension, Content content) {
  if (extension.find(' ') != std::string::npos) return nullptr;
  if (extension.empty()) return find_reader("txt");
  for (const Successor& successor : kSuccessors) {
    bool renamed = content == Content::kZip || content == Content::kHtml;
    if (extension == successor.old && renamed) return find_reader(successor.now);
  }
  return find_reader(extension);
}

std::unexpected<Error> not_read(const std::string& extension, const std::string& path) {
  for (const Successor& successor : kSuccessors) {
    if (extension != successor.old) continue;
    return fail(ErrorCode::kUnsupported, "the old binary format ." + extension + " is not read",
                path, "save it as ." + std::string(successor.now));
  }
  return fail(ErrorCode::kUnsupported, "the format ." + extension + " is not read", path,
              formats_read());
}

}  // namespace

Result<const FormatReader*> reader_of(const std::string& path, std::string_view head) {
  std::string extension = extension_of(path);
  Content content = content_of(head);
  const FormatReader* reader = reader_by_name(extension, content);
  if (reader == nullptr) return not_read(extension, path);
  if (content == Content::kPdf) return find_reader("pdf");
  bool plain = extension.empty() || extension == "txt";
  if (content == Content::kHtml && (plain || !reader->is_text)) return find_reader("html");
  if (content == Content::kZip && reader->is_text) {
    return fail(ErrorCode::kCorrupt, "a zip archive, not text", path,
                "unpack it, or name it .docx, .pptx or .xlsx if it is one");
  }
  if (content == Content::kOldOffice && reader->is_text) {
    return fail(ErrorCode::kCorrupt, "an old binary office file, not text", path,
                "save it as .docx, .pptx or .xlsx");
  }
  return reader;
}

Result<void> prepare_readers() {
  for (const FormatReader& reader : kReaders) {
    if (reader.prepare == nullptr) continue;
    if (auto prepared = reader.prepare(); !prepared) return prepared;
  }
  return {};
}

}  // namespace eider::parse
