#pragma once
// FileEvents: waits until something changes in folders, or the user presses Ctrl-C (inotify).
// Invariants: a change is told after it has been quiet for a moment, so that a file which an editor
// replaces in three steps is one change; a folder that appears is watched with all that is in it;
// what is lost when the system's queue overflows is made up for by looking at everything again.

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/error.h"

namespace eider::cli {

class FileEvents {
 public:
  enum class Happened : std::uint8_t { kChange, kInterrupt, kNothing };

  /// Watches files and folders, which exist; hidden ones below them are left out, and so are
  /// changes of `ignored` (the database may lie in the folder). SIGINT must be blocked already.
  /// Errors: kIo, kLimit (the system's limit of watches).
  static Result<FileEvents> watch(const std::vector<std::string>& paths,
                                  const std::vector<std::string>& ignored);

  FileEvents(FileEvents&& other) noexcept;
  FileEvents& operator=(FileEvents&&) = delete;
  ~FileEvents();

  /// kNothing after so long; a negative time waits for ever.
  Happened wait(std::chrono::milliseconds longest);

 private:
  FileEvents() = default;
  Result<void> add_root(const std::string& path);
  Result<void> add_tree(const std::string& folder);
  Result<void> add_folder(const std::string& folder);
  void forget_tree(const std::string& folder);
  bool drain();
  bool concerns(int watch, std::uint32_t mask, const std::string& name);
  bool interrupted() const;

  int events_ = -1;
  int interrupts_ = -1;
  std::vector<std::string> roots_;
  std::vector<std::string> ignored_;
  std::map<int, std::string> folders_;  // by watch
};

}  // namespace eider::cli
