// HTML files -> the article body of each, one JSON line {"id", "articleBody"} a file, in order.
// The body is paragraphs, list items, tables and the headings between them.
// usage: page_bodies FILE.html...

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "corpus/parse/parse.h"

namespace {

// As the benchmark has it: without titles and captions.
bool is_body(const eider::ParsedDocument& parsed, const eider::Block& block) {
  using eider::BlockKind;
  switch (block.kind) {
    case BlockKind::kParagraph:
    case BlockKind::kListItem:
    case BlockKind::kTable:
      return true;
    case BlockKind::kHeading: {
      const auto& article = parsed.articles[static_cast<std::size_t>(block.article)];
      return block.depth > 1 && eider::slice(parsed.document.text, block.span) != article.title;
    }
    default:
      return false;
  }
}

std::string body_of(const eider::ParsedDocument& parsed) {
  std::string body;
  for (const eider::Block& block : parsed.blocks) {
    if (!is_body(parsed, block)) continue;
    body.append(eider::slice(parsed.document.text, block.span)).append("\n\n");
  }
  return body;
}

}  // namespace

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const std::filesystem::path path = argv[i];
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const auto parsed = eider::parse::parse_document({path.string(), bytes});
    if (!parsed) {
      fmt::print(stderr, "{}\n", parsed.error().message());
      return 1;
    }
    const nlohmann::json line = {{"id", path.stem().string()}, {"articleBody", body_of(*parsed)}};
    fmt::print("{}\n", line.dump());
  }
  return 0;
}
