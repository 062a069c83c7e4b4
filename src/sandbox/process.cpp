#include "sandbox/process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace eider::sandbox {
namespace {

constexpr int kFirstFreeDescriptor = 10;  // above every one that the child is given
constexpr int kSocketBytes = 1 << 20;     // asked for; a wish, not a need

std::unexpected<Error> refused(const char* what) {
  return fail(ErrorCode::kUnavailable, std::string(what) + ": " + std::strerror(errno));
}

/// Two ends of a channel: the host's, and the child's, which stands out of the way of dup2.
struct Ends {
  Descriptor ours;
  Descriptor theirs;
};

Result<Ends> split(std::array<int, 2> ends) {
  Ends made{Descriptor(ends[0]), Descriptor(ends[1])};
  const int moved = ::fcntl(made.theirs.get(), F_DUPFD_CLOEXEC, kFirstFreeDescriptor);
  if (moved < 0) return refused("no more file descriptors");
  made.theirs = Descriptor(moved);
  return made;
}

Result<Ends> make_socket() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return refused("no socket");
  }
  for (const int end : ends) {
    (void)::setsockopt(end, SOL_SOCKET, SO_SNDBUF, &kSocketBytes, sizeof kSocketBytes);
  }
  return split(ends);
}

/// `reader_is_child`: which end the child is given.
Result<Ends> make_pipe(bool reader_is_child) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return refused("no pipe");
  if (reader_is_child) std::swap(ends[0], ends[1]);
  return split(ends);
}

/// What posix_spawn is told: the child's descriptors, and signals as a new program expects them.
class SpawnPlan {
 public:
  SpawnPlan() {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawnattr_init(&attributes_);
    sigset_t set;
    sigfillset(&set);
    ::posix_spawnattr_setsigdefault(&attributes_, &set);
    sigemptyset(&set);
    ::posix_spawnattr_setsigmask(&attributes_, &set);
    // A group of its own: the terminal's Ctrl-C is for the host, which then asks for the end.
    ::posix_spawnattr_setpgroup(&attributes_, 0);
    ::posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;
  ~SpawnPlan() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }
  void give(const Descriptor& from, int as) {
    ::posix_spawn_file_actions_adddup2(&actions_, from.get(), as);
  }
  int run(const std::vector<std::string>& command, pid_t* id) const {
    std::vector<char*> words;
    for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    char* const no_environment[] = {nullptr};
    return ::posix_spawn(id, words[0], &actions_, &attributes_, words.data(), no_environment);
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

Ending ending_of(int status) {
  if (WIFEXITED(status)) {
    return {ErrorCode::kCorrupt,
            "ended by itself (exit code " + std::to_string(WEXITSTATUS(status)) + ")"};
  }
  const int signal = WTERMSIG(status);
  if (signal == SIGSYS) {
    return {ErrorCode::kCorrupt, "was stopped: it asked the system for what it may not do"};
  }
  if (signal == SIGKILL) {
    return {ErrorCode::kIo, "was killed from outside, or by the system for want of memory"};
  }
  return {ErrorCode::kCorrupt, "crashed (signal " + std::to_string(signal) + ")"};
}

/// waitpid to its end; -1 where the host has taken the news itself (it ignores SIGCHLD).
pid_t wait_for(pid_t id, int* status, int options) {
  pid_t found = 0;
  do {
    found = ::waitpid(id, status, options);
  } while (found < 0 && errno == EINTR);
  return found;
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    if (fd_ >= 0) ::close(fd_);
    fd_ = other.release();
  }
  return *this;
}

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

int Descriptor::release() { return std::exchange(fd_, -1); }

Result<Process> Process::start(const std::vector<std::string>& command) {
  auto socket = make_socket();
  if (!socket) return std::unexpected(socket.error());
  auto lifeline = make_pipe(true);
  if (!lifeline) return std::unexpected(lifeline.error());
  auto complaint = make_pipe(false);
  if (!complaint) return std::unexpected(complaint.error());
  SpawnPlan plan;
  plan.give(socket->theirs, 0);
  plan.give(complaint->theirs, 1);
  plan.give(complaint->theirs, 2);
  plan.give(lifeline->theirs, 3);
  Process process;
  if (const int code = plan.run(command, &process.id_); code != 0) {
    process.id_ = -1;
    return fail(ErrorCode::kUnavailable,
                std::string("can't be started as a program: ") + std::strerror(code), command[0]);
  }
  process.socket_ = std::move(socket->ours);
  process.lifeline_ = std::move(lifeline->ours);
  process.complaint_ = std::move(complaint->ours);
  return process;
}

Process::Process(Process&& other) noexcept
    : id_(std::exchange(other.id_, -1)),
      socket_(std::move(other.socket_)),
      lifeline_(std::move(other.lifeline_)),
      complaint_(std::move(other.complaint_)) {}

Process& Process::operator=(Process&& other) noexcept {
  if (this != &other) {
    if (id_ > 0) end();
    id_ = std::exchange(other.id_, -1);
    socket_ = std::move(other.socket_);
    lifeline_ = std::move(other.lifeline_);
    complaint_ = std::move(other.complaint_);
  }
  return *this;
}

Process::~Process() {
  if (id_ > 0) end();
}

bool Process::runs() const {
  siginfo_t info{};
  return id_ > 0 &&
         ::waitid(P_PID, static_cast<id_t>(id_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         info.si_pid == 0;
}

std::chrono::nanoseconds Process::cpu_time() const {
  clockid_t clock{};
  timespec used{};
  if (::clock_getcpuclockid(id_, &clock) != 0 || ::clock_gettime(clock, &used) != 0) return {};
  return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
}

std::string Process::take_complaint() {
  std::array<char, 4096> text{};
  const ::ssize_t size = ::fcntl(complaint_.get(), F_SETFL, O_NONBLOCK) == 0
                             ? ::read(complaint_.get(), text.data(), text.size())
                             : 0;
  complaint_ = Descriptor();
  std::string line(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  while (line.ends_with('\n')) line.pop_back();
  return line.substr(line.rfind('\n') + 1);
}

Ending Process::end() {
  if (id_ <= 0) return {ErrorCode::kUnavailable, "has ended before"};
  // A process that is waited for already may have given its number to a stranger: look first.
  int status = 0;
  pid_t found = wait_for(id_, &status, WNOHANG);
  if (found == 0) {
    ::kill(id_, SIGKILL);
    found = wait_for(id_, &status, 0);
  }
  id_ = -1;
  if (found < 0) {
    return {ErrorCode::kCorrupt, "ended early (how is not known: this program ignores SIGCHLD)"};
  }
  return ending_of(status);
}

}  // namespace eider::sandbox
