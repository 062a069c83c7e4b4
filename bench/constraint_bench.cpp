// What typed output costs beside the model: the trie of a vocabulary, a schema's compilation, and
// for each token of a reply its mask (new and kept), its state and the tokens that are forced.
// Input: nothing (a made vocabulary of 152,000 pieces), or --model NAME, the vocabulary of a model
// of the catalogue in the folder --models -> output: a table, and lines of bench/results.jsonl.
// Asserts that every reply is allowed token by token and ends where it may, and that replies of
// random tokens are JSON of their schema.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <bit>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "measuring.h"
#include "models/catalogue/model_file.h"
#include "models/llama/llama_vocabulary.h"
#include "rows/constraint/constraint.h"
#include "rows/constraint/schema_json.h"
#include "rows/constraint/schema_type.h"
#include "rows/constraint/test_vocabulary.h"
#include "text/utf8.h"

namespace {

using eider::bench::die;
using eider::bench::must;
using eider::bench::thread_seconds;
using eider::models::TokenConstraint;
using eider::models::TokenNumber;
using eider::models::Vocabulary;
using eider::rows::Schema;
using eider::rows::TokenTrie;

// Lengths as in a vocabulary of byte pairs: words with and without the space before them, Han of
// one to four characters, digits, runs of spaces, marks of code, and pieces of characters.
std::vector<std::string> made_pieces(std::size_t count) {
  std::mt19937 random(3);
  std::set<std::string> pieces;
  const auto below = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
  const std::string marks = "{}[]()\":,.;'\\/<>=+-_ \n\t";
  while (pieces.size() < count) {
    std::string piece;
    const unsigned kind = below(20);
    if (kind < 12) {
      if (below(2) == 0) piece = " ";
      for (unsigned n = 2 + below(5) + below(5); n > 0; --n) {
        piece += static_cast<char>((kind == 0 ? 'A' : 'a') + below(26));
      }
    } else if (kind < 17) {
      for (unsigned n = 1 + below(4); n > 0; --n) {
        eider::text::append(piece, char32_t{0x4E00} + below(3000));
      }
    } else if (kind < 19) {
      for (unsigned n = 1 + below(6); n > 0; --n) piece += marks[below(unsigned(marks.size()))];
    } else {
      eider::text::append(piece, char32_t{0x4E00} + below(20000));
      piece.resize(2);
    }
    pieces.insert(std::move(piece));
  }
  return {pieces.begin(), pieces.end()};
}

struct Case {
  std::string name;
  Schema schema;
  std::vector<std::string> replies;
};

std::string number_text(std::mt19937& random, unsigned below) {
  return std::to_string(random() % below);
}

std::string words(std::mt19937& random, const char* const* from, unsigned count, unsigned words) {
  std::string text;
  while (words-- > 0) text += from[random() % count];
  return text;
}

std::vector<Case> cases() {
  std::mt19937 random(5);
  const char* const han[] = {"\u65b0\u80fd\u6e90", "\u79d1\u6280",       "\u96c6\u5718",
                             "\u516c\u53f8",       "\u534a\u5bfc\u4f53", "\u901a\u8baf"};
  const char* const english[] = {"Acme ", "robotics ", "of ", "Hong ", "Kong ", "limited "};
  Case extract{"extract", must(eider::rows::schema_of_type(
                              "STRUCT(company VARCHAR, amount DOUBLE, unit ENUM('CNY','HKD','USD'),"
                              " day DATE, round VARCHAR)"))};
  Case lengths{"lengths", must(eider::rows::schema_of_json(
                              R"({"type":"object","properties":{"title":{"type":"string",
                                  "minLength":3,"maxLength":80},"code":{"type":"string",
                                  "pattern":"[A-Z]{2,4}-\\d{3,6}"},"share":{"type":"number",
                                  "minimum":0,"maximum":100}},
                                  "required":["title","code","share"]})"))};
  Case labels{"labels",
              must(eider::rows::schema_of_labels(
                  {"finance", "policy", "technology", "sport", "culture", "health"}, true))};
  Case free_pattern{
      "pattern .*",
      must(eider::rows::schema_of_json(R"({"type":"string","pattern":"(?:.|\\n)*[.!?]"})"))};
  for (int i = 0; i < 100; ++i) {
    const std::string name = i % 2 == 0 ? words(random, han, 6, 3) : words(random, english, 6, 4);
    extract.replies.push_back(fmt::format(
        R"({{"company":"{}","amount":{}.{},"unit":"CNY","day":"2026-0{}-1{}","round":{}}})", name,
        number_text(random, 90000), number_text(random, 99), 1 + random() % 9, random() % 10,
        i % 3 == 0 ? "null" : "\"B\""));
    lengths.replies.push_back(fmt::format(R"({{"title":"{}","code":"AB-{}","share":{}.5}})", name,
                                          100 + random() % 900000, random() % 100));
    labels.replies.push_back(i % 2 == 0 ? R"(["sport"])" : R"(["health","finance","policy"])");
    free_pattern.replies.push_back("\"" + name + ".\"");
  }
  return {extract, lengths, labels, free_pattern};
}

