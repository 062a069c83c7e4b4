#pragma once
// Worker: a program in a process of its own that answers one request after another. Whatever it
// does, the host loses one answer and this worker: it is killed when it is slow, hungry or
// talkative, and its end, by crash or otherwise, is an error value.

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/cancel.h"
#include "base/error.h"
#include "sandbox/process.h"

namespace eider::sandbox {

struct Program {
  std::vector<std::string> command;  // the absolute path of an executable, then its arguments
  std::string greeting;              // what it says when it is ready: its name and version
};

/// What one request may cost.
struct Allowance {
  std::chrono::milliseconds cpu{};   // processor time: the same on a fast and on a busy machine
  std::chrono::milliseconds wall{};  // time on the clock
  std::size_t reply_bytes = 0;
};

/// Not thread-safe; may move between threads.
class Worker {
 public:
  /// Comes back when the program has greeted. Errors: kUnavailable, with the program's own reason
  /// where it gave one; kCancelled.
  static Result<Worker> start(const Program& program, const CancelFlag& cancel);

  bool runs() const { return process_.runs(); }
  pid_t id() const { return process_.id(); }

  /// The worker's reply. After an error it no longer runs; `what` then says what it did, as in
  /// "crashed (signal 11)". Errors: kCorrupt (it ended by itself or breaks the protocol), kLimit
  /// (time, size of the reply), kIo (killed), kCancelled.
  Result<std::string> ask(std::string_view request, const Allowance& allowance,
                          const CancelFlag& cancel);

 private:
  explicit Worker(Process process) : process_(std::move(process)) {}

  Process process_;
};

}  // namespace eider::sandbox
