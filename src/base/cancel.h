#pragma once
// Cooperative cancelling: long work asks `cancelled()` between small steps and returns kCancelled.

#include <atomic>
#include <cstdint>
#include <memory>

namespace eider {

/// Shared by all requests of one database. `cancel_all` stops every request that has begun.
class CancelSource {
 public:
  void cancel_all() { epoch_->fetch_add(1, std::memory_order_relaxed); }
  std::shared_ptr<const std::atomic<std::uint64_t>> epoch() const { return epoch_; }

 private:
  std::shared_ptr<std::atomic<std::uint64_t>> epoch_ =
      std::make_shared<std::atomic<std::uint64_t>>(0);
};

/// One request's view. A default-made flag is never cancelled. Cheap to copy; thread-safe.
class CancelFlag {
 public:
  CancelFlag() = default;
  explicit CancelFlag(const CancelSource& source)
      : epoch_(source.epoch()), began_(epoch_->load(std::memory_order_relaxed)) {}
  bool cancelled() const { return epoch_ && epoch_->load(std::memory_order_relaxed) != began_; }

 private:
  std::shared_ptr<const std::atomic<std::uint64_t>> epoch_;
  std::uint64_t began_ = 0;
};

}  // namespace eider