struct Times {
  double mask_seconds = 0;
  double worst_mask = 0;
  double other_seconds = 0;
  std::size_t tokens = 0;
  std::size_t asked = 0;  // tokens that the model would be asked for
};

// Replies of random tokens, each closed after some: as far from a model's as can be, and valid.
void write_randomly(TokenConstraint& constraint, const Case& one, const Vocabulary& vocabulary) {
  std::mt19937 random(9);
  for (int reply = 0; reply < 200; ++reply) {
    std::string text;
    auto state = constraint.start();
    for (int left = 40; left > 0; --left) {
      std::vector<TokenNumber> choices;
      const auto mask = constraint.allowed(state);
      for (std::size_t word = 0; word < mask.size(); ++word) {
        for (std::uint64_t bits = mask[word]; bits != 0; bits &= bits - 1) {
          choices.push_back(static_cast<TokenNumber>(word * 64) + std::countr_zero(bits));
        }
      }
      if (choices.empty()) break;
      const TokenNumber number = choices[random() % choices.size()];
      text += vocabulary.bytes(number);
      state = constraint.after(state, number);
    }
    for (const TokenNumber number : constraint.closing(state)) text += vocabulary.bytes(number);
    const auto checked = eider::rows::conforms(one.schema, text);
    if (!checked) die(one.name + ": " + checked.error().message() + ": " + text);
    if (!nlohmann::json::accept(text)) die(one.name + ": no JSON: " + text);
  }
}

// One reply as an engine writes it: what is forced is not asked for.
void follow(TokenConstraint& constraint, const Vocabulary& vocabulary, const std::string& reply,
            Times& times) {
  auto state = constraint.start();
  std::size_t forced_left = 0;
  for (const TokenNumber number : vocabulary.tokens_of(reply)) {
    const double start = thread_seconds();
    if (forced_left == 0) forced_left = constraint.forced(state).size();
    const double asked = thread_seconds();
    const bool is_asked = forced_left == 0;
    const auto mask = constraint.allowed(state);
    const double masked = thread_seconds();
    const auto bit = static_cast<std::size_t>(number);
    if ((mask[bit / 64] >> (bit % 64) & 1) == 0) die("a token of a valid reply is not allowed");
    const double before = thread_seconds();
    state = constraint.after(state, number);
    times.other_seconds += (asked - start) + (thread_seconds() - before);
    times.mask_seconds += masked - asked;
    times.worst_mask = std::max(times.worst_mask, masked - asked);
    ++times.tokens;
    if (is_asked) ++times.asked;
    if (forced_left > 0) --forced_left;
  }
  if (!constraint.may_end(state)) die("a valid reply may not end");
}

struct Options {
  std::string model;
  std::string models;
  std::string results = "bench/results.jsonl";
};

class Report {
 public:
  Report(const Options& options, std::string vocabulary)
      : file_(options.results, std::ios::app), vocabulary_(std::move(vocabulary)) {}

  void add(const std::string& what, double value, const std::string& unit) {
    fmt::print("{:<44}{:>12.2f} {}\n", what, value, unit);
    file_ << nlohmann::json{{"bench", "constraint"},
                            {"what", what},
                            {"value", value},
                            {"unit", unit},
                            {"vocabulary", vocabulary_},
                            {"machine", eider::bench::processor_name()},
                            {"commit", eider::bench::commit_name()}}
                 .dump()
          << "\n";
  }

