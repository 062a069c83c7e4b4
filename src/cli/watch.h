#pragma once
// Watch: the company of one request. A thread of its own calls `stop` when the user presses Ctrl-C,
// and shows progress. SIGINT is blocked in every thread from block_interrupts() on, so no handler
// and no global is needed: the watch reads the signal as an event.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "cli/progress.h"

namespace eider::cli {

/// SIGINT no longer ends the process. Call it before any other thread begins.
void block_interrupts();
/// Forgets a Ctrl-C that came too late for the request it was meant for.
void drop_interrupts();

/// While it lives SIGINT ends the process again: for waiting on standard input.
class InterruptsAllowed {
 public:
  InterruptsAllowed();
  InterruptsAllowed(const InterruptsAllowed&) = delete;
  InterruptsAllowed& operator=(const InterruptsAllowed&) = delete;
  ~InterruptsAllowed();
};

class Watch {
 public:
  /// `stop` is called on the watch's thread, once for each Ctrl-C. `unit` is what is counted, in
  /// the plural, and outlives the watch.
  Watch(std::function<void()> stop, std::string_view unit);
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  ~Watch();

  void count(std::int64_t more) { count_.fetch_add(more, std::memory_order_relaxed); }
  /// How far the request is, in words, in place of the count.
  void note(std::string words);
  bool stopped() const { return stopped_.load(); }
  std::chrono::milliseconds elapsed() const;
  /// Runs `write` while no progress stands on the screen.
  void aside(const std::function<void()>& write);

 private:
  void run();

  std::function<void()> stop_;
  std::chrono::steady_clock::time_point began_;
  std::atomic<std::int64_t> count_ = 0;
  std::atomic<bool> stopped_ = false;
  std::string_view unit_;
  std::mutex screen_;  // of note_ and progress_
  std::string note_;
  Progress progress_;
  int interrupts_;  // a signalfd that reads SIGINT
  int done_;        // an eventfd, written when the request is over
  std::thread thread_;
};

}  // namespace eider::cli
