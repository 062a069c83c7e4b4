#pragma once
// The shell's dot-commands: their names, what follows each, what each does.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace eider::cli {

enum class DotName : std::uint8_t {
  kHelp,
  kLoad,
  kSearch,
  kTheme,
  kModels,
  kTables,
  kSchema,
  kHits,
  kStore,
  kTimer,
  kQuit,
};

struct DotCommand {
  DotName name;
  std::string_view word;      // ".load"
  std::string_view argument;  // "PATH", "" for none
  std::string_view meaning;
};

std::span<const DotCommand> dot_commands();

/// What a line that begins with a dot says; `command` is null for an unknown word.
struct DotLine {
  const DotCommand* command = nullptr;
  std::string word;
  std::string argument;  // the rest of the line, trimmed, without quotes around it
};
DotLine parse_dot_line(std::string_view line);

/// The words that begin with `start`, where `start` is the line up to the cursor.
std::vector<std::string> complete_dot_command(std::string_view start);

/// One line a command, and how lines are read.
std::string dot_help();

}  // namespace eider::cli
