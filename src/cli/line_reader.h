#pragma once
// Lines from standard input: edited, with history and completion, on a terminal; as they come
// elsewhere, without a prompt.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace eider::cli {

enum class LineKind : std::uint8_t {
  kText,
  kInterrupted,  // Ctrl-C: what was typed is dropped
  kEnd,          // no more lines
};

struct Line {
  LineKind kind = LineKind::kEnd;
  std::string text;
};

class LineReader {
 public:
  virtual ~LineReader() = default;
  virtual Line read(const std::string& prompt) = 0;
  virtual bool is_terminal() const = 0;
};

/// All words that may stand where `start` stands now.
using Completer = std::function<std::vector<std::string>(std::string_view start)>;

/// The reader that fits standard input. `history` is the file that keeps the lines of a terminal
/// ("" for none); it is made with mode 600.
std::unique_ptr<LineReader> make_line_reader(const std::string& history, Completer completer);

/// $XDG_STATE_HOME/eider/history, else ~/.local/state/eider/history; "" without a home.
std::string history_path();

/// The longest start that all words share.
std::string common_start(const std::vector<std::string>& words);

}  // namespace eider::cli
