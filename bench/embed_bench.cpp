// Documents embedded a second: ours in one call against stock llama.cpp with one text a call, on
// the same weights, threads and texts, in turns in one run.
// Input: the model folder; texts cut from a folder of documents (examples/news) at about 20, 100
// and 300 tokens, and a JSON-lines file of passages where one is given -> output: a line a set.
// Asserts for every text that both vectors point the same way (cosine >= .999), and with --least
// the ratio of each set.

#include <fmt/format.h>
#include <llama.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>
#include <numeric>
#include <string>
#include <vector>

#include "measuring.h"
#include "models/catalogue/model_file.h"
#include "models/llama/open.h"
#include "models/llama/weights.h"
#include "text/fold.h"
#include "text/sentences.h"

namespace {

using eider::bench::die;
using eider::bench::must;
using Vector = std::vector<float>;
using Texts = std::vector<std::string>;

constexpr double kLeastCosine = 0.999;

struct Options {
  std::string models;
  std::string folder = "examples/news";
  std::string passages;
  std::size_t texts = 256;
  std::int64_t threads = 2;
  int rounds = 3;
  double least = 0;
};

/// llama.cpp as its documents say: one text, one llama_encode, its own mean pooling.
class StockEmbedder {
 public:
  StockEmbedder(const eider::models::ModelFile& file, std::int64_t threads)
      : weights_(must(eider::models::Weights::open(file))), context_(nullptr, &llama_free) {
    llama_context_params params = llama_context_default_params();
    params.n_ctx = params.n_batch = params.n_ubatch = kWindow;
    params.n_threads = params.n_threads_batch = static_cast<std::int32_t>(threads);
    params.embeddings = true;
    params.pooling_type = LLAMA_POOLING_TYPE_MEAN;
    context_.reset(llama_init_from_model(weights_->get(), params));
    if (!context_) die("llama.cpp makes no context");
  }

  Vector embed(const std::string& text) {
    const std::string input = weights_->file().entry.passage_prefix + eider::text::nfkc(text);
    std::vector<llama_token> tokens(input.size() + 8);
    const std::int32_t count = llama_tokenize(
        weights_->vocabulary(), input.data(), static_cast<std::int32_t>(input.size()),
        tokens.data(), static_cast<std::int32_t>(tokens.size()), true, false);
    tokens.resize(static_cast<std::size_t>(count));
    if (tokens.size() > kWindow) {
      tokens.resize(kWindow);
      tokens.back() = llama_vocab_eos(weights_->vocabulary());
    }
    llama_memory_clear(llama_get_memory(context_.get()), true);
    if (llama_encode(context_.get(), llama_batch_get_one(tokens.data(), static_cast<std::int32_t>(
                                                                            tokens.size())))) {
      die("llama.cpp could not compute");
    }
    const float* row = llama_get_embeddings_seq(context_.get(), 0);
    Vector values(row, row + llama_model_n_embd(weights_->get()));
    const double length =
        std::sqrt(std::inner_product(values.begin(), values.end(), values.begin(), 0.0));
    for (float& value : values) value = static_cast<float>(value / length);
    return values;
  }

