// How well and how fast search finds the passage a question was asked about.
// Input: a folder with passages.jsonl {id, text} and questions.jsonl {id, set, question, passage},
// and a folder with their vectors (passages.f32, questions.f32: float rows in the same order, by
// bench/embed_lines) -> output: a table, R@1 and MRR@10 in percent by set and ranking, with a
// 95 % bootstrap interval of the pooled R@1, and milliseconds a question.
// Constants are chosen with --half even; figures are reported with --half odd.

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

struct Ranking {
  const char* name;
  SearchWeights weights;
  bool with_vectors;
};

struct Options {
  std::string sets;
  std::string vectors;
  std::string half = "odd";
  std::string only;  // the one ranking to run; empty: all
  SearchWeights weights;
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
            const Ranking& ranking) {
  Outcome outcome;
  const auto began = std::chrono::steady_clock::now();
  for (const Question& question : questions) {
    SearchRequest request{.question = question.text, .k = 10, .weights = ranking.weights};
    if (ranking.with_vectors) request.query_vector = question.embedding;
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
  double reciprocal = 0;  // MRR@10
};

Figures figures_of(const std::vector<std::int64_t>& ranks) {
  Figures sums;
  for (const std::int64_t rank : ranks) {
    if (rank == 1) sums.first += 1;
    if (rank > 0) sums.reciprocal += 1.0 / static_cast<double>(rank);
  }
  const double scale = 100 / std::max(1.0, static_cast<double>(ranks.size()));
  return {sums.first * scale, sums.reciprocal * scale};
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

void print_table(const std::vector<Question>& questions, const std::vector<Ranking>& rankings,
                 const std::vector<Outcome>& outcomes) {
  std::map<std::string, std::vector<std::size_t>> sets;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    sets[questions[i].set].push_back(i);
    if (questions[i].set != "xquad-en-zh") sets["~ pooled Chinese"].push_back(i);
  }
  fmt::print("{:18}{:>6}", "R@1 / MRR@10", "n");
  for (const Ranking& ranking : rankings) fmt::print("{:>16}", ranking.name);
  fmt::print("\n");
  for (const auto& [set, members] : sets) {
    fmt::print("{:18}{:6}", set, members.size());
    for (const Outcome& outcome : outcomes) {
      std::vector<std::int64_t> ranks;
      for (const std::size_t i : members) ranks.push_back(outcome.ranks[i]);
      const Figures figures = figures_of(ranks);
      fmt::print("{:>16}", fmt::format("{:.1f} / {:.1f}", figures.first, figures.reciprocal));
      if (&outcome == &outcomes.back() && set.starts_with("~")) {
        const auto [low, high] = bootstrap_first(ranks);
        fmt::print("   ({:.1f} to {:.1f})", low, high);
      }
    }
    fmt::print("\n");
  }
  fmt::print("{:24}", "ms a question");
  for (const Outcome& outcome : outcomes) fmt::print("{:16.2f}", outcome.milliseconds);
  fmt::print("\n");
}

}  // namespace

int main(int count, char** arguments) {
  Options options;
  CLI::App app("Retrieval quality and speed");
  app.add_option("sets", options.sets, "folder of passages.jsonl and questions.jsonl")->required();
  app.add_option("vectors", options.vectors, "folder of passages.f32 and questions.f32");
  app.add_option("--half", options.half, "even, odd or all questions");
  app.add_option("--only", options.only, "one ranking, by the name the table gives it");
  app.add_option("--cosine", options.weights.cosine, "weight of z(cosine)");
  app.add_option("--window", options.weights.window, "weight of the window share");
  CLI11_PARSE(app, count, arguments);

  std::map<std::string, std::int64_t> lines_by_id;
  const auto chunks = HeldChunks::build(read_passages(options, lines_by_id));
  if (!chunks) {
    fmt::print(stderr, "{}\n", chunks.error().message());
    return 1;
  }
  const std::vector<Question> questions = read_questions(options, lines_by_id);
  const double cosine = options.weights.cosine;
  std::vector<Ranking> rankings = {{"words", {1, 0, 0}, false},
                                   {"vectors", {0, 1, 0}, true},
                                   {"fused", {1, cosine, 0}, true},
                                   {"words, window", {1, 0, options.weights.window}, false},
                                   {"fused, window", options.weights, true}};
  std::erase_if(rankings, [&](const Ranking& each) {
    return !options.only.empty() && each.name != options.only;
  });
  std::vector<Outcome> outcomes;
  for (const Ranking& ranking : rankings) outcomes.push_back(run(*chunks, questions, ranking));
  print_table(questions, rankings, outcomes);
  return 0;
}
