#include "sandbox/exchange.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cmath>

#include "sandbox/frame.h"

namespace eider::sandbox {
namespace {

constexpr int kSliceMilliseconds = 20;         // how late a cancel may be seen
constexpr std::size_t kPieceBytes = 1u << 20;  // a reply is believed as far as it has come

std::string in_seconds(std::chrono::milliseconds time) {
  const auto tenths = time.count() / 100;
  std::string text = std::to_string(tenths / 10);
  if (tenths % 10 != 0) text += "." + std::to_string(tenths % 10);
  return text + " s";
}

std::unexpected<Error> gone() { return fail(ErrorCode::kCorrupt, ""); }

bool would_block() { return errno == EAGAIN || errno == EINTR; }

}  // namespace

Result<void> Exchange::check() const {
  if (cancel_.cancelled()) return fail(ErrorCode::kCancelled, "was stopped by the user");
  if (process_.cpu_time() - cpu_before_ > allowance_.cpu) {
    return fail(ErrorCode::kLimit,
                "took more than " + in_seconds(allowance_.cpu) + " of processor time");
  }
  if (std::chrono::steady_clock::now() - began_ > allowance_.wall) {
    return fail(ErrorCode::kLimit, "took longer than " + in_seconds(allowance_.wall));
  }
  return {};
}

Result<void> Exchange::wait_for(short events) const {
  pollfd socket{process_.socket(), events, 0};
  for (;;) {
    if (auto within = check(); !within) return within;
    const int ready = ::poll(&socket, 1, kSliceMilliseconds);
    if (ready > 0) return {};
    if (ready < 0 && errno != EINTR) return gone();
  }
}

Result<void> Exchange::write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    if (auto ready = wait_for(POLLOUT); !ready) return ready;
    const ::ssize_t put =
        ::send(process_.socket(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (put < 0 && would_block()) continue;
    if (put <= 0) return gone();
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return {};
}

Result<void> Exchange::read_all(char* to, std::size_t size) {
  while (size > 0) {
    if (auto ready = wait_for(POLLIN); !ready) return ready;
    const ::ssize_t got = ::recv(process_.socket(), to, size, MSG_DONTWAIT);
    if (got < 0 && would_block()) continue;
    if (got <= 0) return gone();
    to += got;
    size -= static_cast<std::size_t>(got);
  }
  return {};
}

Result<void> Exchange::send(std::string_view request) {
  const FrameHead head = frame_head(request.size());
  if (auto sent = write_all({head.data(), head.size()}); !sent) return sent;
  return write_all(request);
}

Result<std::string> Exchange::receive() {
  FrameHead head{};
  if (auto got = read_all(head.data(), head.size()); !got) return std::unexpected(got.error());
  const std::uint64_t size = frame_size(head);
  if (size > allowance_.reply_bytes) {
    return fail(ErrorCode::kLimit,
                "answers with more than " + std::to_string(allowance_.reply_bytes) + " bytes");
  }
  std::string reply;
  while (reply.size() < size) {
    const std::size_t at = reply.size();
    reply.resize(std::min<std::size_t>(size, at + kPieceBytes));
    if (auto got = read_all(reply.data() + at, reply.size() - at); !got) {
      return std::unexpected(got.error());
    }
  }
  return reply;
}

}  // namespace eider::sandbox
