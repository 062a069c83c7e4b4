// How fast the keyword index is built and asked, and how large it is.
// Input: a number of generated news chunks (generated_news.h), or a folder with passages.jsonl
// {text} and questions.jsonl {question}, whose sentences are shuffled into as many chunks ->
// output: a table, and a line of JSON a figure in bench/results.jsonl. Asserts that the best k are
// those of scoring every chunk, through a filter too, and that a segment attached again answers
// the same. --dump writes the texts and questions for bench/keyword_peers.py.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "corpus/keyword_index/keyword_index.h"
#include "generated_news.h"
#include "measuring.h"
#include "text/sentences.h"

namespace {

using eider::bench::commit_name;
using eider::bench::die;
using eider::bench::must;
using eider::bench::NewsChunk;
using eider::bench::processor_name;
using eider::bench::thread_seconds;
using eider::keyword_index::BestRequest;
using eider::keyword_index::KeywordHit;
using eider::keyword_index::KeywordIndex;
using eider::keyword_index::QuestionWord;

struct Options {
  std::size_t chunks = 200'000;
  std::size_t questions = 500;
  std::size_t checked = 50;
  std::size_t delta = 5'000;  // chunks added at the end, and as many removed
  std::string folder;
  std::string dump;
  std::string results = "bench/results.jsonl";
};

struct Corpus {
  std::vector<NewsChunk> chunks;
  std::vector<std::string> questions;
  std::size_t bytes = 0;
};

class Report {
 public:
  explicit Report(const Options& options)
      : file_(options.results, std::ios::app),
        machine_(processor_name()),
        commit_(commit_name()),
        command_(fmt::format("./dev bench keyword {}", options.chunks)) {}

  void add(const std::string& name, double value, const std::string& unit) {
    fmt::print("{:<52} {:>12.3f}  {}\n", name, value, unit);
    const nlohmann::json line = {
        {"name", "keyword: " + name},         {"value", value},    {"unit", unit},
        {"machine", machine_ + ", 1 thread"}, {"commit", commit_}, {"command", command_}};
    file_ << line.dump() << "\n";
  }