 private:
  std::ofstream file_;
  std::string vocabulary_;
};

void measure(const Case& one, const std::shared_ptr<const TokenTrie>& trie, Report& report) {
  const double start = thread_seconds();
  const auto constraint = must(eider::rows::compile_schema(one.schema, trie));
  report.add(one.name + ": compile", (thread_seconds() - start) * 1e6, "us");
  // The time of looking at the clock, which is part of each figure below.
  const double clock_start = thread_seconds();
  for (int i = 0; i < 1000; ++i) (void)thread_seconds();
  const double clock = (thread_seconds() - clock_start) / 1000;
  Times first;
  follow(*constraint, trie->vocabulary(), one.replies[0], first);
  Times all_new;
  for (const auto& reply : one.replies) follow(*constraint, trie->vocabulary(), reply, all_new);
  Times kept;
  for (const auto& reply : one.replies) follow(*constraint, trie->vocabulary(), reply, kept);
  const auto each = [&](double seconds, std::size_t count) {
    return std::max(0.0, seconds / static_cast<double>(count) - clock) * 1e6;
  };
  report.add(one.name + ": a mask, first reply", each(first.mask_seconds, first.tokens), "us");
  report.add(one.name + ": the dearest mask", std::max(first.worst_mask, all_new.worst_mask) * 1e6,
             "us");
  report.add(one.name + ": a mask, next 100 replies", each(all_new.mask_seconds, all_new.tokens),
             "us");
  report.add(one.name + ": a mask, kept", each(kept.mask_seconds, kept.tokens), "us");
  report.add(one.name + ": state and forced, first reply",
             each(first.other_seconds / 2, first.tokens), "us");
  report.add(one.name + ": state and forced, kept", each(kept.other_seconds / 2, kept.tokens),
             "us");
  report.add(one.name + ": tokens asked of 100",
             100.0 * static_cast<double>(kept.asked) / static_cast<double>(kept.tokens), "");
  write_randomly(*constraint, one, trie->vocabulary());
}

// Strings out of a row's text: compiled for every row.
void measure_rows(const std::shared_ptr<const TokenTrie>& trie, Report& report) {
  const Case extract = cases()[0];
  Times times;
  const double start = thread_seconds();
  for (const std::string& reply : extract.replies) {
    std::string text = "On Monday " + reply + " was announced; B, so they say. ";
    while (text.size() < 300) text += text;
    const Schema filled = must(eider::rows::strings_from(extract.schema, text, true));
    const auto constraint = must(eider::rows::compile_schema(filled, trie));
    follow(*constraint, trie->vocabulary(), reply, times);
  }
  report.add("strings of the row: all of one row", (thread_seconds() - start) * 1e4, "us");
  report.add("strings of the row: the dearest mask", times.worst_mask * 1e6, "us");
}

std::unique_ptr<Vocabulary> open_vocabulary(const Options& options) {
  if (options.model.empty()) {
    return std::make_unique<eider::rows::TestVocabulary>(made_pieces(152'000));
  }
  const auto file = must(eider::models::locate(options.model, options.models));
  return std::make_unique<eider::models::LlamaVocabulary>(must(eider::models::Weights::open(file)));
}

void run(const Options& options) {
  const auto vocabulary = open_vocabulary(options);
  Report report(options, options.model.empty() ? "made" : options.model);
  const double start = thread_seconds();
  const auto trie = must(TokenTrie::make(*vocabulary));
  report.add("trie of the vocabulary", (thread_seconds() - start) * 1e3, "ms");
  report.add("tokens", static_cast<double>(vocabulary->size()), "");
  report.add("nodes of all", static_cast<double>(trie->all().nodes().size()), "");
  report.add("nodes of those no string holds plainly",
             static_cast<double>(trie->others().nodes().size()), "");
  for (const Case& one : cases()) measure(one, trie, report);
  measure_rows(trie, report);
}

}  // namespace

int main(int count, char** arguments) {
  Options options;
  CLI::App app{"What typed output costs beside the model."};
  app.add_option("--model", options.model, "a model of the catalogue; else a made vocabulary");
  app.add_option("--models", options.models, "the folder of the models");
  app.add_option("--results", options.results, "JSON lines are appended here");
  CLI11_PARSE(app, count, arguments);
  run(options);
  return 0;
}
