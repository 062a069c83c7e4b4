// How well and how fast search finds the passage a question was asked about.
// Input: a folder with passages.jsonl {id, text} and questions.jsonl {id, set, question, passage},
// and a folder with their vectors (passages.f32, questions.f32: float rows in the same order, by
// bench/embed_lines) -> output: for each set and method R@1, R@5 and MRR@10 in percent, a 95 %
// bootstrap interval of R@1 for the pooled sets, and milliseconds a question.
// Constants are chosen on the even questions; figures are reported on the odd ones.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "corpus/search/held_chunks.h"
#include "corpus/search/search.h"

namespace {

using eider::search::HeldChunk;
using eider::search::HeldChunks;
using eider::search::SearchRequest;
using eider::search::SearchWeights;

struct Question {
  std::string set;
  std::string text;
  std::int64_t passage = 0;  // its line in passages.jsonl
  std::vector<float> embedding;
};

struct Method {
  const char* name;
  bool with_vectors;
  bool word_for_word;
  SearchWeights weights;  // for questions in the passages' language
  SearchWeights across;
};

struct Options {
  std::string sets;
  std::string vectors;
  std::string half = "odd";
  std::string only;  // the one method to run; empty: all
  SearchWeights weights;
  SearchWeights across = eider::search::kAcrossWeights;
};

std::vector<nlohmann::json> read_lines(const std::string& path) {
  std::ifstream file(path);
  std::vector<nlohmann::json> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(nlohmann::json::parse(line));
  return lines;
}

/// `count` rows of floats; none where the file is absent.
std::vector<std::vector<float>> read_rows(const std::string& path, std::size_t count) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  std::vector<std::vector<float>> rows(count);
  if (!file || count == 0) return rows;
  const std::size_t width = static_cast<std::size_t>(file.tellg()) / sizeof(float) / count;
  file.seekg(0);
  for (std::vector<float>& row : rows) {
    row.resize(width);
    file.read(reinterpret_cast<char*>(row.data()),
              static_cast<std::streamsize>(width * sizeof(float)));
  }
  return rows;
}

std::vector<HeldChunk> read_passages(const Options& options,
                                     std::map<std::string, std::int64_t>& lines_by_id) {
  const auto lines = read_lines(options.sets + "/passages.jsonl");
  auto vectors = read_rows(options.vectors + "/passages.f32", lines.size());
  std::vector<HeldChunk> chunks(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    chunks[i].chunk.id = static_cast<std::int64_t>(i);
    chunks[i].text = lines[i].at("text");
    chunks[i].embedding = std::move(vectors[i]);
    lines_by_id[lines[i].at("id")] = chunks[i].chunk.id;
  }
  return chunks;
}

std::vector<Question> read_questions(const Options& options,
                                     const std::map<std::string, std::int64_t>& lines_by_id) {
  const auto lines = read_lines(options.sets + "/questions.jsonl");
  auto vectors = read_rows(options.vectors + "/questions.f32", lines.size());
  std::vector<Question> questions;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (options.half == "even" && i % 2 == 1) continue;
    if (options.half == "odd" && i % 2 == 0) continue;
    if (lines[i].at("question").get<std::string>().empty()) continue;
    questions.push_back({lines[i].at("set"), lines[i].at("question"),
                         lines_by_id.at(lines[i].at("passage")), std::move(vectors[i])});
  }
  return questions;
}

struct Outcome {
  std::vector<std::int64_t> ranks;  // by question: of its passage, 0 where not in the first ten
  double milliseconds = 0;          // a question
};

Outcome run(const HeldChunks& chunks, const std::vector<Question>& questions,
            const Method& method) {
  Outcome outcome;
  const auto began = std::chrono::steady_clock::now();
  for (const Question& question : questions) {
    SearchRequest request{.question = question.text,
                          .k = 10,
                          .weights = method.weights,
                          .across = method.across,
                          .word_for_word = method.word_for_word};
    if (method.with_vectors) request.query_vector = question.embedding;
    const auto hits = eider::search::search(chunks.view(), request, chunks.texts_of());
    std::int64_t rank = 0;
    for (std::size_t i = 0; i < hits.value().size(); ++i) {
      if ((*hits)[i].id == question.passage) rank = static_cast<std::int64_t>(i + 1);
    }
    outcome.ranks.push_back(rank);
  }
  const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - began;
  outcome.milliseconds = spent.count() / static_cast<double>(questions.size());
  return outcome;
}

struct Figures {
  double first = 0;       // R@1
  double fifth = 0;       // R@5
  double reciprocal = 0;  // MRR@10
};

Figures figures_of(const std::vector<std::int64_t>& ranks) {
  Figures sums;
  for (const std::int64_t rank : ranks) {
    if (rank == 1) sums.first += 1;
    if (rank > 0 && rank <= 5) sums.fifth += 1;
    if (rank > 0) sums.reciprocal += 1.0 / static_cast<double>(rank);
  }
  const double scale = 100 / std::max(1.0, static_cast<double>(ranks.size()));
  return {sums.first * scale, sums.fifth * scale, sums.reciprocal * scale};
}

