// eider: the command line. Words -> one command -> exit code: 0 done, 1 failed, 2 wrong use.
// Standard output has what was asked for, everything else goes to standard error.
#include <cstdio>
#include <exception>

#include "cli/commands/commands.h"
#include "cli/options.h"
#include "cli/shell.h"

namespace eider::cli {
namespace {

Result<int> run(const Options& options) {
  switch (options.command) {
    case Command::kShell:
      return run_shell(options);
    case Command::kLoad:
      return run_load(options);
    case Command::kWatch:
      return run_watch(options);
    case Command::kSearch:
      return run_search(options);
    case Command::kAsk:
      return run_ask(options);
    case Command::kTheme:
      return run_theme(options);
    case Command::kSql:
      return run_sql(options);
    case Command::kVerify:
      return run_verify(options);
    case Command::kModelsList:
    case Command::kModelsPull:
    case Command::kModelsImport:
      return run_models(options);
  }
  return 2;
}

int run_words(int count, char** words) {
  const auto options = parse_options(count, words);
  if (!options) {
    const Farewell& farewell = options.error();
    std::fputs(farewell.text.c_str(), farewell.code == 0 ? stdout : stderr);
    return farewell.code;
  }
  const auto code = run(*options);
  if (code) return *code;
  std::fprintf(stderr, "eider: %s\n", code.error().message().c_str());
  return 1;
}

}  // namespace
}  // namespace eider::cli

int main(int count, char** words) {
  try {
    return eider::cli::run_words(count, words);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "eider: %s\n", error.what());
    return 1;
  }
}
