// Many rows under one instruction: the row engine beside one request a row through the Generator,
// alone (everything read anew, as separate requests do) and kept (it holds the last prompt), and
// beside llama-server of the same llama.cpp with several settings.
// Input: generated news -> output: a table of rows a second, ratios, their geometric means, and
// lines of bench/results.jsonl. Each figure says for how many rows the greedy text is the same.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cmath>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "measuring.h"
#include "models/catalogue/catalogue.h"
#include "models/llama/chat.h"
#include "models/llama/open.h"
#include "rows_cases.h"

namespace {

using namespace eider;
using namespace eider::bench;
using models::RowReply;
using models::RowTask;

struct Options {
  std::string folder;
  std::string name = "qwen2.5-coder-0.5b";
  std::size_t rows = 48;
  std::size_t rows_alone = 6;  // of them one a row
  std::int64_t threads = 2;
  std::int64_t places = 16;
  std::int64_t cache = 8192;
  std::vector<std::int64_t> shared = {100, 400};
  std::vector<std::int64_t> outputs = {1, 8, 32};
  bool only_ours = false;
  bool no_filters = false;
  std::string server;  // llama-server
  std::string python = "python3";
  std::string results;
};

struct Measured {
  double seconds = 0;  // a row, on the clock
  double cpu = 0;      // a row, of all threads
  std::vector<std::string> texts;
};

double wall() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double cpu_of_process() {
  timespec at{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
  return static_cast<double>(at.tv_sec) + static_cast<double>(at.tv_nsec) * 1e-9;
}

class Report {
 public:
  explicit Report(const Options& options)
      : machine_(fmt::format("{}, {} threads", processor_name(), options.threads)),
        commit_(commit_name()),
        data_(fmt::format("generated news, {} rows, {}", options.rows, options.name)) {
    if (!options.results.empty()) file_.open(options.results, std::ios::app);
  }
  void add(const std::string& name, double value, const std::string& unit) {
    fmt::print("  {:<66} {:>9.3g} {}\n", name, value, unit);
    std::fflush(stdout);
    if (!file_.is_open()) return;
    file_ << nlohmann::json{{"name", "rows: " + name},
                            {"value", value},
                            {"unit", unit},
                            {"data", data_},
                            {"machine", machine_},
                            {"commit", commit_},
                            {"command", "./dev bench rows"}}
                 .dump()
          << "\n";
  }
  void ratio(const std::string& group, const std::string& name, double value) {
    add(name, value, "x");
    ratios_[group].push_back(value);
  }
  void means() {
    for (const auto& [group, values] : ratios_) {
      double sum = 0;
      for (const double value : values) sum += std::log(value);
      add("geometric mean: " + group, std::exp(sum / static_cast<double>(values.size())), "x");
    }
  }

 private:
  std::ofstream file_;
  std::string machine_, commit_, data_;
  std::map<std::string, std::vector<double>> ratios_;
};

// ---- the engine

struct Ours {
  Measured measured;
  std::vector<RowReply> replies;  // by row
};

Ours ask_engine(models::RowEngine& engine, const std::vector<RowTask>& tasks) {
  Ours ours;
  ours.replies.resize(tasks.size());
  const double began = wall();
  const double began_cpu = cpu_of_process();
  std::size_t next = 0;
  std::size_t done = 0;
  while (done < tasks.size()) {
    const std::size_t free = std::min(engine.free_places(), tasks.size() - next);
    if (free > 0 && (engine.free_places() >= engine.places() / 4 || next + free == tasks.size())) {
      must(engine.admit({tasks.begin() + static_cast<std::ptrdiff_t>(next),
                         tasks.begin() + static_cast<std::ptrdiff_t>(next + free)}));
      next += free;
    }
    for (RowReply& reply : must(engine.step({}))) {
      if (reply.error) die(reply.error->message());
      ours.replies[reply.number] = std::move(reply);
      ++done;
    }
  }
  const auto rows = static_cast<double>(tasks.size());
  ours.measured.seconds = (wall() - began) / rows;
  ours.measured.cpu = (cpu_of_process() - began_cpu) / rows;
  for (const RowReply& reply : ours.replies) ours.measured.texts.push_back(reply.text);
  return ours;
}

// ---- one request a row

/// What a Generator holds of the last prompt is forgotten, untimed.
void forget(models::Generator& generator) { must(generator.score({"", "-", ""}, {"a"}, {})); }

template <typename Ask>
Measured one_a_row(models::Generator& generator, std::size_t rows, bool alone, Ask ask) {
  Measured measured;
  if (!alone) ask(0);  // the shared part is held, as after any earlier row
  for (std::size_t i = 0; i < rows; ++i) {
    if (alone) forget(generator);
    const double began = wall();
    const double began_cpu = cpu_of_process();
    measured.texts.push_back(ask(i));
    measured.seconds += wall() - began;
    measured.cpu += cpu_of_process() - began_cpu;
  }
  measured.seconds /= static_cast<double>(rows);
  measured.cpu /= static_cast<double>(rows);
  return measured;
}

double same_share(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  const std::size_t size = std::min(a.size(), b.size());
  std::size_t same = 0;
  for (std::size_t i = 0; i < size; ++i) same += a[i] == b[i] ? 1 : 0;
  return static_cast<double>(same) / static_cast<double>(size);
}

void compare(Report& report, const std::string& what, const std::string& peer, const Measured& ours,
             const Measured& theirs) {
  report.add(what + ": " + peer, 1 / theirs.seconds, "rows/s");
  report.ratio("rows/s, ours to " + peer, what + ": ours to " + peer,
               theirs.seconds / ours.seconds);
  report.ratio("CPU, ours to " + peer, what + ": ours to " + peer + ", CPU", theirs.cpu / ours.cpu);
  report.add(what + ": rows of the same text, " + peer, 100 * same_share(ours.texts, theirs.texts),
             "%");
}

// ---- llama-server

struct Case {
  std::string what;
  std::int64_t outputs = 0;
  std::vector<models::Prompt> prompts;
  Measured ours;
};

std::string output_of(const std::string& command) {
  std::string printed;
  if (std::FILE* pipe = popen(command.c_str(), "r")) {
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) printed += static_cast<char>(c);
    pclose(pipe);
  }
  return printed;
}

/// Hands the prompts over as tokens, so that both read exactly the same.
void measure_server(const Options& options, const models::ModelFile& file,
                    const std::vector<Case>& cases, Report& report) {
  const auto weights = must(models::Weights::open(file));
  nlohmann::json asked = nlohmann::json::array();
  for (const Case& each : cases) {
    nlohmann::json rows = nlohmann::json::array();
    for (const models::Prompt& prompt : each.prompts) {
      rows.push_back(models::chat_tokens(*weights, prompt));
    }
    asked.push_back({{"what", each.what}, {"outputs", each.outputs}, {"rows", rows}});
  }
  const std::string path = "/tmp/eider_rows_bench.json";
  std::ofstream(path) << asked.dump();
  const std::string command = fmt::format("{} bench/rows_server.py '{}' '{}' {} {}", options.python,
                                          options.server, file.path, options.threads, path);
  const auto found = nlohmann::json::parse(output_of(command), nullptr, false);
  if (found.is_discarded()) die("rows_server.py printed no JSON");
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const nlohmann::json& best = found.at(i);
    const Measured theirs{best.at("seconds"), best.at("cpu"),
                          best.at("texts").get<std::vector<std::string>>()};
    fmt::print("  {}: llama-server's best is {}, {:.0f} tokens read a row\n", cases[i].what,
               best.at("setting").get<std::string>(), best.at("read").get<double>());
    compare(report, cases[i].what, "llama-server", cases[i].ours, theirs);
  }
}

