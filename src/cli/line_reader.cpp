// On a terminal libedit reads the keys. The terminal sends no signal meanwhile: Ctrl-C is a key
// like any other, bound to dropping the line, so that no signal handler is needed.
#include "cli/line_reader.h"

#include <fcntl.h>
#include <histedit.h>
#include <unistd.h>

#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <system_error>
#include <utility>

#include "cli/watch.h"

namespace eider::cli {
namespace {

namespace fs = std::filesystem;
constexpr int kHistoryLines = 2000;

class PlainReader : public LineReader {
 public:
  Line read(const std::string&) override {
    const InterruptsAllowed allowed;
    std::string text;
    if (!std::getline(std::cin, text)) return {LineKind::kEnd, ""};
    return {LineKind::kText, std::move(text)};
  }
  bool is_terminal() const override { return false; }
};

/// The lines of earlier shells, oldest first, in a file of plain text to which each is added when
/// it is entered. A history that can't be kept is done without.
class HistoryFile {
 public:
  explicit HistoryFile(std::string path) : path_(std::move(path)), history_(history_init()) {
    HistEvent event;
    history(history_, &event, H_SETSIZE, kHistoryLines);
    history(history_, &event, H_SETUNIQUE, 1);
    std::ifstream file(path_);
    for (std::string line; std::getline(file, line);) remember(line);
  }
  HistoryFile(const HistoryFile&) = delete;
  HistoryFile& operator=(const HistoryFile&) = delete;
  ~HistoryFile() { history_end(history_); }

  void enter(const std::string& line) {
    remember(line);
    if (path_.empty()) return;
    std::error_code ignored;
    fs::create_directories(fs::path(path_).parent_path(), ignored);
    const int file = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0) return;
    const std::string text = line + "\n";
    const bool kept = ::write(file, text.data(), text.size()) >= 0;
    ::close(file);
    if (!kept) path_.clear();
  }
  History* get() const { return history_; }

 private:
  void remember(const std::string& line) {
    HistEvent event;
    history(history_, &event, H_ENTER, line.c_str());
  }

  std::string path_;
  History* history_;
};

class TerminalReader : public LineReader {
 public:
  TerminalReader(const std::string& history_file, Completer completer)
      : history_(history_file),
        completer_(std::move(completer)),
        editor_(el_init("eider", stdin, stdout, stderr)) {
    el_set(editor_, EL_CLIENTDATA, this);
    el_set(editor_, EL_EDITOR, "emacs");
    el_set(editor_, EL_PROMPT, prompt_of);
    el_set(editor_, EL_HIST, history, history_.get());
    el_set(editor_, EL_SETTY, "-d", "-isig", nullptr);
    el_set(editor_, EL_ADDFN, "eider-complete", "Complete the word", complete);
    el_set(editor_, EL_BIND, "\t", "eider-complete", nullptr);
    el_set(editor_, EL_ADDFN, "eider-drop", "Drop the line", drop);
    el_set(editor_, EL_BIND, "^C", "eider-drop", nullptr);
    el_set(editor_, EL_BIND, "^R", "em-inc-search-prev", nullptr);
  }
  TerminalReader(const TerminalReader&) = delete;
  TerminalReader& operator=(const TerminalReader&) = delete;
  ~TerminalReader() override { el_end(editor_); }

  Line read(const std::string& prompt) override {
    prompt_ = prompt;
    dropped_ = false;
    int count = 0;
    const char* line = el_gets(editor_, &count);
    if (dropped_) return {LineKind::kInterrupted, ""};
    if (line == nullptr || count <= 0) {
      std::fputs("\n", stdout);
      return {LineKind::kEnd, ""};
    }
    std::string text(line);
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    if (text.find_first_not_of(" \t") != std::string::npos) history_.enter(text);
    return {LineKind::kText, std::move(text)};
  }
  bool is_terminal() const override { return true; }

 private:
  static TerminalReader& self(EditLine* editor) {
    void* reader = nullptr;
    el_get(editor, EL_CLIENTDATA, &reader);
    return *static_cast<TerminalReader*>(reader);
  }

  static char* prompt_of(EditLine* editor) { return self(editor).prompt_.data(); }

  static unsigned char drop(EditLine* editor, int) {
    self(editor).dropped_ = true;
    std::fputs("^C\n", stdout);
    return CC_EOF;
  }

  static unsigned char complete(EditLine* editor, int) {
    const LineInfo* line = el_line(editor);
    const std::string start(line->buffer, static_cast<std::size_t>(line->cursor - line->buffer));
    const std::vector<std::string> words = self(editor).completer_(start);
    if (words.empty()) return CC_REFRESH_BEEP;
    std::string rest = common_start(words).substr(start.size());
    if (words.size() == 1) rest += ' ';
    if (!rest.empty()) return el_insertstr(editor, rest.c_str()) == 0 ? CC_REFRESH : CC_ERROR;
    std::fputs("\n", stdout);
    for (const std::string& word : words) std::fputs((word + "  ").c_str(), stdout);
    std::fputs("\n", stdout);
    return CC_REDISPLAY;
  }

  HistoryFile history_;
  Completer completer_;
  EditLine* editor_;
  std::string prompt_;
  bool dropped_ = false;
};

/// libedit reads characters, not bytes, only in a locale whose encoding is UTF-8.
void use_utf8() {
  std::setlocale(LC_CTYPE, "");
  if (MB_CUR_MAX == 1) std::setlocale(LC_CTYPE, "C.UTF-8");
}

}  // namespace

std::unique_ptr<LineReader> make_line_reader(const std::string& history_file, Completer completer) {
  if (isatty(STDIN_FILENO) == 0 || isatty(STDOUT_FILENO) == 0) {
    return std::make_unique<PlainReader>();
  }
  use_utf8();
  return std::make_unique<TerminalReader>(history_file, std::move(completer));
}

std::string history_path() {
  const char* state = std::getenv("XDG_STATE_HOME");
  if (state != nullptr && *state != '\0') return (fs::path(state) / "eider" / "history").string();
  const char* home = std::getenv("HOME");
  if (home == nullptr || *home == '\0') return "";
  return (fs::path(home) / ".local" / "state" / "eider" / "history").string();
}

std::string common_start(const std::vector<std::string>& words) {
  if (words.empty()) return "";
  std::string start = words.front();
  for (const std::string& word : words) {
    std::size_t same = 0;
    while (same < start.size() && same < word.size() && start[same] == word[same]) ++same;
    start.resize(same);
  }
  return start;
}

}  // namespace eider::cli
