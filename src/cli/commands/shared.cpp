// What several commands share: checks of their text, one request and its print, standard output.
#include <cstdio>
#include <utility>

#include "base/limits.h"
#include "cli/commands/commands.h"
#include "cli/render_table.h"
#include "text/utf8.h"

namespace eider::cli {

Result<void> check_text(const std::string& text, std::string_view noun) {
  const std::string name(noun);
  if (text.size() > kMaxQuestionBytes) {
    return fail(ErrorCode::kLimit,
                name + " has " + std::to_string(text.size()) + " bytes, the limit is " +
                    std::to_string(kMaxQuestionBytes),
                "", "shorten it; texts are read with: eider load FILE PATH");
  }
  if (const std::size_t at = text::first_invalid_byte(text); at != std::string_view::npos) {
    return fail(ErrorCode::kInvalidArgument, name + " is not UTF-8 at byte " + std::to_string(at));
  }
  if (text::trim(text).empty()) return fail(ErrorCode::kInvalidArgument, name + " is empty");
  return {};
}

Result<int> run_request(const Options& options, const RequestCommand& command) {
  auto database = Database::open({options.file, command.access});
  if (!database) return std::unexpected(std::move(database.error()));
  const auto found = command.request(*database, options);
  if (!found) return std::unexpected(found.error());
  if (options.json) {
    print_json(*found);
  } else {
    print(command.render(*found, screen_of_stdout().columns));
  }
  return 0;
}

void print(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

void print_json(const Json& value) { print(dump(value) + "\n"); }

}  // namespace eider::cli
