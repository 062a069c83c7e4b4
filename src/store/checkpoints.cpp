#include "store/checkpoints.h"

namespace eider::store {
namespace {

constexpr std::size_t kBytesBetween = 8u << 20;

}  // namespace

void Checkpoints::committed(Connection connection, const Catalog& catalog, std::size_t bytes) {
  since_ += bytes;
  if (since_ < kBytesBetween) return;
  // One that fails has changed nothing: the rows are in the log and stay in memory a while longer.
  if (connection.execute("CHECKPOINT " + quote_name(catalog.name()))) since_ = 0;
}

}  // namespace eider::store
