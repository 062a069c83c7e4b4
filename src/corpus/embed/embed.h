#pragma once
// Chunks -> Embeddings, through the Embedder port.
// Input: chunks and their texts -> output: one unit vector a chunk, in the same order.
// Both sides are embedded in simplified characters: either script finds the other alike.
// Invariant: a chunk is embedded with its title and heading, for a passage alone often doesn't say
// what it is about, and a table's cells say nothing without their header.

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/cancel.h"
#include "base/error.h"
#include "models/embedder.h"
#include "records/document.h"

namespace eider::embed {

/// Views: the caller keeps what they point into while embed_chunks runs.
struct ChunkText {
  const Chunk* chunk = nullptr;
  std::string_view text;  // the bytes of chunk->span
};

/// Told after each group: chunks done so far, of all.
using Progress = std::function<void(std::size_t done, std::size_t all)>;

/// What the embedder reads for a chunk: title, heading and text, one a line. A part is left out
/// where it is empty, or repeats the part before it, or opens the text.
std::string passage_of(const Chunk& chunk, std::string_view text);

/// Errors: those of the embedder; kCancelled; kCorrupt (the embedder gave another number of
/// vectors than it was given texts).
Result<std::vector<Embedding>> embed_chunks(std::span<const ChunkText> chunks,
                                            models::Embedder& embedder, const CancelFlag& cancel,
                                            const Progress& progress = {});

/// The vector of a question, for search::SearchRequest. Errors: as above.
Result<std::vector<float>> embed_question(std::string_view question, models::Embedder& embedder,
                                          const CancelFlag& cancel);

}  // namespace eider::embed
