// Embeds one field of each line of a JSON-lines file with the default embedder, in simplified
// characters as corpus/embed does.
// Input: the file, the field, "query" or "passage" -> output: float rows in the order of lines.
// Rows are appended group by group, so a run that was stopped goes on where it stood.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <system_error>
#include <vector>

#include "models/catalogue/catalogue.h"
#include "models/llama/open.h"
#include "text/fold.h"

namespace {

constexpr std::size_t kTextsPerCall = 64;

struct Options {
  std::string lines;
  std::string field;
  std::string kind;
  std::string rows;
  std::string models;
};

std::vector<std::string> read_field(const Options& options) {
  std::ifstream file(options.lines);
  std::vector<std::string> texts;
  for (std::string line; std::getline(file, line);) {
    texts.push_back(eider::text::to_simplified(
        nlohmann::json::parse(line).at(options.field).get<std::string>()));
  }
  return texts;
}

std::size_t rows_written(const std::string& path, std::int64_t dimensions) {
  std::error_code absent;
  const std::uintmax_t bytes = std::filesystem::file_size(path, absent);
  return absent ? 0 : bytes / (static_cast<std::size_t>(dimensions) * sizeof(float));
}

eider::Result<void> embed_rest(const Options& options, eider::models::Embedder& embedder) {
  const std::vector<std::string> texts = read_field(options);
  const auto kind = options.kind == "query" ? eider::models::EmbedKind::kQuery
                                            : eider::models::EmbedKind::kPassage;
  std::size_t done = rows_written(options.rows, embedder.dimensions());
  std::ofstream rows(options.rows, std::ios::binary | std::ios::app);
  while (done < texts.size()) {
    const std::size_t stop = std::min(texts.size(), done + kTextsPerCall);
    const std::vector<std::string> group(texts.begin() + static_cast<std::ptrdiff_t>(done),
                                         texts.begin() + static_cast<std::ptrdiff_t>(stop));
    const auto vectors = embedder.embed(group, kind, {});
    if (!vectors) return std::unexpected(vectors.error());
    for (const std::vector<float>& row : *vectors) {
      rows.write(reinterpret_cast<const char*>(row.data()),
                 static_cast<std::streamsize>(row.size() * sizeof(float)));
    }
    rows.flush();
    done = stop;
    fmt::print(stderr, "{} of {}\n", done, texts.size());
  }
  return {};
}

}  // namespace

int main(int count, char** arguments) {
  Options options;
  CLI::App app("Embed the lines of a file");
  app.add_option("lines", options.lines, "JSON-lines file")->required();
  app.add_option("field", options.field, "the field to embed")->required();
  app.add_option("kind", options.kind, "query or passage")
      ->required()
      ->check(CLI::IsMember({"query", "passage"}));
  app.add_option("rows", options.rows, "file the rows are appended to")->required();
  app.add_option("models", options.models, "folder of model files")->required();
  CLI11_PARSE(app, count, arguments);

  const auto& entry = eider::models::default_entry(eider::models::Role::kEmbedder);
  const auto embedder =
      eider::models::open_embedder({entry, options.models + "/" + entry.file}, {});
  if (!embedder) {
    fmt::print(stderr, "{}\n", embedder.error().message());
    return 1;
  }
  const auto embedded = embed_rest(options, **embedder);
  if (!embedded) fmt::print(stderr, "{}\n", embedded.error().message());
  return embedded ? 0 : 1;
}
