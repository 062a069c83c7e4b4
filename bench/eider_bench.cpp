// How fast each step of both paths is, on this machine, over one folder of documents.
// Input: a folder (../shared/corpus where it is, else examples/news), the model folder -> output:
// a table, and a line of JSON a figure in bench/results.jsonl {name, value, unit, machine, commit,
// command}. Asserts its answers: the search must find what it was made to find, the answer must
// cite exactly its bytes. Peer for tokens/s: llama-bench on the same archives (EIDER_LLAMA_BENCH).

#include <duckdb.h>
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "corpus/answer/answer.h"
#include "corpus/chunk/chunk.h"
#include "corpus/embed/embed.h"
#include "corpus/parse/parse.h"
#include "corpus/search/held_chunks.h"
#include "corpus/search/search.h"
#include "measuring.h"
#include "models/catalogue/model_file.h"
#include "models/llama/open.h"
#include "pipeline/files.h"
#include "store/documents.h"
#include "store/schema.h"

namespace {

using Clock = std::chrono::steady_clock;
using eider::CancelFlag;
using eider::bench::commit_name;
using eider::bench::die;
using eider::bench::must;
using eider::bench::processor_name;

struct Options {
  std::string folder;
  std::string models;
  std::string results = "bench/results.jsonl";
  std::string generator = "qwen2.5-coder-1.5b";
  std::string question;
};

double seconds_since(Clock::time_point began) {
  return std::chrono::duration<double>(Clock::now() - began).count();
}

/// The table on the screen and the lines of the results file.
class Report {
 public:
  explicit Report(const Options& options)
      : file_(options.results, std::ios::app),
        machine_(
            fmt::format("{}, {} threads", processor_name(), std::thread::hardware_concurrency())),
        commit_(commit_name()) {
    fmt::print("machine: {}\ncommit:  {}\nfolder:  {}\n\n", machine_, commit_, options.folder);
  }

  void add(const std::string& name, double value, const std::string& unit) {
    fmt::print("{:<44} {:>12.2f}  {}\n", name, value, unit);
    const nlohmann::json line = {{"name", name},      {"value", value},
                                 {"unit", unit},      {"machine", machine_},
                                 {"commit", commit_}, {"command", "./dev bench"}};
    file_ << line.dump() << "\n";
  }

