#pragma once
// Ids from the sequence of the database, many at a time.
// Invariant: an id is given once. What a transaction reserved stands in the file only when that
// transaction has committed, so after one that has not, the rest must not be used.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/error.h"
#include "store/connection.h"
#include "store/schema.h"

namespace eider::store {

class IdBlock {
 public:
  /// `count` ids, ascending. Reserves more than that when asked often.
  Result<std::vector<std::int64_t>> take(Connection connection, const Catalog& catalog,
                                         std::size_t count);
  /// After a transaction that was rolled back.
  void forget() { free_.clear(); }

 private:
  std::vector<std::int64_t> free_;  // the lowest at the end
  std::size_t reserved_ = 0;        // the last time
};

}  // namespace eider::store
