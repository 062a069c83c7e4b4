#include "sandbox/worker.h"

#include <utility>

#include "sandbox/exchange.h"

namespace eider::sandbox {
namespace {

// Loading a program is none of the document's cost; a slow disk is waited for.
constexpr Allowance kStart{std::chrono::seconds(60), std::chrono::seconds(60), 4096};

std::unexpected<Error> cannot_start(const std::string& why, const std::string& program) {
  return fail(ErrorCode::kUnavailable, why, program);
}

}  // namespace

Result<Worker> Worker::start(const Program& program, const CancelFlag& cancel) {
  if (program.command.empty()) return cannot_start("no program is named", "");
  const std::string& name = program.command.back();
  auto process = Process::start(program.command);
  if (!process) return std::unexpected(process.error());
  const auto greeting = Exchange(*process, kStart, cancel).receive();
  if (!greeting) {
    if (greeting.error().code == ErrorCode::kCancelled) return std::unexpected(greeting.error());
    const std::string complaint = process->take_complaint();
    const Ending ending = process->end();
    if (!complaint.empty()) return cannot_start(complaint, name);
    return cannot_start(greeting.error().what.empty() ? ending.what : greeting.error().what, name);
  }
  if (*greeting != program.greeting) {
    return fail(ErrorCode::kUnavailable, "is not the file that was loaded: it was replaced", name,
                "start this program anew");
  }
  process->take_complaint();
  return Worker(std::move(*process));
}

Result<std::string> Worker::ask(std::string_view request, const Allowance& allowance,
                                const CancelFlag& cancel) {
  if (!runs()) return fail(ErrorCode::kUnavailable, process_.end().what);
  Exchange exchange(process_, allowance, cancel);
  auto sent = exchange.send(request);
  Result<std::string> reply = sent ? exchange.receive() : std::unexpected(sent.error());
  if (reply) return reply;
  const Ending ending = process_.end();
  if (reply.error().what.empty()) return fail(ending.code, ending.what);
  return reply;
}

}  // namespace eider::sandbox
