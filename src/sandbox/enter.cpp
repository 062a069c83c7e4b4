#include "sandbox/enter.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "sandbox/filter.h"
#include "sandbox/frame.h"

namespace eider::sandbox {
namespace {

constexpr int kSocket = 0;
constexpr int kLifeline = 3;
constexpr unsigned kMostDescriptors = 1u << 20;

std::unexpected<Error> refused(const char* what) {
  return fail(ErrorCode::kUnavailable, std::string(what) + ": " + std::strerror(errno));
}

/// Never above what the host itself may have: only a privileged process could raise that.
bool limit(__rlimit_resource_t resource, rlim_t most) {
  rlimit bound{};
  if (::getrlimit(resource, &bound) != 0) return false;
  bound.rlim_max = std::min(bound.rlim_max, most);
  bound.rlim_cur = bound.rlim_max;
  return ::setrlimit(resource, &bound) == 0;
}

/// The pipe ends when the last process that holds its other end does; that sends SIGKILL.
bool die_with_host() {
  return ::fcntl(kLifeline, F_SETOWN, ::getpid()) == 0 &&
         ::fcntl(kLifeline, F_SETSIG, SIGKILL) == 0 && ::fcntl(kLifeline, F_SETFL, O_ASYNC) == 0;
}

/// Only the socket and the lifeline stay; what is printed by habit goes nowhere.
bool close_all_else() {
  if (::dup2(kLifeline, 1) < 0 || ::dup2(kLifeline, 2) < 0) return false;
  if (::close_range(kLifeline + 1, ~0u, 0) == 0) return true;
  for (unsigned fd = kLifeline + 1; fd < kMostDescriptors; ++fd) ::close(static_cast<int>(fd));
  return true;
}

bool read_all(char* to, std::size_t size) {
  while (size > 0) {
    const ::ssize_t got = ::read(kSocket, to, size);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    to += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

bool write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ::ssize_t put = ::write(kSocket, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

bool send(std::string_view reply) {
  const FrameHead head = frame_head(reply.size());
  return write_all({head.data(), head.size()}) && write_all(reply);
}

}  // namespace

Result<void> enter(std::size_t memory_bytes) {
  if (!close_all_else()) return refused("its files can't be closed");
  if (!die_with_host()) return refused("it can't be tied to its host");
  // Off: no core file with a user's document in it.
  if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return refused("it can't be hidden");
  const bool limited = limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NOFILE, 0);
  if (!limited || (memory_bytes > 0 && !limit(RLIMIT_AS, memory_bytes))) {
    return refused("its limits can't be set");
  }
  return keep_few_system_calls();
}

int serve(std::string_view greeting, std::size_t request_bytes,
          const std::function<std::string(std::string_view request)>& answer) {
  if (!send(greeting)) return 1;
  FrameHead head{};
  std::string request;
  while (read_all(head.data(), head.size())) {
    if (frame_size(head) > request_bytes) return 1;
    request.resize(frame_size(head));
    if (!read_all(request.data(), request.size())) return 1;
    if (!send(answer(request))) return 1;
  }
  return 0;
}

void complain(const Error& error) {
  const std::string line = error.message() + "\n";
  (void)!::write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace eider::sandbox
