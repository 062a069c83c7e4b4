#pragma once
// The words of the command line -> Options, or what to print and the exit code instead.

#include <cstdint>
#include <expected>
#include <string>
#include <vector>

namespace eider::cli {

enum class Command : std::uint8_t {
  kShell,
  kLoad,
  kWatch,
  kSearch,
  kAsk,
  kTheme,
  kSql,
  kVerify,
  kModelsList,
  kModelsPull,
  kModelsImport,
};

struct Options {
  Command command = Command::kShell;
  bool json = false;
  std::string file;                // the database
  std::string text;                // the question, the theme's name, the SQL
  std::vector<std::string> paths;  // what to load; of models import: the one file
  std::string store;
  std::int64_t k = 0;          // hits wanted, 0 where the user does not say
  std::string filter;          // an SQL condition on documents
  std::string as_of;           // ISO date
  std::string generator;       // a generator's name in the catalogue
  std::string theme_keywords;  // "model", "corpus" or terms with commas
  std::string companies;       // a CSV file
  std::string answer_file;     // of verify, "-" for standard input
  std::string name;            // a catalogue entry: models pull, models import
  std::string role;            // "generator" or "embedder": models import
};

/// Nothing to run: help and version have code 0, wrong use has 2.
struct Farewell {
  int code = 2;
  std::string text;
};

std::expected<Options, Farewell> parse_options(int count, const char* const* words);

}  // namespace eider::cli
