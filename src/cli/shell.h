#pragma once
// The shell: lines -> SQL, questions and dot-commands on one database, until the lines end.
// Invariant: no line ends the shell but .quit; a failed request says why and the next line is read.

#include <string>
#include <string_view>

#include "cli/database.h"
#include "cli/dot_commands.h"
#include "cli/options.h"
#include "cli/render_table.h"

namespace eider::cli {

/// What a line is, where `pending` is the SQL that earlier lines began.
enum class LineMeaning : std::uint8_t {
  kNothing,     // a blank line
  kDotCommand,  // drops SQL that was begun
  kSql,         // complete with this line
  kSqlBegun,    // goes on in the next line
  kQuestion,
};
LineMeaning meaning_of(std::string_view line, std::string_view pending);

class Shell {
 public:
  Shell(Database& database, const Options& options);

  /// Does what the line says; false after .quit.
  bool handle(const std::string& line);
  /// Forgets SQL that was begun, and says so.
  void drop_pending();
  bool is_pending() const { return !pending_.empty(); }
  bool failed() const { return failed_; }

 private:
  bool handle_dot(const DotLine& line);
  void run_sql(const std::string& sql);
  void run_json(Result<Json> found, std::string (*render)(const Json&, std::size_t));
  void run_load(const std::string& path);
  void set_k(const std::string& text);
  void set_timer(const std::string& text);
  void report(const Error& error);
  void say_time(double seconds);
  Options with_text(const std::string& text) const;

  Database& database_;
  Options options_;
  Screen screen_;
  std::string pending_;
  bool timer_ = false;
  bool failed_ = false;
};

Result<int> run_shell(const Options& options);

}  // namespace eider::cli
