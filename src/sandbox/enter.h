#pragma once
// The child's side: how a process shuts itself in before it sees the first byte of a stranger's
// file. From then on it has the socket and nothing else: no file, no network, no other process,
// no code but what is mapped already, bounded memory; and it dies with its host.

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace eider::sandbox {

/// For ever. `memory_bytes` bounds the address space, what is mapped already included; 0: no
/// bound. Errors: kUnavailable, naming what the system does not grant.
Result<void> enter(std::size_t memory_bytes);

/// Says `greeting` to the host, then answers request after request until the host hangs up.
/// A request above `request_bytes`, or one the memory does not hold, ends it too. The exit code.
int serve(std::string_view greeting, std::size_t request_bytes,
          const std::function<std::string(std::string_view request)>& answer);

/// Why the process can't start: for the host to show.
void complain(const Error& error);

}  // namespace eider::sandbox
