#include "corpus/parse/readers.h"

#include <algorithm>
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
    FormatReader{" docx ",
                 "application/vnd.openxmlformats-officedocument.wordprocessingml.document", false,
                 &read_docx, true},
    FormatReader{" pdf ", "application/pdf", false, &read_pdf, true, &prepare_pdf},
    FormatReader{" pptx ",
                 "application/vnd.openxmlformats-officedocument.presentationml.presentation", false,
                 &read_pptx, true},
    FormatReader{" xlsx ", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                 false, &read_xlsx, true},
};

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return result;
}

std::string extension_of(const std::string& path) {
  std::size_t slash = path.find_last_of("/\\");
  std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  std::size_t dot = name.rfind('.');
  return dot == std::string::npos || dot == 0 ? "" : lower(name.substr(dot + 1));
}

bool begins_like_html(std::string_view head) {
  std::string begin = lower(text::trim(head.substr(0, 512)));
  return begin.starts_with("<!doctype html") || begin.starts_with("<html");
}

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

}  // namespace

Result<const FormatReader*> reader_of(const std::string& path, std::string_view head) {
  std::string extension = extension_of(path);
  if (extension.empty() || extension == "txt") {
    return find_reader(begins_like_html(head) ? "html" : "txt");
  }
  if (extension.find(' ') == std::string::npos) {
    if (const FormatReader* reader = find_reader(extension)) return reader;
  }
  return fail(ErrorCode::kUnsupported, "the format ." + extension + " is not read", path,
              formats_read());
}

Result<void> prepare_readers() {
  for (const FormatReader& reader : kReaders) {
    if (reader.prepare == nullptr) continue;
    if (auto prepared = reader.prepare(); !prepared) return prepared;
  }
  return {};
}

}  // namespace eider::parse
