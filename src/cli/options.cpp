#include "cli/options.h"

#include <duckdb.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <string_view>
#include <utility>

#include "base/limits.h"
#include "text/dates.h"

namespace eider::cli {
namespace {

constexpr std::string_view kVersion = "0.1.0";

std::unexpected<Farewell> wrong_use(const std::string& what) {
  return std::unexpected(Farewell{2, "eider: " + what + "\nsee eider --help\n"});
}

/// Any way people write a date -> ISO; a message where it is none.
std::string check_date(std::string& text) {
  const auto date = text::parse_date(text);
  if (!date) return "'" + text + "' is not a date such as 2026-05-01";
  text = *date;
  return "";
}

CLI::App* add_command(CLI::App& app, Options& options, Command command, const char* name,
                      const char* meaning) {
  CLI::App* sub = app.add_subcommand(name, meaning);
  sub->add_flag("--json", options.json, "Print one JSON value on standard output");
  sub->callback([&options, command, sub] {
    if (sub->get_subcommands().empty()) options.command = command;
  });
  return sub;
}

void add_file(CLI::App* sub, Options& options, const char* meaning) {
  sub->add_option("FILE", options.file, meaning)->required();
}

void add_store(CLI::App* sub, Options& options) {
  sub->add_option("--store", options.store, "The store in the file, 'default' if not said");
}

void add_as_of(CLI::App* sub, Options& options) {
  sub->add_option("--as-of", options.as_of, "See nothing published after this date")
      ->transform(CLI::Validator(check_date, "DATE"));
}

void add_k(CLI::App* sub, Options& options) {
  sub->add_option("-k", options.k, "How many hits")
      ->check(CLI::Range(std::int64_t{1}, static_cast<std::int64_t>(kMaxHits)));
}

void add_document_commands(CLI::App& app, Options& options) {
  CLI::App* load = add_command(app, options, Command::kLoad, "load",
                               "Read files and folders into FILE, which is made if missing");
  add_file(load, options, "The database");
  load->add_option("PATH", options.paths, "Files and folders")->required();
  add_store(load, options);

  CLI::App* watch = add_command(app, options, Command::kWatch, "watch",
                                "Load them, and again whatever changes, until Ctrl-C");
  add_file(watch, options, "The database");
  watch->add_option("PATH", options.paths, "Files and folders")->required();
  add_store(watch, options);

  CLI::App* search = add_command(app, options, Command::kSearch, "search", "Find passages");
  add_file(search, options, "The database");
  search->add_option("QUESTION", options.text, "What to look for")->required();
  add_k(search, options);
  add_store(search, options);
  search->add_option("--filter", options.filter,
                     "An SQL condition on documents: \"published_at >= DATE '2026-01-01'\"");
  add_as_of(search, options);

  CLI::App* ask = add_command(app, options, Command::kAsk, "ask",
                              "Answer from the documents, each sentence with its sources");
  add_file(ask, options, "The database");
  ask->add_option("QUESTION", options.text, "The question")->required();
  add_store(ask, options);
  add_as_of(ask, options);
  ask->add_option("--model", options.generator, "A generator that eider models lists");
}

void add_theme_command(CLI::App& app, Options& options) {
  CLI::App* theme = add_command(app, options, Command::kTheme, "theme",
                                "Build a theme's stock index out of the documents");
  add_file(theme, options, "The database");
  theme->add_option("NAME", options.text, "The theme")->required();
  add_store(theme, options);
  add_as_of(theme, options);
  theme->add_option("--keywords", options.theme_keywords,
                    "Where its keywords come from: model, corpus, or a,b,c themselves");
  theme->add_option("--companies", options.companies, "The companies, as examples/companies.csv");
}

void add_file_commands(CLI::App& app, Options& options) {
  CLI::App* sql = add_command(app, options, Command::kSql, "sql",
                              "Run SQL; the last statement's rows come as a JSON array");
  add_file(sql, options, "The database");
  sql->add_option("SQL", options.text, "One statement or several")->required();

  CLI::App* verify = add_command(app, options, Command::kVerify, "verify",
                                 "Read every citation again and compare it with its document");
  add_file(verify, options, "The database");
  verify->add_option("ANSWER", options.answer_file,
                     "What ask --json or theme --json printed, - for standard input");
}

void add_models_commands(CLI::App& app, Options& options) {
  CLI::App* models =
      add_command(app, options, Command::kModelsList, "models", "List, pull and import models");
  models->require_subcommand(0, 1);
  add_command(*models, options, Command::kModelsList, "list", "What is known and what is here");
  CLI::App* pull =
      add_command(*models, options, Command::kModelsPull, "pull", "Fetch a model by its name");
  pull->add_option("NAME", options.name, "Its name in the list")->required();
  CLI::App* import = add_command(*models, options, Command::kModelsImport, "import",
                                 "Take a model file of your own (GGUF)");
  import->add_option("PATH", options.paths, "The file")->required()->expected(1);
  import->add_option("--name", options.name, "What to call it");
  import->add_option("--role", options.role, "What it does")
      ->check(CLI::IsMember({"generator", "embedder"}));
}

/// A lone word that is no file and looks like none was meant as a command.
bool is_mistyped_command(const std::string& file) {
  std::error_code ignored;
  return !file.empty() && file.find_first_of("./:\\") == std::string::npos &&
         !std::filesystem::exists(file, ignored);
}

std::unexpected<Farewell> no_such_command(const std::string& word) {
  if (word == "serve") {
    return wrong_use("'" + word + "' is not in this version");
  }
  return wrong_use(
      "no such command '" + word +
      "'; there are load, watch, search, ask, theme, sql, verify, models, and a FILE alone "
      "(such as " +
      word + ".duckdb) for the shell");
}

std::unexpected<Farewell> parse_error(const CLI::App& app, const CLI::ParseError& error,
                                      const Options& options) {
  if (error.get_exit_code() == 0) {
    if (dynamic_cast<const CLI::CallForVersion*>(&error) != nullptr) {
      return std::unexpected(Farewell{0, std::string(error.what()) + "\n"});
    }
    return std::unexpected(Farewell{0, app.help()});
  }
  const bool no_command = app.get_subcommands().empty() && !options.file.empty();
  if (no_command && is_mistyped_command(options.file)) return no_such_command(options.file);
  return wrong_use(error.what());
}

}  // namespace

std::expected<Options, Farewell> parse_options(int count, const char* const* words) {
  Options options;
  CLI::App app(
      "Eider, the database that reads: documents in one DuckDB file, searched and answered "
      "from with citations",
      "eider");
  app.set_version_flag(
      "--version", "eider " + std::string(kVersion) + " (DuckDB " + duckdb_library_version() + ")");
  app.require_subcommand(0, 1);
  app.add_option("FILE", options.file, "Open the shell on this database, in memory without it");
  app.get_formatter()->column_width(30);
  add_document_commands(app, options);
  add_theme_command(app, options);
  add_file_commands(app, options);
  add_models_commands(app, options);
  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& error) {
    return parse_error(app, error, options);
  }
  if (options.command == Command::kShell && is_mistyped_command(options.file)) {
    return no_such_command(options.file);
  }
  return options;
}

}  // namespace eider::cli
