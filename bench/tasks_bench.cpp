// Asks a model the rows of bench/tasks in every form of prompt of bench/tasks/forms.json.
// Input: that folder, a generator -> output: one JSON line a row and form: the likelihood of each
// group of continuations or the text, tokens read and written, seconds a row of the form. Each form
// is also put with texts that say nothing (`neutral` is their number), the prior that a rule can
// take off. bench/tasks_report.py makes the tables of them; what is right is not this program's
// business.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "measuring.h"
#include "models/catalogue/catalogue.h"
#include "models/llama/open.h"
#include "rows/questions.h"
#include "text/utf8.h"

namespace {

using eider::models::Prompt;
using eider::models::RowEngine;
using eider::models::RowReply;
using eider::models::RowTask;
using nlohmann::json;

constexpr std::int64_t kMostAnswerTokens = 96;

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

double log_sum(const json& values) {
  double sum = 0;
  for (const double value : values) sum += std::exp(value);
  return std::log(sum);
}

/// The form's prompt, or one of several that differ in a part.
Prompt prompt_of(const json& said, const json& row) {
  return {filled(said.value("system", ""), row), filled(said.value("user", ""), row),
          filled(said.value("lead_in", ""), row)};
}

/// The form that the product has is asked as the product asks it; forms.json says the same, for
/// people to read.
void must_be_shipped(const json& row, const RowTask& task) {
  eider::rows::Question question;
  const std::string text = row.at("text");
  if (row.contains("condition")) {
    question = eider::rows::filter_question(text, row.at("condition").get<std::string>());
  } else {
    std::vector<std::string> labels = task.continuations;
    for (std::string& label : labels) label = eider::text::trim(label);
    question = eider::rows::classify_question(text, labels);
  }
  const bool same = question.prompt.user == task.prompt.user &&
                    question.prompt.lead_in == task.prompt.lead_in && task.prompt.system.empty() &&
                    question.continuations == task.continuations;
  if (!same) eider::bench::die("forms.json differs from src/rows: " + question.prompt.user);
}

/// What one row asks in one form: a task, or one an opening, of which each scores the text itself.
std::vector<RowTask> tasks_of(const json& said, const json& row) {
  std::vector<RowTask> tasks;
  if (said.contains("openings")) {
    for (const json& opening : said.at("openings")) {
      tasks.push_back({.prompt = prompt_of(opening, row), .continuations = {row.at("text")}});
    }
    return tasks;
  }
  RowTask task{.prompt = prompt_of(said, row), .max_tokens = kMostAnswerTokens, .stop = {"}"}};
  for (const json& group : said.value("continuations", json::array())) {
    for (const json& one : group) task.continuations.push_back(filled(one, row));
  }
  if (said.value("shipped", false)) must_be_shipped(row, task);
  tasks.push_back(std::move(task));
  return tasks;
}

/// All tasks together, as the functions over rows ask them; the replies in the tasks' order.
std::vector<RowReply> ask(RowEngine& engine, std::vector<RowTask> tasks) {
  std::vector<RowReply> replies(tasks.size());
  std::size_t admitted = 0;
  for (std::size_t done = 0; done < tasks.size();) {
    std::vector<RowTask> group;
    while (admitted < tasks.size() && group.size() < engine.free_places()) {
      tasks[admitted].number = admitted;
      group.push_back(std::move(tasks[admitted++]));
    }
    if (!group.empty()) eider::bench::must(engine.admit(std::move(group)));
    for (RowReply& reply : eider::bench::must(engine.step({}))) {
      if (reply.error) eider::bench::die(reply.error->message());
      ++done;
      replies[reply.number] = std::move(reply);
    }
  }
  return replies;
}

/// The likelihood of each group of continuations that mean the same.
json group_likelihoods(const json& groups, const RowReply& reply) {
  json values = json::array();
  std::size_t at = 0;
  for (const json& group : groups) {
    json logs = json::array();
    for (std::size_t i = 0; i < group.size(); ++i) {
      logs.push_back(reply.likelihoods[at++].log_probability);
    }
    values.push_back(log_sum(logs));
  }
  return values;
}

/// What a form says of a row: its replies are `replies`, one a task.
json line_of(const json& form, const json& row, std::span<const RowReply> replies) {
  const json& said = form.at(language_of(row));
  json line{{"task", form.at("task")}, {"form", form.at("form")}, {"id", row.at("id")}};
  if (row.contains("neutral")) line["neutral"] = row.at("neutral");
  if (said.contains("openings")) {
    for (const RowReply& reply : replies) {
      line["likelihoods"].push_back(reply.likelihoods[0].log_probability);
    }
  } else if (said.contains("continuations")) {
    line["likelihoods"] = group_likelihoods(said.at("continuations"), replies[0]);
  } else {
    line["text"] = said.value("lead_in", "") + replies[0].text + "}";
  }
  std::int64_t own = 0;
  std::int64_t shared = 0;
  std::int64_t written = 0;
  for (const RowReply& reply : replies) {
    own += reply.prompt_tokens;
    shared += reply.shared_tokens;
    written += reply.answer_tokens;
  }
  line["own_tokens"] = own;
  line["shared_tokens"] = shared;
  line["answer_tokens"] = written;
  return line;
}

/// The rows of a form; where likelihoods are asked, before the first row of each condition those
/// of texts that say nothing.
std::vector<json> rows_of(const json& form, const json& neutral, const Options& options) {
  std::vector<json> rows;
  std::set<std::string> primed;
  for (const json& row : read_lines(options.sets + "/" + std::string(form.at("task")) + ".jsonl")) {
    if (!options.half.empty() && row.at("half") != options.half) continue;
    const std::string language = language_of(row);
    const json& said = form.at(language);
    const bool scored = said.contains("continuations") || said.contains("openings");
    if (scored && primed.insert(language + row.value("condition", "")).second) {
      const json& texts = neutral.at(language).at(std::string(form.at("task")));
      for (std::size_t i = 0; i < texts.size(); ++i) {
        json other = row;
        other["neutral"] = i;
        other["company"] = neutral.at(language).at("company");
        other["text"] = filled(texts[i], other);
        rows.push_back(std::move(other));
      }
    }
    rows.push_back(row);
  }
  return rows;
}

void put(const json& form, const std::vector<json>& rows, const std::string& model,
         RowEngine& engine) {
  std::vector<RowTask> tasks;
  std::vector<std::size_t> first_of;  // of each row, and the end
  for (const json& row : rows) {
    first_of.push_back(tasks.size());
    for (RowTask& task : tasks_of(form.at(language_of(row)), row)) tasks.push_back(std::move(task));
  }
  first_of.push_back(tasks.size());
  const auto began = std::chrono::steady_clock::now();
  const std::vector<RowReply> replies = ask(engine, std::move(tasks));
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - began;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::span<const RowReply> all(replies);
    json line = line_of(form, rows[i], all.subspan(first_of[i], first_of[i + 1] - first_of[i]));
    line["model"] = model;
    line["seconds"] = spent.count() / static_cast<double>(rows.size());
    fmt::print("{}\n", line.dump());
  }
  std::fflush(stdout);
}

void run(const Options& options) {
  const auto* entry = eider::models::find_entry(options.generator);
  if (entry == nullptr) eider::bench::die("no such generator: " + options.generator);
  const auto engine = eider::bench::must(eider::models::open_row_engine(
      {*entry, options.models + "/" + entry->file}, {.threads = options.threads}));
  const json all = json::parse(std::ifstream(options.sets + "/forms.json"));
  for (const json& form : all.at("forms")) {
    const std::string name = form.at("form");
    if (!options.task.empty() && form.at("task") != options.task) continue;
    if (!options.forms.empty() && std::ranges::count(options.forms, name) == 0) continue;
    put(form, rows_of(form, all.at("neutral"), options), entry->name, *engine);
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
