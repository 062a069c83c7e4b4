#include "cli/watch.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>
#include <ctime>
#include <utility>

namespace eider::cli {
namespace {

constexpr int kTickMilliseconds = 250;

sigset_t interrupt_set() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  return set;
}

int make_interrupts() {
  const sigset_t set = interrupt_set();
  return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

}  // namespace

void block_interrupts() {
  const sigset_t set = interrupt_set();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

void drop_interrupts() {
  const sigset_t set = interrupt_set();
  const timespec now{0, 0};
  while (sigtimedwait(&set, nullptr, &now) == SIGINT) {
  }
}

InterruptsAllowed::InterruptsAllowed() {
  const sigset_t set = interrupt_set();
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

InterruptsAllowed::~InterruptsAllowed() { block_interrupts(); }

Watch::Watch(std::function<void()> stop, std::string_view unit)
    : stop_(std::move(stop)),
      began_(std::chrono::steady_clock::now()),
      unit_(unit),
      interrupts_(make_interrupts()),
      done_(eventfd(0, EFD_CLOEXEC)),
      thread_([this] { run(); }) {}

Watch::~Watch() {
  eventfd_write(done_, 1);
  thread_.join();
  progress_.clear();
  close(interrupts_);
  close(done_);
}

std::chrono::milliseconds Watch::elapsed() const {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() -
                                                               began_);
}

void Watch::note(std::string words) {
  const std::lock_guard lock(screen_);
  note_ = std::move(words);
}

void Watch::aside(const std::function<void()>& write) {
  const std::lock_guard lock(screen_);
  progress_.clear();
  write();
}

void Watch::run() {
  pollfd events[2] = {{done_, POLLIN, 0}, {interrupts_, POLLIN, 0}};
  while (true) {
    poll(events, 2, kTickMilliseconds);
    if (events[0].revents != 0) return;
    signalfd_siginfo interrupt{};
    if (read(interrupts_, &interrupt, sizeof interrupt) > 0) {
      stopped_ = true;
      stop_();
    }
    const std::lock_guard lock(screen_);
    const std::int64_t count = count_.load(std::memory_order_relaxed);
    progress_.tick(elapsed(), note_.empty() ? counted(count, unit_) : note_);
  }
}

}  // namespace eider::cli
