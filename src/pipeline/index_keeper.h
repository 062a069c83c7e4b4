#pragma once
// Keeps the segments of a store's two indices in its file, and takes them from there. Input: an
// IndexContent right after a merge -> rows of eider.index_segment: the segments, and above them a
// manifest with what they were made from. Damaged or foreign bytes are as good as none: the index
// is then made anew from the tables, which alone are the truth.
// Invariant: one transaction replaces what is kept; segments that are kept already stay.

#include <string>

#include "base/error.h"
#include "pipeline/index_content.h"
#include "store/index_sync.h"

namespace eider::pipeline {

/// Takes what is kept into `content`, which is empty. Gives what was wrong with it, for people; ""
/// where nothing was. Errors: kCancelled, those of the store.
Result<std::string> take_kept(const store::ContentSource& source, IndexContent& content);

/// Whether an index has grown enough to be kept: below that it is as fast to read the tables.
bool is_worth_keeping(const IndexContent& content);

/// Replaces what is kept by the content's segments, where they hold all of it. Errors: kIo (a
/// read-only or full database), kUnavailable (memory_limit), a conflict with another transaction.
Result<void> keep(const store::ContentSource& source, const IndexContent& content);

}  // namespace eider::pipeline
