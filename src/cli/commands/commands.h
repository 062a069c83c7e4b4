#pragma once
// The commands, one file each. `x(database, options)` makes the JSON of the contract and is what
// the shell calls too; `run_x(options)` opens the file, prints, and gives the exit code.

#include <functional>

#include "base/error.h"
#include "cli/database.h"
#include "cli/options.h"
#include "cli/table.h"

namespace eider::cli {

/// `each` sees every document, in the form it has in the JSON, as soon as it is committed.
Result<Json> load(Database& database, const Options& options,
                  const std::function<void(const Json&)>& each);
/// As `load`, for what changed in the paths that the store remembers.
Result<Json> refresh(Database& database, const Options& options,
                     const std::function<void(const Json&)>& each);
Result<Json> search(Database& database, const Options& options);
Result<Json> ask(Database& database, const Options& options);
Result<Json> theme(Database& database, const Options& options);
/// Checks the citations in `answer`; without one, everything the file itself points to.
Result<Json> verify(Database& database, const Json* answer);

Result<int> run_load(const Options& options);
Result<int> run_watch(const Options& options);
Result<int> run_search(const Options& options);
Result<int> run_ask(const Options& options);
Result<int> run_theme(const Options& options);
Result<int> run_sql(const Options& options);
Result<int> run_verify(const Options& options);
Result<int> run_models(const Options& options);

/// What stands behind a command that asks one thing of a file and prints what comes.
struct RequestCommand {
  Access access = Access::kReadOnly;
  Result<Json> (*request)(Database&, const Options&) = nullptr;
  std::string (*render)(const Json&, std::size_t columns) = nullptr;
};
Result<int> run_request(const Options& options, const RequestCommand& command);

/// Whether all paths of a load exist, so that a misspelt one stops it before it begins.
Result<void> check_paths(const Options& options);

/// A question or a theme's name: not blank, UTF-8, within kMaxQuestionBytes. `noun` names it.
Result<void> check_text(const std::string& text, std::string_view noun);

/// Writes to standard output.
void print(std::string_view text);
/// One JSON value and a line feed.
void print_json(const Json& value);

}  // namespace eider::cli
