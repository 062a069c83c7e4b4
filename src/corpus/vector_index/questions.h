#pragma once
// Questions that a segment asks itself: each lies where no row does but as near to rows as a
// question about them, with its true neighbours (by a search of far greater effort), the lists that
// hold them, and how much of their order 8 bits a coordinate may have swapped.
// Deterministic.

#include <array>
#include <cstdint>
#include <vector>

#include "corpus/vector_index/list_segment.h"

namespace eider::vector_index {

struct Question {
  ListQuery query;
  std::vector<std::uint32_t> truth;   // rows, nearest first
  std::vector<std::uint32_t> places;  // of each of them: how many lists are nearer than its own
  double kept = 1;                    // share of the first that full rows would find first too
};

/// `slots`: all of the segment. `number`: of the question, below `count`.
Question ask(const ListSegment& segment, const SlotSet& slots, std::size_t number,
             std::size_t count);

}  // namespace eider::vector_index
