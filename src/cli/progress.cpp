#include "cli/progress.h"

#include <unistd.h>

#include <cstdio>

namespace eider::cli {
namespace {

using std::chrono::milliseconds;
constexpr milliseconds kPatience{2000};     // before the first word
constexpr milliseconds kTerminalStep{500};  // between renewals in place
constexpr milliseconds kPlainStep{10'000};  // between lines in a log

void write(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

}  // namespace

std::string counted(std::int64_t count, std::string_view unit) {
  return count > 0 ? std::to_string(count) + " " + std::string(unit) : "";
}

std::string progress_text(milliseconds elapsed, std::string_view far) {
  const std::string text = std::to_string(elapsed.count() / 1000) + " s";
  return far.empty() ? text : text + ", " + std::string(far);
}

Progress::Progress() : terminal_(isatty(STDERR_FILENO) != 0), next_(kPatience) {}

void Progress::tick(milliseconds elapsed, std::string_view far) {
  if (elapsed < next_) return;
  next_ = elapsed + (terminal_ ? kTerminalStep : kPlainStep);
  const std::string text = progress_text(elapsed, far);
  if (terminal_) {
    write("\r\x1b[K" + text + " (Ctrl-C stops it)");
  } else {
    write("eider: " + text + "\n");
  }
  shown_ = true;
}

void Progress::clear() {
  if (shown_ && terminal_) write("\r\x1b[K");
  shown_ = false;
}

}  // namespace eider::cli