 private:
  static constexpr std::uint32_t kWindow = 512;
  std::shared_ptr<const eider::models::Weights> weights_;
  std::unique_ptr<llama_context, void (*)(llama_context*)> context_;
};

struct Set {
  std::string name;
  Texts texts;
};

Texts sentences_below(const std::string& folder) {
  Texts sentences;
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const auto extension = entry.path().extension();
    if (extension == ".txt" || extension == ".md") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  for (const auto& path : paths) {
    std::ifstream file(path);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    for (const eider::Span span : eider::text::sentences(text)) {
      sentences.emplace_back(eider::slice(text, span));
    }
  }
  if (sentences.empty()) die("no text below " + folder);
  return sentences;
}

/// Runs of sentences that begin at one after the other, each of at least `tokens` tokens.
Set cut_set(const std::string& name, const Texts& sentences, std::int64_t tokens,
            const Options& options, const eider::models::Embedder& embedder) {
  Set set{name, {}};
  std::size_t at = 0;
  while (set.texts.size() < options.texts) {
    std::string text;
    std::size_t next = at++;
    do {
      text += (text.empty() ? "" : " ") + sentences[next++ % sentences.size()];
    } while (embedder.count_tokens(text) < tokens);
    set.texts.push_back(std::move(text));
  }
  return set;
}

Set read_passages(const Options& options) {
  Set set{std::filesystem::path(options.passages).filename(), {}};
  std::ifstream file(options.passages);
  for (std::string line; set.texts.size() < options.texts && std::getline(file, line);) {
    set.texts.push_back(nlohmann::json::parse(line).at("text"));
  }
  if (set.texts.empty()) die("no passages in " + options.passages);
  return set;
}

/// Processor seconds of one thread, which others on the machine change little; of several, which
/// wait for each other in loops, seconds on the clock.
double now(std::int64_t threads) {
  timespec time{};
  clock_gettime(threads == 1 ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

template <typename Work>
double seconds_of(std::int64_t threads, Work work) {
  const double began = now(threads);
  work();
  return now(threads) - began;
}

double least_cosine(const std::vector<Vector>& ours, const std::vector<Vector>& stock) {
  double least = 1;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    least =
        std::min(least, std::inner_product(ours[i].begin(), ours[i].end(), stock[i].begin(), 0.0));
  }
  return least;
}

/// Returns whether the set reaches the ratio that was asked for.
bool measure(const Set& set, const Options& options, StockEmbedder& stock,
             eider::models::Embedder& embedder) {
  std::int64_t tokens = 0;
  for (const std::string& text : set.texts) tokens += embedder.count_tokens(text);
  double stock_seconds = std::numeric_limits<double>::max();
  double our_seconds = stock_seconds;
  double cosine = 1;
  for (int round = 0; round < options.rounds; ++round) {
    std::vector<Vector> expected;
    std::vector<Vector> given;
    stock_seconds = std::min(stock_seconds, seconds_of(options.threads, [&] {
                               for (const std::string& text : set.texts) {
                                 expected.push_back(stock.embed(text));
                               }
                             }));
    our_seconds =
        std::min(our_seconds, seconds_of(options.threads, [&] {
                   given = must(embedder.embed(set.texts, eider::models::EmbedKind::kPassage, {}));
                 }));
    cosine = std::min(cosine, least_cosine(given, expected));
  }
  const auto count = static_cast<double>(set.texts.size());
  fmt::print("{:<16} {:>6} {:>7.0f} {:>10.1f} {:>10.1f} {:>7.2f} {:>9.0f} {:>9.5f}\n", set.name,
             set.texts.size(), static_cast<double>(tokens) / count, count / stock_seconds,
             count / our_seconds, stock_seconds / our_seconds,
             static_cast<double>(tokens) / our_seconds, cosine);
  if (cosine < kLeastCosine) die(fmt::format("{}: vectors differ, cosine {}", set.name, cosine));
  return stock_seconds / our_seconds >= options.least;
}

}  // namespace

int main(int count, char** arguments) {
  Options options;
  CLI::App app("Documents embedded a second, beside stock llama.cpp");
  app.add_option("models", options.models, "folder of model files")->required();
  app.add_option("--folder", options.folder, "documents that the texts are cut from");
  app.add_option("--passages", options.passages, "JSON lines with a field text");
  app.add_option("--texts", options.texts, "texts a set");
  app.add_option("--threads", options.threads, "threads of both");
  app.add_option("--rounds", options.rounds, "the best of so many counts");
  app.add_option("--least", options.least, "fail where a set's ratio is below");
  CLI11_PARSE(app, count, arguments);

  const auto file = must(eider::models::locate("multilingual-e5-small", options.models));
  const auto embedder = must(eider::models::open_embedder(file, {.threads = options.threads}));
  StockEmbedder stock(file, options.threads);
  const Texts sentences = sentences_below(options.folder);
  std::vector<Set> sets;
  sets.push_back(cut_set("short", sentences, 14, options, *embedder));
  sets.push_back(cut_set("medium", sentences, 85, options, *embedder));
  sets.push_back(cut_set("long", sentences, 285, options, *embedder));
  Set mixed{"mixed", {}};
  for (std::size_t i = 0; i < options.texts; ++i) mixed.texts.push_back(sets[i % 3].texts[i]);
  sets.push_back(std::move(mixed));
  if (!options.passages.empty()) sets.push_back(read_passages(options));

  fmt::print("threads {}, best of {} rounds\n{:<16} {:>6} {:>7} {:>10} {:>10} {:>7} {:>9} {:>9}\n",
             options.threads, options.rounds, "set", "texts", "tokens", "stock/s", "ours/s",
             "ratio", "tokens/s", "cosine");
  bool reached = true;
  for (const Set& set : sets) reached = measure(set, options, stock, *embedder) && reached;
  return reached ? 0 : 1;
}