 private:
  std::ofstream file_;
  std::string machine_;
  std::string commit_;
  std::string command_;
};

std::vector<nlohmann::json> read_lines(const std::string& path) {
  std::ifstream file(path);
  if (!file) die("no file " + path);
  std::vector<nlohmann::json> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(nlohmann::json::parse(line));
  return lines;
}

Corpus generated(const Options& options) {
  Corpus made;
  eider::bench::GeneratedNews news(1);
  while (made.chunks.size() < options.chunks) news.article(made.chunks);
  std::mt19937_64 random(2);
  while (made.questions.size() < options.questions) {
    const std::string question = news.question_on(made.chunks[random() % made.chunks.size()]);
    if (question.size() > 30) made.questions.push_back(question);
  }
  return made;
}

/// Real sentences in new company: words are as frequent as they are in the passages.
Corpus shuffled(const Options& options) {
  Corpus made;
  std::vector<std::string> sentences;
  for (const auto& line : read_lines(options.folder + "/passages.jsonl")) {
    const std::string text = line.at("text");
    for (const eider::Span span : eider::text::sentences(text)) {
      sentences.emplace_back(eider::slice(text, span));
    }
  }
  std::mt19937_64 random(1);
  while (made.chunks.size() < options.chunks) {
    NewsChunk chunk;
    while (chunk.text.size() < 850) chunk.text += sentences[random() % sentences.size()];
    made.chunks.push_back(std::move(chunk));
  }
  const auto lines = read_lines(options.folder + "/questions.jsonl");
  while (made.questions.size() < options.questions) {
    made.questions.push_back(lines[random() % lines.size()].at("question"));
  }
  return made;
}

KeywordIndex built(const Corpus& corpus, Report& report) {
  KeywordIndex made;
  double merging = 0;
  const double began = thread_seconds();
  for (std::size_t i = 0; i < corpus.chunks.size(); ++i) {
    const NewsChunk& chunk = corpus.chunks[i];
    must(made.add(static_cast<std::int64_t>(i), {chunk.title, "", chunk.text}));
    if (!made.wants_merge()) continue;
    const double before = thread_seconds();
    must(made.merge());
    merging += thread_seconds() - before;
  }
  const double before = thread_seconds();
  must(made.merge());
  merging += thread_seconds() - before;
  const double seconds = thread_seconds() - began;
  const double megabytes = static_cast<double>(corpus.bytes) / 1e6;
  report.add("build, one thread", megabytes / seconds, "MB of text/s");
  report.add("build, without the merges", megabytes / (seconds - merging), "MB of text/s");
  report.add("build, chunks", static_cast<double>(corpus.chunks.size()) / seconds, "chunks/s");
  return made;
}

void report_size(const KeywordIndex& made, const Corpus& corpus, Report& report) {
  const auto size = made.report();
  const auto text = static_cast<double>(corpus.bytes);
  report.add("segments", static_cast<double>(size.segments), "");
  report.add("bytes of index a byte of text", static_cast<double>(size.segment_bytes) / text, "");
  report.add("bytes a posting",
             static_cast<double>(size.segment_bytes) / static_cast<double>(size.postings), "");
  report.add("resident", static_cast<double>(size.resident_bytes) / 1e6, "MB");
}

void time_questions(const KeywordIndex& made, const Corpus& corpus, const std::string& name,
                    const BestRequest& request, Report& report) {
  std::vector<double> times;
  std::size_t words = 0;
  for (const std::string& question : corpus.questions) {
    const double began = thread_seconds();
    const std::vector<QuestionWord> parts = made.question_words(question);
    const auto hits = must(made.best(parts, request));
    times.push_back((thread_seconds() - began) * 1e3);
    words += parts.size();
  }
  std::sort(times.begin(), times.end());
  report.add(name + ", p50", times[times.size() / 2], "ms");
  report.add(name + ", p99", times[times.size() * 99 / 100], "ms");
  if (request.k == 10 && !request.filtered) {
    report.add("words a question",
               static_cast<double>(words) / static_cast<double>(corpus.questions.size()), "");
  }
}

void time_exhaustive(const KeywordIndex& made, const Corpus& corpus, Report& report) {
  std::vector<double> times;
  for (std::size_t i = 0; i < 50 && i < corpus.questions.size(); ++i) {
    const double began = thread_seconds();
    const auto hits = made.all_scores(made.question_words(corpus.questions[i]));
    times.push_back((thread_seconds() - began) * 1e3);
  }
  std::sort(times.begin(), times.end());
  report.add("every matching chunk, p50", times[times.size() / 2], "ms");
}

std::vector<KeywordHit> best_of_all(std::vector<KeywordHit> hits, const BestRequest& request) {
  if (request.filtered) {
    std::erase_if(hits, [&](const KeywordHit& hit) {
      return !std::binary_search(request.allowed.begin(), request.allowed.end(), hit.id);
    });
  }
  std::sort(hits.begin(), hits.end(), [](const KeywordHit& a, const KeywordHit& b) {
    return a.score != b.score ? a.score > b.score : a.id < b.id;
  });
  hits.resize(std::min(hits.size(), request.k));
  return hits;
}

void check(const KeywordIndex& made, const Corpus& corpus, const Options& options,
           std::span<const std::int64_t> allowed) {
  const std::size_t count = std::min(options.checked, corpus.questions.size());
  for (std::size_t i = 0; i < count; ++i) {
    const auto words = made.question_words(corpus.questions[i]);
    const auto all = made.all_scores(words);
    for (const BestRequest& request : {BestRequest{10, {}, false}, BestRequest{100, {}, false},
                                       BestRequest{10, allowed, true}}) {
      if (must(made.best(words, request)) != best_of_all(all, request)) {
        die("the best are not the best of all: " + corpus.questions[i]);
      }
    }
  }
  fmt::print("{} questions: the best are those of scoring every chunk\n", count);
}

void time_attach(const KeywordIndex& made, const Corpus& corpus, Report& report) {
  KeywordIndex again;
  double seconds = 0;
  for (const auto& segment : made.segments()) {
    std::string bytes = segment.write();
    const double began = thread_seconds();
    must(again.attach(std::move(bytes)));
    seconds += thread_seconds() - began;
  }
  report.add("attach all segments", seconds * 1e3, "ms");
  const auto words = made.question_words(corpus.questions[0]);
  if (must(again.best(words, {})) != must(made.best(words, {}))) die("attached, it differs");
}

void time_changes(KeywordIndex& made, const Corpus& corpus, const Options& options,
                  Report& report) {
  double began = thread_seconds();
  for (std::size_t i = 0; i < options.delta; ++i) {
    const NewsChunk& chunk = corpus.chunks[i];
    must(made.add(static_cast<std::int64_t>(corpus.chunks.size() + i),
                  {chunk.title, "", chunk.text}));
  }
  report.add("add to the delta", static_cast<double>(options.delta) / (thread_seconds() - began),
             "chunks/s");
  began = thread_seconds();
  for (std::size_t i = 0; i < options.delta; ++i) {
    made.remove(static_cast<std::int64_t>(i * (corpus.chunks.size() / options.delta)));
  }
  report.add("remove", static_cast<double>(options.delta) / (thread_seconds() - began), "chunks/s");
}

void dump(const Corpus& corpus, const std::string& folder) {
  std::ofstream chunks(folder + "/chunks.jsonl");
  for (const NewsChunk& chunk : corpus.chunks) {
    chunks << nlohmann::json{{"text", chunk.title + " " + chunk.text}}.dump() << "\n";
  }
  std::ofstream questions(folder + "/questions.jsonl");
  for (const std::string& question : corpus.questions) {
    questions << nlohmann::json{{"question", question}}.dump() << "\n";
  }
}

void run(const Options& options) {
  Report report(options);
  Corpus corpus = options.folder.empty() ? generated(options) : shuffled(options);
  for (const NewsChunk& chunk : corpus.chunks) {
    corpus.bytes += chunk.title.size() + chunk.text.size();
  }
  fmt::print("{} chunks, {:.1f} MB of text\n", corpus.chunks.size(),
             static_cast<double>(corpus.bytes) / 1e6);
  if (!options.dump.empty()) dump(corpus, options.dump);
  KeywordIndex made = built(corpus, report);
  report_size(made, corpus, report);
  std::vector<std::int64_t> allowed;  // a tenth
  for (std::size_t i = 0; i < corpus.chunks.size(); i += 10) {
    allowed.push_back(static_cast<std::int64_t>(i));
  }
  time_questions(made, corpus, "best 10", {10, {}, false}, report);
  time_questions(made, corpus, "best 100", {100, {}, false}, report);
  time_questions(made, corpus, "best 10 of a tenth", {10, allowed, true}, report);
  time_exhaustive(made, corpus, report);
  check(made, corpus, options, allowed);
  time_attach(made, corpus, report);
  time_changes(made, corpus, options, report);
  time_questions(made, corpus, "best 10, delta and tombstones", {10, {}, false}, report);
  check(made, corpus, options, allowed);
}

}  // namespace

int main(int count, char** arguments) {
  Options options;
  CLI::App app("Speed and size of the keyword index");
  app.add_option("--chunks", options.chunks, "how many");
  app.add_option("--questions", options.questions, "how many");
  app.add_option("--checked", options.checked, "questions checked against scoring every chunk");
  app.add_option("--folder", options.folder, "passages.jsonl and questions.jsonl to shuffle");
  app.add_option("--dump", options.dump, "folder to write texts and questions to");
  app.add_option("--results", options.results, "JSON lines are appended here");
  CLI11_PARSE(app, count, arguments);
  run(options);
  return 0;
}
