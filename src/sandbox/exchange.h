#pragma once
// The host's half of one exchange on a worker's socket: sends and receives frames, never longer,
// larger or dearer than allowed.

#include <chrono>
#include <string>
#include <string_view>

#include "base/cancel.h"
#include "base/error.h"
#include "sandbox/worker.h"

namespace eider::sandbox {

/// Errors: kCorrupt with an empty `what`: the other end is gone (its ending says why); else as
/// Worker::ask.
class Exchange {
 public:
  Exchange(const Process& process, const Allowance& allowance, const CancelFlag& cancel)
      : process_(process),
        allowance_(allowance),
        cancel_(cancel),
        began_(std::chrono::steady_clock::now()),
        cpu_before_(process.cpu_time()) {}

  Result<void> send(std::string_view request);
  Result<std::string> receive();

 private:
  Result<void> write_all(std::string_view bytes);
  Result<void> read_all(char* to, std::size_t size);
  Result<void> wait_for(short events) const;
  Result<void> check() const;

  const Process& process_;
  const Allowance& allowance_;
  const CancelFlag& cancel_;
  std::chrono::steady_clock::time_point began_;
  std::chrono::nanoseconds cpu_before_;
};

}  // namespace eider::sandbox
