#include "corpus/parse/media_type.h"

#include <algorithm>
#include <array>
#include <utility>

#include "text/utf8.h"

namespace eider::parse {
namespace {

constexpr std::array<std::pair<std::string_view, Format>, 10> kExtensions = {{
    {"txt", Format::kText},
    {"text", Format::kText},
    {"md", Format::kMarkdown},
    {"markdown", Format::kMarkdown},
    {"html", Format::kHtml},
    {"htm", Format::kHtml},
    {"csv", Format::kCsv},
    {"tsv", Format::kTsv},
    {"jsonl", Format::kJsonLines},
    {"ndjson", Format::kJsonLines},
}};

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

}  // namespace

Result<Format> format_of(const std::string& path, std::string_view head) {
  std::string extension = extension_of(path);
  if (extension.empty() || extension == "txt") {
    return begins_like_html(head) ? Format::kHtml : Format::kText;
  }
  for (const auto& [name, format] : kExtensions) {
    if (name == extension) return format;
  }
  return fail(ErrorCode::kUnsupported, "the format ." + extension + " is not read", path,
              "formats read: .txt .md .html .csv .tsv .jsonl");
}

const char* media_type_of(Format format) {
  switch (format) {
    case Format::kText:
      return "text/plain";
    case Format::kMarkdown:
      return "text/markdown";
    case Format::kHtml:
      return "text/html";
    case Format::kCsv:
      return "text/csv";
    case Format::kTsv:
      return "text/tab-separated-values";
    case Format::kJsonLines:
      return "application/jsonl";
  }
  std::unreachable();
}

}  // namespace eider::parse
