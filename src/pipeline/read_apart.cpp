#include "pipeline/read_apart.h"

#include <exception>
#include <new>
#include <utility>

#include "base/limits.h"
#include "corpus/parse/readers.h"
#include "corpus/parse/wire.h"
#include "sandbox/enter.h"

namespace eider::pipeline {
namespace {

constexpr std::size_t kMaxPathBytes = 1u << 20;

constexpr sandbox::Allowance kAllowance{std::chrono::seconds(kReaderCpuSeconds),
                                        std::chrono::seconds(kReaderWallSeconds),
                                        kReaderAnswerBytes};

std::string greeting() { return "eider reader " + std::to_string(parse::kWireVersion); }

/// What the reader did to the file, or the file to the reader.
std::unexpected<Error> reader_failed(const Error& error, const std::string& path) {
  if (error.code == ErrorCode::kCancelled) {
    return fail(ErrorCode::kCancelled, "the load was stopped");
  }
  return fail(error.code, "the reader " + error.what + " on this file", path);
}

std::unexpected<Error> can_not_start(const Error& error, const std::string& path) {
  if (error.code == ErrorCode::kCancelled) {
    return fail(ErrorCode::kCancelled, "the load was stopped");
  }
  return fail(ErrorCode::kUnavailable,
              "the process that reads such files can't be started: " + error.message(), path);
}

Result<ParsedDocument> parse_guarded(const parse::SourceFile& file) {
  try {
    return parse::parse_document(file);
  } catch (const std::bad_alloc&) {
    return fail(ErrorCode::kLimit,
                "needs more than " + std::to_string(kReaderMemoryBytes >> 20) + " MiB of memory",
                file.path, "split it");
  } catch (const std::exception& error) {
    return fail(ErrorCode::kCorrupt, error.what(), file.path);
  }
}

std::string answer(std::string_view request) {
  const auto file = parse::unpack_file(request);
  if (!file) return parse::pack_parsed(std::unexpected(file.error()));
  return parse::pack_parsed(parse_guarded(*file));
}

}  // namespace

bool is_read_apart(const parse::SourceFile& file) {
  const auto reader = parse::reader_of(file.path, file.bytes);
  return reader && (*reader)->apart;
}

ApartReader::ApartReader(std::vector<std::string> command)
    : program_{std::move(command), greeting()} {}

Result<ParsedDocument> ApartReader::read(const parse::SourceFile& file, const CancelFlag& cancel) {
  if (!worker_ || !worker_->runs()) {
    worker_.reset();
    auto started = sandbox::Worker::start(program_, cancel);
    if (!started) return can_not_start(started.error(), file.path);
    worker_.emplace(std::move(*started));
  }
  auto reply = worker_->ask(parse::pack_file(file), kAllowance, cancel);
  if (!reply) return reader_failed(reply.error(), file.path);
  auto parsed = parse::unpack_parsed(*reply);
  if (!parsed) {
    worker_.reset();  // what talks nonsense once is not asked again
    return reader_failed(parsed.error(), file.path);
  }
  return std::move(*parsed);
}

int serve_reads() {
  // A reader whose part does not load says so itself, for each of its files.
  (void)parse::prepare_readers();
  if (auto entered = sandbox::enter(kReaderMemoryBytes); !entered) {
    sandbox::complain(entered.error());
    return 1;
  }
  return sandbox::serve(greeting(), kMaxFileBytes + kMaxPathBytes, answer);
}

}  // namespace eider::pipeline
