#include "cli/shell.h"

#include <charconv>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/limits.h"
#include "cli/commands/commands.h"
#include "cli/line_reader.h"
#include "cli/render.h"
#include "cli/sql_text.h"
#include "text/utf8.h"

namespace eider::cli {
namespace {

constexpr const char* kPrompt = "eider> ";
constexpr const char* kContinued = "  ...> ";

constexpr const char* kTablesSql =
    "SELECT schema_name || '.' || table_name AS \"table\", estimated_size AS \"rows\" "
    "FROM duckdb_tables() WHERE NOT internal ORDER BY ALL";
constexpr const char* kModelsSql =
    "SELECT name, role, status, bytes, licence, file FROM eider_models()";

std::string schema_sql(const std::string& table) {
  if (table.empty()) return "SELECT sql FROM duckdb_tables() WHERE NOT internal ORDER BY sql";
  return "SELECT sql FROM duckdb_tables() WHERE table_name = " + quote(table) +
         " OR schema_name || '.' || table_name = " + quote(table);
}

void complain(const std::string& text) { std::fputs(("eider: " + text + "\n").c_str(), stderr); }

void greet(const Options& options) {
  const std::string file = options.file.empty() ? "a database in memory" : options.file;
  print("Eider on " + file + ": ask a question, write SQL that ends in ;, or .help\n");
}

}  // namespace

LineMeaning meaning_of(std::string_view line, std::string_view pending) {
  const std::string_view words = text::trim(line);
  if (!pending.empty()) {
    if (parse_dot_line(words).command != nullptr) return LineMeaning::kDotCommand;
    const std::string sql = std::string(pending) + "\n" + std::string(line);
    return ends_statement(sql) ? LineMeaning::kSql : LineMeaning::kSqlBegun;
  }
  if (words.empty()) return LineMeaning::kNothing;
  if (words.starts_with('.')) return LineMeaning::kDotCommand;
  if (ends_statement(words)) return LineMeaning::kSql;
  return opens_statement(words) ? LineMeaning::kSqlBegun : LineMeaning::kQuestion;
}

Shell::Shell(Database& database, const Options& options)
    : database_(database), options_(options), screen_(screen_of_stdout()) {}

bool Shell::handle(const std::string& line) {
  screen_ = screen_of_stdout();
  switch (meaning_of(line, pending_)) {
    case LineMeaning::kNothing:
      return true;
    case LineMeaning::kDotCommand:
      drop_pending();
      return handle_dot(parse_dot_line(line));
    case LineMeaning::kSql:
      run_sql(std::exchange(pending_, "") + "\n" + line);
      return true;
    case LineMeaning::kSqlBegun:
      pending_ += pending_.empty() ? line : "\n" + line;
      return true;
    case LineMeaning::kQuestion:
      run_json(ask(database_, with_text(line)), render_answer);
  }
  return true;
}

void Shell::drop_pending() {
  if (std::exchange(pending_, "").empty()) return;
  report({ErrorCode::kInvalidArgument, "SQL that was begun is not run, for it does not end in ;",
          "", ""});
}

bool Shell::handle_dot(const DotLine& line) {
  if (line.command == nullptr) {
    report({ErrorCode::kInvalidArgument, "no such command '" + line.word + "'", "", "see .help"});
    return true;
  }
  const std::string& argument = line.argument;
  switch (line.command->name) {
    case DotName::kHelp:
      print(dot_help());
      break;
    case DotName::kLoad:
      run_load(argument);
      break;
    case DotName::kSearch:
      run_json(search(database_, with_text(argument)), render_hits);
      break;
    case DotName::kTheme:
      run_json(theme(database_, with_text(argument)), render_theme);
      break;
    case DotName::kModels:
      run_sql(kModelsSql);
      break;
    case DotName::kTables:
      run_sql(kTablesSql);
      break;
    case DotName::kSchema:
      run_sql(schema_sql(argument));
      break;
    case DotName::kHits:
      set_k(argument);
      break;
    case DotName::kStore:
      if (!argument.empty()) options_.store = argument;
      print("store: " + (options_.store.empty() ? "default" : options_.store) + "\n");
      break;
    case DotName::kTimer:
      set_timer(argument);
      break;
    case DotName::kQuit:
      return false;
  }
  return true;
}

void Shell::run_sql(const std::string& sql) {
  const auto table = database_.query(sql);
  if (!table) return report(table.error());
  if (table->has_rows) print(render_table(*table, screen_));
  say_time(table->seconds);
}

void Shell::run_json(Result<Json> found, std::string (*render)(const Json&, std::size_t)) {
  if (!found) return report(found.error());
  print(render(*found, screen_.columns));
  say_time(number_of(*found, "seconds"));
}

void Shell::run_load(const std::string& path) {
  if (path.empty()) {
    return report({ErrorCode::kInvalidArgument, ".load needs a file or folder", "", ""});
  }
  Options options = options_;
  options.paths = {path};
  const auto loaded =
      load(database_, options, [](const Json& document) { print(render_document(document)); });
  if (!loaded) return report(loaded.error());
  print(render_load(*loaded));
}

void Shell::set_k(const std::string& text) {
  std::int64_t k = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, k);
  const bool whole = error == std::errc() && stop == end;
  if (!text.empty() && (!whole || k < 1 || k > static_cast<std::int64_t>(kMaxHits))) {
    return report({ErrorCode::kInvalidArgument,
                   ".k takes a number from 1 to " + std::to_string(kMaxHits), "", ""});
  }
  if (!text.empty()) options_.k = k;
  print("k: " + (options_.k == 0 ? "as Eider chooses" : std::to_string(options_.k)) + "\n");
}

void Shell::set_timer(const std::string& text) {
  if (text == "on" || text == "off") {
    timer_ = text == "on";
  } else {
    report({ErrorCode::kInvalidArgument, ".timer takes on or off", "", ""});
  }
}

void Shell::report(const Error& error) {
  failed_ = true;
  complain(error.message());
}

void Shell::say_time(double seconds) {
  if (!timer_) return;
  char text[64];
  std::snprintf(text, sizeof text, "%.3f s\n", seconds);
  std::fputs(text, stderr);
}

Options Shell::with_text(const std::string& text) const {
  Options options = options_;
  options.text = std::string(text::trim(text));
  return options;
}

Result<int> run_shell(const Options& options) {
  std::error_code ignored;
  const std::string file = options.file.empty() ? ":memory:" : options.file;
  const bool exists = std::filesystem::exists(file, ignored);
  auto database = Database::open({file, exists ? Access::kWrite : Access::kCreate});
  if (!database) return std::unexpected(std::move(database.error()));
  const auto reader = make_line_reader(history_path(), complete_dot_command);
  Shell shell(*database, options);
  if (reader->is_terminal()) greet(options);
  while (true) {
    const Line line = reader->read(shell.is_pending() ? kContinued : kPrompt);
    drop_interrupts();
    if (line.kind == LineKind::kInterrupted) {
      shell.drop_pending();
      continue;
    }
    if (line.kind == LineKind::kEnd || !shell.handle(line.text)) break;
  }
  shell.drop_pending();
  return shell.failed() && !reader->is_terminal() ? 1 : 0;
}

}  // namespace eider::cli