// ---- the grid

Case measure_texts(const Options& options, models::RowEngine& engine, models::Generator& generator,
                   std::int64_t shared, std::int64_t outputs, Report& report) {
  Case each{fmt::format("shared {}, outputs {}", shared, outputs), outputs, {}, {}};
  const CountTokens count = [&](const models::Prompt& prompt) {
    return engine.count_tokens(prompt);
  };
  each.prompts = news_prompts({options.rows, shared, static_cast<std::uint64_t>(outputs)}, count);
  std::vector<RowTask> tasks;
  for (std::size_t i = 0; i < each.prompts.size(); ++i) {
    tasks.push_back({.number = i, .prompt = each.prompts[i], .max_tokens = outputs});
  }
  const Ours ours = ask_engine(engine, tasks);
  each.ours = ours.measured;
  std::int64_t written = 0;
  std::int64_t own = 0;
  for (const RowReply& reply : ours.replies) {
    written += reply.answer_tokens;
    own += reply.prompt_tokens;
  }
  const auto rows = static_cast<double>(options.rows);
  fmt::print("  {}: {:.1f} tokens written and {:.1f} read for a row alone\n", each.what,
             static_cast<double>(written) / rows, static_cast<double>(own) / rows);
  report.add(each.what + ": ours", 1 / each.ours.seconds, "rows/s");
  if (options.only_ours) return each;
  const auto ask = [&](std::size_t i) {
    return must(generator.complete(each.prompts[i], {.max_tokens = outputs}, {})).text;
  };
  for (const bool alone : {true, false}) {
    compare(report, each.what, alone ? "one a row, alone" : "one a row, kept", each.ours,
            one_a_row(generator, std::min(options.rows, options.rows_alone), alone, ask));
  }
  return each;
}

