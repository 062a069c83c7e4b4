#pragma once
// Checkpoints: DuckDB holds what is committed in memory until it is checkpointed, which it does by
// itself only when nobody else is in a transaction; a load's own statement always is. Here what
// was committed is counted, and moved into the file every so many bytes.

#include <cstddef>

#include "store/connection.h"
#include "store/schema.h"

namespace eider::store {

class Checkpoints {
 public:
  /// After a commit of about `bytes`. Nothing is moved while another transaction may write, or
  /// without a file; it is tried again after the next one.
  void committed(Connection connection, const Catalog& catalog, std::size_t bytes);

 private:
  std::size_t since_ = 0;  // bytes
};

}  // namespace eider::store
