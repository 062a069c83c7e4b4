#pragma once
// CentreTree: the nearest of thousands of centres. They are put into groups first, so that a row
// is compared with the centres of the groups near it alone.

#include <cstdint>
#include <vector>

#include "corpus/vector_index/centres.h"

namespace eider::vector_index {

class CentreTree {
 public:
  /// Groups the centres by a few rounds of k-means over them.
  explicit CentreTree(const Centres& centres);

  /// The nearest centre, all but for rare rows between groups.
  Nearest nearest(const SteppedRow& row) const;

 private:
  Centres groups_;
  Centres members_;                    // the centres, group after group
  std::vector<std::uint32_t> starts_;  // of the groups in members_
  std::vector<std::uint32_t> names_;   // members_ -> the number of the centre
};

}  // namespace eider::vector_index
