#include "models/catalogue/client.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

extern char** environ;

namespace eider::models {
namespace {

constexpr int kPollMilliseconds = 100;
constexpr std::size_t kKeptBytes = 4096;

struct Child {
  pid_t id = -1;
  int errors = -1;  // the reading end of its error stream
};

Result<Child> start(const std::vector<std::string>& command) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) {
    return fail(ErrorCode::kIo, std::strerror(errno), command[0]);
  }
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
  std::vector<char*> arguments;
  for (const std::string& argument : command) {
    arguments.push_back(const_cast<char*>(argument.c_str()));
  }
  arguments.push_back(nullptr);
  Child child{-1, ends[0]};
  const int problem =
      ::posix_spawnp(&child.id, arguments[0], &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  if (problem == 0) return child;
  ::close(ends[0]);
  return fail(ErrorCode::kUnavailable, std::strerror(problem), command[0],
              "install " + command[0] + " and try again");
}

/// Reads until the child closes its error stream; true if the caller asked to stop before.
bool drain(const Child& child, std::string& text, const CancelFlag& cancel) {
  for (;;) {
    if (cancel.cancelled()) return true;
    pollfd wait{child.errors, POLLIN, 0};
    const int ready = ::poll(&wait, 1, kPollMilliseconds);
    if (ready == 0 || (ready < 0 && errno == EINTR)) continue;
    char piece[1024];
    const ssize_t size = ::read(child.errors, piece, sizeof piece);
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return false;
    text.append(piece, static_cast<std::size_t>(size));
    if (text.size() > kKeptBytes) text.erase(0, text.size() - kKeptBytes);
  }
}

std::string last_line(std::string text) {
  text.resize(text.find_last_not_of(" \r\n") + 1);
  return text.substr(text.find_last_of('\n') + 1);
}

}  // namespace

Result<void> run_client(const std::vector<std::string>& command, const CancelFlag& cancel) {
  const auto child = start(command);
  if (!child) return std::unexpected(child.error());
  std::string text;
  const bool stopped = drain(*child, text, cancel);
  if (stopped) ::kill(child->id, SIGTERM);
  int status = 0;
  pid_t waited;
  do {
    waited = ::waitpid(child->id, &status, 0);
  } while (waited < 0 && errno == EINTR);
  ::close(child->errors);
  std::string shown;
  for (const std::string& argument : command) shown += (shown.empty() ? "" : " ") + argument;
  if (stopped) return fail(ErrorCode::kCancelled, "cancelled", shown);
  // A host that ignores SIGCHLD leaves no status; what the client made is checked by its hash.
  if (waited < 0 || (WIFEXITED(status) && WEXITSTATUS(status) == 0)) return {};
  const std::string reason = last_line(text);
  return fail(ErrorCode::kUnavailable, reason.empty() ? "it failed without a word" : reason, shown);
}

}  // namespace eider::models
