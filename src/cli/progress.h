#pragma once
// How long a request has run and how far it is, on stderr: from the second second on, renewed in
// place on a terminal, as a line now and then elsewhere. On a terminal it leaves no trace.

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace eider::cli {

/// "34 documents", "" while there are none.
std::string counted(std::int64_t count, std::string_view unit);
/// "12 s, 34 documents": the time and how far the request is, if that is known.
std::string progress_text(std::chrono::milliseconds elapsed, std::string_view far);

class Progress {
 public:
  Progress();

  /// Says where the request stands, if it is time to.
  void tick(std::chrono::milliseconds elapsed, std::string_view far);
  /// Takes the line away, so that other text can be written.
  void clear();

 private:
  bool terminal_;
  bool shown_ = false;
  std::chrono::milliseconds next_;
};

}  // namespace eider::cli
