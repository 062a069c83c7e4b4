// Asks a model the rows of bench/tasks in every form of prompt of bench/tasks/forms.json.
// Input: that folder, a generator -> output: one JSON line a row and form: the likelihood of each
// group of continuations or the text, tokens read and written, seconds. Each form is also put with
// texts that say nothing (`neutral` is their number), the prior that a rule can take off.
// bench/tasks_report.py makes the tables of them; what is right is not this program's business.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "measuring.h"
#include "models/catalogue/catalogue.h"
#include "models/llama/open.h"

namespace {

using eider::models::CompletionOptions;
using eider::models::Generator;
using eider::models::Likelihood;
using eider::models::Prompt;
using nlohmann::json;

struct Options {
  std::string sets;
  std::string models;
  std::string generator = eider::models::default_entry(eider::models::Role::kGenerator).name;
  std::string task;                // empty: all
  std::vector<std::string> forms;  // empty: all
  std::string half;                // empty: both
  int threads = 2;
};

std::vector<json> read_lines(const std::string& path) {
  std::ifstream file(path);
  if (!file) eider::bench::die("can't read " + path);
  std::vector<json> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(json::parse(line));
  return lines;
}

/// Puts the row's fields where the form has {name}; what a field says is not read again.
std::string filled(const std::string& form, const json& row) {
  std::string text;
  for (std::size_t at = 0; at < form.size();) {
    const std::size_t open = form.find('{', at);
    const std::size_t shut = open == std::string::npos ? open : form.find('}', open);
    if (shut == std::string::npos) return text + form.substr(at);
    text.append(form, at, open - at);
    const std::string name = form.substr(open + 1, shut - open - 1);
    const bool known = row.contains(name) && row.at(name).is_string();
    if (known) text += row.at(name).get<std::string>();
    at = known ? shut + 1 : open + 1;
    if (!known) text += '{';
  }
  return text;
}

/// The language that a form speaks to a row: that of the condition where there is one.
std::string language_of(const json& row) {
  if (!row.contains("condition")) return row.at("script") == "english" ? "en" : "zh";
  for (const char byte : row.at("condition").get<std::string>()) {
    if (static_cast<unsigned char>(byte) >= 0x80) return "zh";
  }
  return "en";
}

double log_sum(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += std::exp(value);
  return std::log(sum);
}

/// The likelihood of each group of continuations that mean the same.
json group_likelihoods(const json& groups, const json& row, const Prompt& prompt,
                       Generator& generator) {
  std::vector<std::string> continuations;
  for (const json& group : groups) {
    for (const json& one : group) continuations.push_back(filled(one, row));
  }
  const auto scores = eider::bench::must(generator.score(prompt, continuations, {}));
  json values = json::array();
  std::size_t at = 0;
  for (const json& group : groups) {
    std::vector<double> logs;
    for (std::size_t i = 0; i < group.size(); ++i) logs.push_back(scores[at++].log_probability);
    values.push_back(log_sum(logs));
  }
  return values;
}

/// The form's prompt, or one of several that differ in a part.
Prompt prompt_of(const json& said, const json& row) {
  return {filled(said.value("system", ""), row), filled(said.value("user", ""), row),
          filled(said.value("lead_in", ""), row)};
}

/// How likely the text itself is after each of the form's openings.
json text_likelihoods(const json& openings, const json& row, Generator& generator) {
  json values = json::array();
  for (const json& opening : openings) {
    const auto scores = eider::bench::must(
        generator.score(prompt_of(opening, row), {row.at("text").get<std::string>()}, {}));
    values.push_back(scores[0].log_probability);
  }
  return values;
}

json put(const json& form, const json& row, Generator& generator) {
  const json& said = form.at(language_of(row));
  const Prompt prompt = prompt_of(said, row);
  const auto began = std::chrono::steady_clock::now();
  json line{{"model", generator.name()},
            {"task", form.at("task")},
            {"form", form.at("form")},
            {"id", row.at("id")}};
  if (said.contains("openings")) {
    line["likelihoods"] = text_likelihoods(said.at("openings"), row, generator);
  } else if (said.contains("continuations")) {
    line["likelihoods"] = group_likelihoods(said.at("continuations"), row, prompt, generator);
  } else {
    CompletionOptions options{.max_tokens = 96, .stop = {"}"}};
    const auto reply = eider::bench::must(generator.complete(prompt, options, {}));
    line["text"] = prompt.lead_in + reply.text + "}";
    line["answer_tokens"] = reply.answer_tokens;
  }
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - began;
  line["own_tokens"] = generator.count_tokens(row.at("text").get<std::string>());
  line["whole_tokens"] =
      generator.count_tokens(prompt.system + prompt.user) + generator.count_tokens(prompt.lead_in);
  line["seconds"] = spent.count();
  return line;
}

void print(const json& line) {
  fmt::print("{}\n", line.dump());
  std::fflush(stdout);
}

void put_neutral(const json& form, json row, const json& neutral, Generator& generator) {
  const json& said = neutral.at(language_of(row));
  for (std::size_t i = 0; i < said.at("texts").size(); ++i) {
    row["company"] = said.at("company");
    row["text"] = filled(said.at("texts")[i], row);
    json line = put(form, row, generator);
    line["neutral"] = i;
    print(line);
  }
}

void run(const Options& options) {
  const auto* entry = eider::models::find_entry(options.generator);
  if (entry == nullptr) eider::bench::die("no such generator: " + options.generator);
  const auto generator = eider::bench::must(eider::models::open_generator(
      {*entry, options.models + "/" + entry->file}, {.threads = options.threads}));
  const json all = json::parse(std::ifstream(options.sets + "/forms.json"));
  for (const json& form : all.at("forms")) {
    const std::string task = form.at("task");
    const std::string name = form.at("form");
    if (!options.task.empty() && task != options.task) continue;
    if (!options.forms.empty() && std::ranges::count(options.forms, name) == 0) continue;
    std::set<std::string> primed;  // conditions and languages whose prior is known
    for (json row : read_lines(options.sets + "/" + task + ".jsonl")) {
      if (!options.half.empty() && row.at("half") != options.half) continue;
      const json& said = form.at(language_of(row));
      const bool scored = said.contains("continuations") || said.contains("openings");
      if (scored && primed.insert(language_of(row) + row.value("condition", "")).second) {
        put_neutral(form, row, all.at("neutral"), *generator);
      }
      print(put(form, row, *generator));
    }
  }
}

}  // namespace

int main(int count, char** arguments) {
  Options options;
  CLI::App app("Forms of prompts for rows, side by side");
  app.add_option("sets", options.sets, "folder of the tasks and forms.json")->required();
  app.add_option("models", options.models, "folder of model files")->required();
  app.add_option("--generator", options.generator, "by its name in the catalogue");
  app.add_option("--task", options.task, "one task alone");
  app.add_option("--form", options.forms, "these forms alone");
  app.add_option("--half", options.half, "choose or report");
  app.add_option("--threads", options.threads)->check(CLI::Range(1, 256));
  CLI11_PARSE(app, count, arguments);
  run(options);
  return 0;
}
