#include "cli/file_events.h"

#include <poll.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <system_error>
#include <utility>

namespace eider::cli {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kQuiet{300};       // an editor's three steps take less
constexpr milliseconds kPatience{3'000};  // a folder that is never quiet is looked at all the same

// A file is looked at when its writer closes it, not while it grows.
constexpr std::uint32_t kMask = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM |
                                IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF | IN_ONLYDIR |
                                IN_DONT_FOLLOW;

std::string without_slash(const std::string& path) {
  std::error_code unknown;
  std::string absolute = fs::absolute(path, unknown).lexically_normal().string();
  if (absolute.size() > 1 && absolute.ends_with('/')) absolute.pop_back();
  return absolute;
}

std::string below(const std::string& folder, const std::string& name) {
  return folder.ends_with('/') ? folder + name : folder + "/" + name;
}

bool lies_under(const std::string& path, const std::string& folder) {
  return path == folder || path.starts_with(below(folder, ""));
}

int make_interrupts() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

Error watch_error(int code, const std::string& folder) {
  if (code == ENOSPC) {
    return {ErrorCode::kLimit, "the system watches no more folders", folder,
            "raise fs.inotify.max_user_watches"};
  }
  return {ErrorCode::kIo, std::generic_category().message(code), folder, ""};
}

}  // namespace

Result<FileEvents> FileEvents::watch(const std::vector<std::string>& paths,
                                     const std::vector<std::string>& ignored) {
  FileEvents events;
  events.events_ = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (events.events_ < 0) return std::unexpected(watch_error(errno, "inotify"));
  events.interrupts_ = make_interrupts();
  for (const std::string& path : ignored) events.ignored_.push_back(without_slash(path));
  for (const std::string& path : paths) {
    events.roots_.push_back(without_slash(path));
    auto added = events.add_root(events.roots_.back());
    if (!added) return std::unexpected(std::move(added.error()));
  }
  return events;
}

FileEvents::FileEvents(FileEvents&& other) noexcept
    : events_(std::exchange(other.events_, -1)),
      interrupts_(std::exchange(other.interrupts_, -1)),
      roots_(std::move(other.roots_)),
      ignored_(std::move(other.ignored_)),
      folders_(std::move(other.folders_)) {}

FileEvents::~FileEvents() {
  if (events_ >= 0) close(events_);
  if (interrupts_ >= 0) close(interrupts_);
}

/// The folder around it too: there it is seen when a file is replaced, or a folder comes back.
Result<void> FileEvents::add_root(const std::string& path) {
  if (auto added = add_folder(fs::path(path).parent_path().string()); !added) return added;
  std::error_code unknown;
  return fs::is_directory(path, unknown) ? add_tree(path) : Result<void>();
}

Result<void> FileEvents::add_folder(const std::string& folder) {
  const int watch = inotify_add_watch(events_, folder.c_str(), kMask);
  if (watch >= 0) {
    folders_[watch] = folder;
    return {};
  }
  // One that went at once, or that nobody may list, is nothing to watch.
  if (errno == ENOENT || errno == EACCES || errno == ENOTDIR) return {};
  return std::unexpected(watch_error(errno, folder));
}

/// The watch comes before the look inside, so that nothing appears unseen in between.
Result<void> FileEvents::add_tree(const std::string& folder) {
  if (auto added = add_folder(folder); !added) return added;
  std::error_code unknown;
  for (fs::directory_iterator at(folder, unknown), end; !unknown && at != end;
       at.increment(unknown)) {
    std::error_code gone;
    const bool is_folder = at->is_directory(gone) && !at->is_symlink(gone);
    if (!is_folder || at->path().filename().string().starts_with('.')) continue;
    if (auto added = add_tree(at->path().string()); !added) return added;
  }
  return {};
}

void FileEvents::forget_tree(const std::string& folder) {
  for (auto at = folders_.begin(); at != folders_.end();) {
    if (!lies_under(at->second, folder)) {
      ++at;
      continue;
    }
    inotify_rm_watch(events_, at->first);
    at = folders_.erase(at);
  }
}

/// Whether the event is a change of what is watched. Follows folders that come and go.
bool FileEvents::concerns(int watch, std::uint32_t mask, const std::string& name) {
  if ((mask & IN_Q_OVERFLOW) != 0) {
    for (const std::string& root : roots_) static_cast<void>(add_root(root));
    return true;
  }
  const auto found = folders_.find(watch);
  if (found == folders_.end()) return false;
  if ((mask & IN_IGNORED) != 0) {
    folders_.erase(found);
    return false;
  }
  if (name.empty()) return (mask & IN_DELETE_SELF) != 0;
  const std::string path = below(found->second, name);
  const bool watched = std::any_of(roots_.begin(), roots_.end(), [&](const std::string& root) {
    return path == root || (lies_under(path, root) && !name.starts_with('.'));
  });
  if (!watched || std::find(ignored_.begin(), ignored_.end(), path) != ignored_.end()) return false;
  if ((mask & IN_ISDIR) == 0) return (mask & IN_CREATE) == 0;  // told when it is closed
  if ((mask & IN_MOVED_FROM) != 0) forget_tree(path);
  // A folder past the limit of watches is still read by the refresh that follows.
  if ((mask & (IN_CREATE | IN_MOVED_TO)) != 0) static_cast<void>(add_tree(path));
  return true;
}

/// Reads all events that are there; whether one concerns what is watched.
bool FileEvents::drain() {
  constexpr std::size_t kRoom = 64 << 10;
  std::vector<char> room(kRoom);
  bool changed = false;
  while (true) {
    const auto size = read(events_, room.data(), room.size());
    if (size <= 0) return changed;
    for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
      const auto* event = reinterpret_cast<const inotify_event*>(room.data() + at);
      const std::string name = event->len > 0 ? event->name : "";
      changed = concerns(event->wd, event->mask, name) || changed;
      at += sizeof(inotify_event) + event->len;
    }
  }
}

bool FileEvents::interrupted() const {
  signalfd_siginfo interrupt{};
  return read(interrupts_, &interrupt, sizeof interrupt) > 0;
}

FileEvents::Happened FileEvents::wait(milliseconds longest) {
  pollfd sources[2] = {{events_, POLLIN, 0}, {interrupts_, POLLIN, 0}};
  const auto began = Clock::now();
  bool changed = false;
  auto first_change = began;
  while (true) {
    const bool impatient = changed && Clock::now() - first_change >= kPatience;
    if (impatient) return Happened::kChange;
    const auto passed = std::chrono::duration_cast<milliseconds>(Clock::now() - began);
    const auto left = longest.count() < 0 ? longest : std::max(longest - passed, milliseconds(0));
    const int ready = poll(sources, 2, static_cast<int>((changed ? kQuiet : left).count()));
    if (interrupted()) return Happened::kInterrupt;
    if (ready == 0) return changed ? Happened::kChange : Happened::kNothing;
    if (!drain() || changed) continue;
    changed = true;
    first_change = Clock::now();
  }
}

}  // namespace eider::cli
