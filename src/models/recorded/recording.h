#pragma once
// A recording: JSON lines, one request and its reply each, in the order they were first made.
//   {"kind":"head","name":N,"hash":H,"dimensions":D}
//   {"kind":"complete"|"score"|"count"|"embed","key":SHA-256 of the request,"reply":...}
// Invariant: a key stands for one reply; a request that is not there is an error with its key.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "base/error.h"
#include "models/embedder.h"
#include "models/generator.h"

namespace eider::models {

struct RecordingHead {
  std::string name;
  std::string hash;
  std::int64_t dimensions = 0;  // embedders
};

class Recording {
 public:
  /// Errors: kNotFound, kCorrupt (names the line).
  static Result<Recording> read(const std::string& path);

  const RecordingHead& head() const { return head_; }
  const std::string& path() const { return path_; }
  /// The reply as JSON text. Errors: kNotFound (names the key).
  Result<std::string> reply(std::string_view kind, const std::string& key) const;

 private:
  Result<void> add_line(const std::string& line);

  std::string path_;
  RecordingHead head_;
  std::map<std::string, std::string> replies_;
};

/// The keys: SHA-256 of the kind and every field that the reply depends on. Of a constraint only
/// that there is one; the replayed reply is held against it.
std::string completion_key(const Prompt& prompt, const CompletionOptions& options);
std::string score_key(const Prompt& prompt, const std::vector<std::string>& continuations);
std::string count_key(std::string_view text);
std::string embed_key(std::string_view text, EmbedKind kind);

}  // namespace eider::models
