#include "cli/dot_commands.h"

#include <array>

#include "cli/lines.h"
#include "text/utf8.h"

namespace eider::cli {
namespace {

constexpr std::array kCommands = {
    DotCommand{DotName::kHelp, ".help", "", "this text"},
    DotCommand{DotName::kLoad, ".load", "PATH", "read a file or folder into the store"},
    DotCommand{DotName::kSearch, ".search", "QUESTION", "show passages, without a model's answer"},
    DotCommand{DotName::kTheme, ".theme", "NAME", "build a theme's stock index"},
    DotCommand{DotName::kModels, ".models", "", "the models, and which are here"},
    DotCommand{DotName::kTables, ".tables", "", "the tables of the file"},
    DotCommand{DotName::kSchema, ".schema", "[TABLE]", "how tables are made"},
    DotCommand{DotName::kHits, ".k", "[N]", "how many passages a question uses"},
    DotCommand{DotName::kStore, ".store", "[NAME]", "the store that questions and loads use"},
    DotCommand{DotName::kTimer, ".timer", "on|off", "say how long each request took"},
    DotCommand{DotName::kQuit, ".quit", "", "leave (Ctrl-D does too)"},
};

std::string_view unquoted(std::string_view text) {
  const bool quoted = text.size() >= 2 && (text.front() == '\'' || text.front() == '"') &&
                      text.front() == text.back();
  return quoted ? text.substr(1, text.size() - 2) : text;
}

}  // namespace

std::span<const DotCommand> dot_commands() { return kCommands; }

DotLine parse_dot_line(std::string_view line) {
  line = text::trim(line);
  const std::size_t blank = line.find_first_of(" \t");
  DotLine parsed;
  parsed.word = std::string(line.substr(0, blank));
  if (blank != std::string_view::npos) {
    parsed.argument = std::string(unquoted(text::trim(line.substr(blank))));
  }
  if (parsed.word == ".exit") parsed.word = ".quit";
  for (const DotCommand& command : kCommands) {
    if (command.word == parsed.word) parsed.command = &command;
  }
  return parsed;
}

std::vector<std::string> complete_dot_command(std::string_view start) {
  std::vector<std::string> words;
  if (!start.starts_with('.')) return words;
  for (const DotCommand& command : kCommands) {
    if (command.word.starts_with(start)) words.emplace_back(command.word);
  }
  return words;
}

std::string dot_help() {
  std::string help =
      "A line that ends in ; is SQL, any other line is a question.\n"
      "A line that begins as SQL (SELECT, FROM, WITH, CREATE, ...) goes on to its ; over several\n"
      "lines, unless it ends in a question mark.\n\n";
  for (const DotCommand& command : kCommands) {
    help += pad(std::string(command.word) + " " + std::string(command.argument), 18) +
            std::string(command.meaning) + "\n";
  }
  return help +
         "\nTab completes dot-commands, Ctrl-R searches the history,\n"
         "Ctrl-C stops a request or drops what is typed.\n";
}

}  // namespace eider::cli
