#pragma once
// What documents and articles are recognised by, for the links between duplicates. Pure.

#include "records/document.h"
#include "store/documents.h"

namespace eider::pipeline {

/// Of what a document says: folded, without boilerplate, bylines and source credits, in which a
/// copy differs from its original.
store::DocumentSignatures signatures_of(const ParsedDocument& parsed);

}  // namespace eider::pipeline