std::pair<double, double> bootstrap_first(const std::vector<std::int64_t>& ranks) {
  std::mt19937 random(1);
  std::uniform_int_distribution<std::size_t> any(0, ranks.size() - 1);
  std::vector<double> samples;
  for (int i = 0; i < 1000; ++i) {
    std::vector<std::int64_t> sample;
    for (std::size_t j = 0; j < ranks.size(); ++j) sample.push_back(ranks[any(random)]);
    samples.push_back(figures_of(sample).first);
  }
  std::sort(samples.begin(), samples.end());
  return {samples[25], samples[974]};
}

std::vector<std::int64_t> ranks_of(const Outcome& outcome,
                                   const std::vector<std::size_t>& members) {
  std::vector<std::int64_t> ranks;
  for (const std::size_t i : members) ranks.push_back(outcome.ranks[i]);
  return ranks;
}

void print_table(const std::vector<Question>& questions, const std::vector<Method>& methods,
                 const std::vector<Outcome>& outcomes) {
  constexpr std::string_view kAcross = "xquad-en-zh";
  std::map<std::string, std::vector<std::size_t>> sets;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    sets[questions[i].set].push_back(i);
    if (questions[i].set != kAcross) sets["~ pooled Chinese"].push_back(i);
  }
  fmt::print("{:18}{:>6}", "R@1/R@5/MRR@10", "n");
  for (const Method& method : methods) fmt::print("{:>20}", method.name);
  fmt::print("\n");
  for (const auto& [set, members] : sets) {
    fmt::print("{:18}{:6}", set, members.size());
    for (const Outcome& outcome : outcomes) {
      const Figures figures = figures_of(ranks_of(outcome, members));
      fmt::print("{:>20}", fmt::format("{:.1f} {:.1f} {:.1f}", figures.first, figures.fifth,
                                       figures.reciprocal));
    }
    fmt::print("\n");
    if (!set.starts_with("~") && set != kAcross) continue;
    fmt::print("{:24}", "  R@1, 95 % interval");
    for (const Outcome& outcome : outcomes) {
      const auto [low, high] = bootstrap_first(ranks_of(outcome, members));
      fmt::print("{:>20}", fmt::format("{:.1f} to {:.1f}", low, high));
    }
    fmt::print("\n");
  }
  fmt::print("{:24}", "ms a question");
  for (const Outcome& outcome : outcomes) fmt::print("{:20.2f}", outcome.milliseconds);
  fmt::print("\n");
}

/// From the simplest on, so that each shows what its step gains.
std::vector<Method> methods_of(const Options& options) {
  const SearchWeights& same = options.weights;
  const SearchWeights& across = options.across;
  const SearchWeights words = {1, 0, 0, 0, 0};
  const SearchWeights fused = {same.words, same.cosine, 0, 0, 0};
  const SearchWeights fused_across = {across.words, across.cosine, 0, 0, 0};
  return {{"BM25", false, true, words, words},
          {"BM25 of content", false, false, words, words},
          {"vectors", true, true, {0, 1, 0, 0, 0}, {0, 1, 0, 0, 0}},
          {"BM25, reranked",
           false,
           false,
           {1, 0, same.windows, same.cover, same.runs},
           {1, 0, across.windows, across.cover, across.runs}},
          {"fused", true, false, fused, fused_across},
          {"fused, reranked", true, false, same, across}};
}

}  // namespace

int main(int count, char** arguments) {
  Options options;
  CLI::App app("Retrieval quality and speed");
  app.add_option("sets", options.sets, "folder of passages.jsonl and questions.jsonl")->required();
  app.add_option("vectors", options.vectors, "folder of passages.f32 and questions.f32");
  app.add_option("--half", options.half, "even, odd or all questions");
  app.add_option("--only", options.only, "one method, by the name the table gives it");
  app.add_option("--cosine", options.weights.cosine, "weight of z(cosine)");
  app.add_option("--windows", options.weights.windows, "weight of the sentences' share");
  app.add_option("--cover", options.weights.cover, "weight of the text's cover");
  app.add_option("--runs", options.weights.runs, "weight of what is said as it was asked");
  app.add_option("--across-words", options.across.words, "the same for English questions");
  app.add_option("--across-cosine", options.across.cosine);
  app.add_option("--across-windows", options.across.windows);
  app.add_option("--across-cover", options.across.cover);
  CLI11_PARSE(app, count, arguments);

  std::map<std::string, std::int64_t> lines_by_id;
  const auto chunks = HeldChunks::build(read_passages(options, lines_by_id));
  if (!chunks) {
    fmt::print(stderr, "{}\n", chunks.error().message());
    return 1;
  }
  const std::vector<Question> questions = read_questions(options, lines_by_id);
  std::vector<Method> methods = methods_of(options);
  std::erase_if(methods, [&](const Method& each) {
    return !options.only.empty() && each.name != options.only;
  });
  std::vector<Outcome> outcomes;
  for (const Method& method : methods) outcomes.push_back(run(*chunks, questions, method));
  print_table(questions, methods, outcomes);
  return 0;
}
