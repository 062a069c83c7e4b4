#pragma once
// A child process on a socket: started without a fork of the host, ended without a zombie.
//   program + arguments -> a running process, which has
//     fd 0  one end of a socket pair, for requests and replies
//     fd 2  until it is ready, a pipe for the reason why it can't start
//     fd 3  the lifeline: a pipe that ends when the host does (sandbox/enter.h makes use of it)
// Its environment is empty, its signals are the system's own. The host's handlers are left alone,
// none of its threads is stopped for longer than an exec takes, and it gets no SIGPIPE.

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

#include "base/error.h"

namespace eider::sandbox {

/// A file descriptor that is closed at the end of its scope.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor();
  int get() const { return fd_; }
  int release();

 private:
  int fd_ = -1;
};

/// How a process ended, as what it did: "crashed (signal 11)".
struct Ending {
  ErrorCode code = ErrorCode::kCorrupt;
  std::string what;
};

class Process {
 public:
  /// `command[0]` is the program's absolute path. Errors: kUnavailable, naming it.
  static Result<Process> start(const std::vector<std::string>& command);

  Process(Process&& other) noexcept;
  Process& operator=(Process&& other) noexcept;
  ~Process();  // kills it

  int socket() const { return socket_.get(); }
  pid_t id() const { return id_; }

  bool runs() const;
  /// Processor time it has used so far.
  std::chrono::nanoseconds cpu_time() const;
  /// What it has written to fd 2, its last line; drops the pipe.
  std::string take_complaint();
  /// Kills it where it still runs, and says how it ended.
  Ending end();

 private:
  Process() = default;

  pid_t id_ = -1;  // -1: it has been waited for
  Descriptor socket_;
  Descriptor lifeline_;
  Descriptor complaint_;
};

}  // namespace eider::sandbox
