#pragma once
// A document that is read again: what of it did not change keeps its ids and its embeddings. Pure.

#include "store/documents.h"
#include "store/known_documents.h"

namespace eider::pipeline {

/// An article, or a chunk, whose text stands in the old document gets its id; each id once, in
/// order. A chunk that is embedded with the same title and heading too gets its vector: then
/// `document.embeddings` has one entry a chunk, with no values where there is none to keep. So do
/// the vectors of other models, which serve until the asked one has embedded all.
void carry_over(const store::StoredDocument& old, store::NewDocument& document);

}  // namespace eider::pipeline