 private:
  std::ofstream file_;
  std::string machine_;
  std::string commit_;
};

struct Loaded {
  std::vector<eider::store::NewDocument> documents;
  std::size_t bytes = 0;
  std::size_t chunks = 0;
};

Loaded parse_all(const Options& options, Report& report) {
  Loaded loaded;
  const auto files = must(eider::pipeline::find_files(options.folder)).files;
  std::vector<std::string> contents;
  for (const auto& file : files) contents.push_back(must(eider::pipeline::read_file(file)));
  auto began = Clock::now();
  for (std::size_t i = 0; i < files.size(); ++i) {
    loaded.bytes += contents[i].size();
    eider::store::NewDocument document;
    document.parsed = must(eider::parse::parse_document({files[i], contents[i]}));
    document.parsed.document.store = "bench";
    document.parsed.document.path = files[i];
    loaded.documents.push_back(std::move(document));
  }
  report.add("parse", static_cast<double>(loaded.bytes) / 1e6 / seconds_since(began), "MB/s");
  began = Clock::now();
  for (auto& document : loaded.documents) {
    document.chunks = eider::chunk::chunk_document(document.parsed);
    loaded.chunks += document.chunks.size();
  }
  report.add("chunk", static_cast<double>(loaded.chunks) / seconds_since(began), "chunks/s");
  return loaded;
}

double embed_all(Loaded& loaded, eider::models::Embedder& embedder, Report& report) {
  std::int64_t tokens = 0;
  const auto began = Clock::now();
  for (auto& document : loaded.documents) {
    std::vector<eider::embed::ChunkText> texts;
    for (const auto& chunk : document.chunks) {
      texts.push_back({&chunk, eider::slice(document.parsed.document.text, chunk.span)});
      tokens += embedder.count_tokens(texts.back().text);
    }
    document.embeddings = must(eider::embed::embed_chunks(texts, embedder, CancelFlag()));
  }
  const double seconds = seconds_since(began);
  report.add("embed", static_cast<double>(loaded.chunks) / seconds, "chunks/s");
  report.add("embed", static_cast<double>(tokens) / seconds, "tokens/s");
  return seconds;
}

double write_all(const Loaded& loaded, Report& report) {
  const std::string path = fmt::format("/tmp/eider_bench_{}.db", getpid());
  duckdb_database database = nullptr;
  duckdb_connection connection = nullptr;
  if (duckdb_open(path.c_str(), &database) == DuckDBError) die("no database at " + path);
  duckdb_connect(database, &connection);
  const eider::store::Connection store(connection);
  const eider::store::Catalog catalog(fmt::format("eider_bench_{}", getpid()));
  const auto began = Clock::now();
  must(eider::store::ensure_schema(store, catalog));
  for (const auto& document : loaded.documents) {
    must(eider::store::write_document(store, catalog, document, 0));
  }
  const double seconds = seconds_since(began);
  report.add("write, a transaction a document",
             static_cast<double>(loaded.documents.size()) / seconds, "documents/s");
  duckdb_disconnect(&connection);
  duckdb_close(&database);
  std::remove(path.c_str());
  return seconds;
}

eider::search::HeldChunks index_all(const Loaded& loaded) {
  std::vector<eider::search::HeldChunk> chunks;
  std::int64_t id = 0;
  for (std::size_t d = 0; d < loaded.documents.size(); ++d) {
    const auto& document = loaded.documents[d];
    for (std::size_t i = 0; i < document.chunks.size(); ++i) {
      eider::Chunk chunk = document.chunks[i];
      chunk.id = ++id;
      chunk.document_id = static_cast<std::int64_t>(d) + 1;
      chunks.push_back({chunk, std::string(eider::slice(document.parsed.document.text, chunk.span)),
                        document.parsed.document.path, "", document.embeddings[i].values});
    }
  }
  return must(eider::search::HeldChunks::build(std::move(chunks)));
}

std::vector<eider::Hit> search_some(const eider::search::HeldChunks& chunks,
                                    eider::models::Embedder& embedder, const Options& options,
                                    Report& report) {
  constexpr int kRounds = 20;
  eider::search::SearchRequest request;
  request.question = options.question;
  request.k = 6;
  std::vector<double> times;
  std::vector<eider::Hit> hits;
  for (int i = 0; i < kRounds; ++i) {
    const auto began = Clock::now();
    request.query_vector =
        must(eider::embed::embed_question(options.question, embedder, CancelFlag()));
    hits = chunks.hits(must(eider::search::search(chunks.view(), request, chunks.texts_of())));
    times.push_back(seconds_since(began) * 1e3);
  }
  if (hits.empty()) die("the search found nothing");
  std::sort(times.begin(), times.end());
  report.add("search, question embedded, median of 20", times[times.size() / 2], "ms");
  return hits;
}

void answer_one(const std::vector<eider::Hit>& hits, const Loaded& loaded,
                eider::models::Generator& generator, const Options& options, Report& report) {
  const auto began = Clock::now();
  const auto answer = must(eider::answer::answer(
      {options.question, hits, "bench", static_cast<std::int64_t>(loaded.documents.size()),
       static_cast<std::int64_t>(loaded.chunks)},
      generator, CancelFlag()));
  report.add("answer", seconds_since(began), "s");
  report.add("answer, tokens read", static_cast<double>(answer.prompt_tokens), "tokens");
  report.add("answer, tokens written", static_cast<double>(answer.answer_tokens), "tokens");
  fmt::print("    {}{}\n", answer.abstained ? "(abstained) " : "", answer.text);
  for (const auto& sentence : answer.sentences) {
    for (const auto& c : sentence.citations) {
      const auto& text =
          loaded.documents[static_cast<std::size_t>(c.document_id) - 1].parsed.document.text;
      if (eider::slice(text, c.span) != c.quote) die("a quote is not the bytes of its range");
    }
  }
}

/// Tokens a second of the generator, alone; and of llama-bench on the same archives and model.
void tokens_per_second(eider::models::Generator& generator, const std::string& model,
                       Report& report) {
  std::string text;
  for (int i = 0; generator.count_tokens(text) < 480; ++i) text += fmt::format("item {} of ", i);
  eider::models::CompletionOptions options;
  options.max_tokens = 1;
  auto began = Clock::now();
  const auto read = must(generator.complete({"", text, ""}, options, CancelFlag()));
  report.add("generator, reading", static_cast<double>(read.prompt_tokens) / seconds_since(began),
             "tokens/s");
  options.max_tokens = 65;
  began = Clock::now();
  const auto written = must(generator.complete(
      {"", text + "Count from 1 to 100, one number a line.", ""}, options, CancelFlag()));
  report.add("generator, writing (short tail read)",
             static_cast<double>(written.answer_tokens) / seconds_since(began), "tokens/s");
  const char* peer = std::getenv("EIDER_LLAMA_BENCH");
  if (!peer) return;
  const std::string command =
      fmt::format("'{}' -m '{}' -p 512 -n 64 -r 2 -t {} -o jsonl 2>/dev/null", peer, model,
                  std::thread::hardware_concurrency());
  std::FILE* pipe = popen(command.c_str(), "r");
  if (!pipe) return;
  char line[8192];
  while (std::fgets(line, sizeof line, pipe)) {
    const auto row = nlohmann::json::parse(line, nullptr, false);
    if (row.is_discarded() || !row.contains("avg_ts")) continue;
    const bool prompt = row.value("n_prompt", 0) > 0;
    report.add(prompt ? "llama-bench, reading" : "llama-bench, writing",
               row["avg_ts"].get<double>(), "tokens/s");
  }
  pclose(pipe);
}

void run(const Options& options) {
  Report report(options);
  eider::models::LlamaOptions llama;
  llama.threads = std::thread::hardware_concurrency();
  Loaded loaded = parse_all(options, report);
  auto began = Clock::now();
  const auto embedder = must(eider::models::open_embedder(
      must(eider::models::locate("multilingual-e5-small", options.models)), llama));
  report.add("open the embedder", seconds_since(began), "s");
  double total = embed_all(loaded, *embedder, report);
  total += write_all(loaded, report);
  report.add("load, whole folder (embed and write)", total, "s");
  const auto search_index = index_all(loaded);
  const auto hits = search_some(search_index, *embedder, options, report);
  const auto file = must(eider::models::locate(options.generator, options.models));
  began = Clock::now();
  const auto generator = must(eider::models::open_generator(file, llama));
  report.add("open the generator", seconds_since(began), "s");
  answer_one(hits, loaded, *generator, options, report);
  tokens_per_second(*generator, file.path, report);
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  const bool shared = std::filesystem::is_directory("../shared/corpus");
  options.folder = shared ? "../shared/corpus" : "examples/news";
  // Two questions, each with an answer in its folder.
  options.question = shared ? "\u82f9\u679c\u7684\u9020\u8f66\u9879\u76ee\u542f\u52a8\u4e8e\u54ea"
                              "\u4e00\u5e74\uff1f"
                            : "\u4e34\u6c5f\u5e02\u7684\u7b97\u529b\u4e2d\u5fc3\u4ec0\u4e48\u65f6"
                              "\u5019\u6295\u5165\u4f7f\u7528\uff1f";
  const char* models = std::getenv("EIDER_MODELS");
  const char* home = std::getenv("HOME");
  options.models = models ? models : std::string(home ? home : "") + "/.cache/eider/models";
  CLI::App app("Measures the steps of Eider");
  app.add_option("folder", options.folder, "documents to load");
  app.add_option("--question", options.question, "to search and answer");
  app.add_option("--models", options.models, "folder of models");
  app.add_option("--generator", options.generator, "name of the generator");
  app.add_option("--results", options.results, "JSON lines are appended here");
  CLI11_PARSE(app, argc, argv);
  run(options);
  return 0;
}