/// A label's likelihood for two single tokens; the texts compared are which is the likelier.
void measure_filter(const Options& options, models::RowEngine& engine, models::Generator& generator,
                    std::int64_t shared, Report& report) {
  const std::vector<std::string> labels = {"\u662f", "\u5426"};
  const CountTokens count = [&](const models::Prompt& prompt) {
    return engine.count_tokens(prompt);
  };
  const auto prompts = news_prompts({options.rows, shared, 0}, count);
  std::vector<RowTask> tasks;
  for (std::size_t i = 0; i < prompts.size(); ++i) {
    tasks.push_back({.number = i, .prompt = prompts[i], .continuations = labels});
  }
  const auto likelier = [](const std::vector<models::Likelihood>& found) {
    return found[0].log_probability > found[1].log_probability ? "yes" : "no";
  };
  Ours ours = ask_engine(engine, tasks);
  for (std::size_t i = 0; i < ours.replies.size(); ++i) {
    ours.measured.texts[i] = likelier(ours.replies[i].likelihoods);
  }
  const std::string what = fmt::format("filter, shared {}", shared);
  report.add(what + ": ours", 1 / ours.measured.seconds, "rows/s");
  if (options.only_ours) return;
  const auto ask = [&](std::size_t i) {
    return std::string(likelier(must(generator.score(prompts[i], labels, {}))));
  };
  for (const bool alone : {true, false}) {
    const std::string peer = alone ? "one a row, alone" : "one a row, kept";
    compare(report, what, "filter " + peer, ours.measured,
            one_a_row(generator, std::min(options.rows, options.rows_alone), alone, ask));
  }
}

void run(const Options& options) {
  const models::ModelEntry* entry = models::find_entry(options.name);
  if (entry == nullptr) die("no such model: " + options.name);
  const models::ModelFile file{*entry, options.folder + "/" + entry->file};
  const auto engine = must(models::open_row_engine(file, {.threads = options.threads,
                                                          .places = options.places,
                                                          .window_tokens = 2048,
                                                          .cache_tokens = options.cache}));
  const auto generator =
      must(models::open_generator(file, {.threads = options.threads, .context_tokens = 2048}));
  Report report(options);
  std::vector<Case> cases;
  for (const std::int64_t shared : options.shared) {
    for (const std::int64_t outputs : options.outputs) {
      cases.push_back(measure_texts(options, *engine, *generator, shared, outputs, report));
    }
    if (!options.no_filters) measure_filter(options, *engine, *generator, shared, report);
  }
  if (!options.server.empty()) measure_server(options, file, cases, report);
  report.means();
}

}  // namespace

int main(int count, char** arguments) {
  Options options;
  CLI::App app("Rows under one instruction, a second");
  app.add_option("models", options.folder, "folder of model files")->required();
  app.add_option("--model", options.name, "by its name in the catalogue");
  app.add_option("--rows", options.rows, "how many")->check(CLI::Range(1, 100'000));
  app.add_option("--alone", options.rows_alone, "how many of them one a row");
  app.add_option("--threads", options.threads, "of every program");
  app.add_option("--places", options.places, "rows worked on together");
  app.add_option("--cache", options.cache, "tokens of keys and values");
  app.add_option("--shared", options.shared, "tokens of the instruction");
  app.add_option("--outputs", options.outputs, "tokens written");
  app.add_flag("--only-ours", options.only_ours, "no peers");
  app.add_flag("--no-filters", options.no_filters, "texts alone");
  app.add_option("--server", options.server, "llama-server, a peer");
  app.add_option("--python", options.python, "runs the client of llama-server");
  app.add_option("--results", options.results, "JSON lines are appended here");
  CLI11_PARSE(app, count, arguments);
  run(options);
  return 0;
}
