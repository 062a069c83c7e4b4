#pragma once
// Joining parts: the live chunks of a delta and of segments -> the bytes of one segment, without
// their texts. Chunks are numbered anew by id, words merged by hash.

#include <span>
#include <string>

#include "base/cancel.h"
#include "base/error.h"
#include "corpus/keyword_index/delta.h"
#include "corpus/keyword_index/live_segment.h"

namespace eider::keyword_index {

/// No id is alive in two parts. Same parts, same bytes; "" where nothing is alive.
/// Errors: kCancelled, kLimit (more than one segment holds).
Result<std::string> join_parts(std::span<const LiveSegment* const> segments, const Delta& delta,
                               const CancelFlag& cancel);

}  // namespace eider::keyword_index
