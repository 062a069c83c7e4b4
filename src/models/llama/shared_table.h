#pragma once
// What this process has open, by key: opening a thing twice gives the same object while someone
// holds it. The tables of weights, generators and embedders are the only state of Eider that is
// one a process: two databases in one process must not load a gigabyte twice.

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "base/error.h"

namespace eider::models {

template <typename T>
class SharedTable {
 public:
  /// `make` runs under the lock, so that two threads don't load the same thing.
  template <typename Make>
  Result<std::shared_ptr<T>> get(const std::string& key, Make make) {
    const std::lock_guard lock(mutex_);
    std::erase_if(held_, [](const auto& entry) { return entry.second.expired(); });
    if (auto open = held_[key].lock()) return open;
    Result<std::shared_ptr<T>> made = make();
    if (made) held_[key] = *made;
    return made;
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::weak_ptr<T>> held_;
};

}  // namespace eider::models
