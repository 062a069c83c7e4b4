// How often the model selects a sentence with the answer, and how well its two probabilities tell
// questions with an answer from those without. Input: a folder with passages.jsonl {id, text} and
// questions.jsonl {id, set, question, passage, answers}, a generator -> output: one JSON line a
// question, then a summary. Every question is put twice: with all passages, and with its own
// passage withheld, when nothing in the material should answer it.
// The thresholds of corpus/answer/answer.cpp are chosen from the lines.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "corpus/answer/judge.h"
#include "corpus/answer/material.h"
#include "corpus/search/held_chunks.h"
#include "corpus/search/search.h"
#include "models/catalogue/catalogue.h"
#include "models/llama/open.h"

namespace {

using eider::answer::Judge;
using eider::answer::MaterialSentence;
using eider::search::HeldChunk;
using eider::search::HeldChunks;

struct Options {
  std::string sets;
  std::string models;
  std::string generator = eider::models::default_entry(eider::models::Role::kGenerator).name;
  std::string set;         // questions of this set alone; empty: all
  std::size_t step = 200;  // every so many-th question is put
  std::size_t first = 0;
  std::int64_t hits = 6;
  std::int64_t tokens = 400;
};

struct Question {
  std::string text;
  std::size_t passage = 0;
  std::vector<std::string> answers;
};

std::vector<nlohmann::json> read_lines(const std::string& path) {
  std::ifstream file(path);
  std::vector<nlohmann::json> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(nlohmann::json::parse(line));
  return lines;
}

std::vector<HeldChunk> read_passages(const Options& options,
                                     std::map<std::string, std::size_t>& places) {
  std::vector<HeldChunk> chunks;
  for (const nlohmann::json& line : read_lines(options.sets + "/passages.jsonl")) {
    HeldChunk chunk;
    chunk.text = line.at("text");
    chunk.chunk.id = static_cast<std::int64_t>(chunks.size());
    chunk.chunk.span = {0, static_cast<std::int64_t>(chunk.text.size())};
    places[line.at("id")] = chunks.size();
    chunks.push_back(std::move(chunk));
  }
  return chunks;
}

std::vector<Question> read_questions(const Options& options,
                                     const std::map<std::string, std::size_t>& places) {
  const auto lines = read_lines(options.sets + "/questions.jsonl");
  std::vector<Question> questions;
  for (std::size_t i = options.first; i < lines.size(); i += options.step) {
    if (!options.set.empty() && lines[i].at("set") != options.set) continue;
    if (lines[i].at("question") == "") continue;
    questions.push_back({lines[i].at("question"), places.at(lines[i].at("passage")),
                         lines[i].at("answers").get<std::vector<std::string>>()});
  }
  return questions;
}

bool holds_answer(const std::vector<MaterialSentence>& material, std::int64_t number,
                  const Question& question) {
  const std::string& text = material.at(static_cast<std::size_t>(number - 1)).text;
  for (const std::string& answer : question.answers) {
    if (text.find(answer) != std::string::npos) return true;
  }
  return false;
}

eider::Result<nlohmann::json> put(const Question& question, bool withheld, const HeldChunks& chunks,
                                  const Options& options, eider::models::Generator& generator) {
  eider::search::SearchRequest request{.question = question.text, .k = options.hits};
  request.filtered = withheld;
  for (std::size_t i = 0; withheld && i < chunks.size(); ++i) {
    if (i != question.passage) request.allowed.push_back(static_cast<std::int64_t>(i));
  }
  const auto hits = eider::search::search(chunks.view(), request, chunks.texts_of());
  if (!hits) return std::unexpected(hits.error());
  const auto count = [&](std::string_view text) { return generator.count_tokens(text); };
  const auto material =
      eider::answer::choose_material(question.text, chunks.hits(*hits), count, options.tokens);

  const auto began = std::chrono::steady_clock::now();
  Judge judge(eider::answer::wording_for(question.text), material, question.text, generator);
  const auto yes = judge.probability_of_yes({});
  const auto none = judge.probability_of_none({});
  const auto selected = judge.select({});
  if (!yes || !none || !selected) return std::unexpected(selected.error());
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - began;

  bool right = false;
  for (const std::int64_t each : *selected) right |= holds_answer(material, each, question);
  bool there = false;
  for (std::size_t i = 1; i <= material.size(); ++i) {
    there |= holds_answer(material, static_cast<std::int64_t>(i), question);
  }
  return nlohmann::json{{"question", question.text},
                        {"withheld", withheld},
                        {"yes", *yes},
                        {"none", *none},
                        {"selected", *selected},
                        {"right", right},
                        {"there", there},
                        {"sentences", material.size()},
                        {"prompt_tokens", judge.prompt_tokens()},
                        {"seconds", spent.count()}};
}

void print_summary(const std::vector<nlohmann::json>& lines) {
  std::map<bool, int> asked;
  std::map<bool, int> right;
  double seconds = 0;
  for (const nlohmann::json& line : lines) {
    ++asked[line.at("withheld")];
    if (line.at("right")) ++right[line.at("withheld")];
    seconds += line.at("seconds").get<double>();
  }
  fmt::print(stderr, "selected a sentence with the answer: {} of {}; {:.1f} s a question\n",
             right[false], asked[false], seconds / static_cast<double>(lines.size()));
}

int run(const Options& options) {
  const eider::models::ModelEntry* entry = eider::models::find_entry(options.generator);
  if (entry == nullptr) {
    fmt::print(stderr, "no such generator: {}\n", options.generator);
    return 2;
  }
  const auto generator =
      eider::models::open_generator({*entry, options.models + "/" + entry->file}, {});
  std::map<std::string, std::size_t> places;
  const auto chunks = HeldChunks::build(read_passages(options, places));
  if (!generator || !chunks) {
    fmt::print(stderr, "{}\n", (generator ? chunks.error() : generator.error()).message());
    return 1;
  }
  std::vector<nlohmann::json> lines;
  for (const Question& question : read_questions(options, places)) {
    for (const bool withheld : {false, true}) {
      const auto line = put(question, withheld, *chunks, options, **generator);
      if (!line) {
        fmt::print(stderr, "{}\n", line.error().message());
        return 1;
      }
      fmt::print("{}\n", line->dump());
      std::fflush(stdout);
      lines.push_back(*line);
    }
  }
  print_summary(lines);
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  Options options;
  CLI::App app("Answer quality");
  app.add_option("sets", options.sets, "folder of passages.jsonl and questions.jsonl")->required();
  app.add_option("models", options.models, "folder of model files")->required();
  app.add_option("--generator", options.generator, "by its name in the catalogue");
  app.add_option("--set", options.set, "questions of one set alone");
  app.add_option("--step", options.step, "put every so many-th question")
      ->check(CLI::Range(1, 10000));
  app.add_option("--first", options.first, "the first question put");
  app.add_option("--hits", options.hits, "hits read for a question");
  app.add_option("--tokens", options.tokens, "tokens of material");
  CLI11_PARSE(app, count, arguments);
  return run(options);
}
