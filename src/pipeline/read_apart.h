#pragma once
// Files that may be hostile are read in a process of their own: the same library, started as a
// program, shut in before it sees them. A file that crashes it, keeps it busy or eats its memory
// costs an error and a new process. One process reads one file after another for a whole load.

#include <optional>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/error.h"
#include "corpus/parse/parse.h"
#include "sandbox/worker.h"

namespace eider::pipeline {

/// Is the file to be read in a process of its own? By its name and first bytes.
bool is_read_apart(const parse::SourceFile& file);

/// The host's side. Not thread-safe.
class ApartReader {
 public:
  /// `command` starts this library so that it runs serve_reads().
  explicit ApartReader(std::vector<std::string> command);

  /// As parse::parse_document. Errors besides: kCorrupt (the reader crashed), kLimit (time,
  /// memory), kIo (it was killed), kUnavailable (it can't be started); kCancelled.
  Result<ParsedDocument> read(const parse::SourceFile& file, const CancelFlag& cancel);

 private:
  sandbox::Program program_;
  std::optional<sandbox::Worker> worker_;
};

/// The other side: reads what is asked for until the host hangs up. The process's exit code.
int serve_reads();

}  // namespace eider::pipeline
