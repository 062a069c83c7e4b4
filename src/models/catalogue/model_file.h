#pragma once
// From a model's name to a file whose bytes are known: in the model folder, or where the user
// says. Hashing a gigabyte takes seconds, so the result is kept beside the file:
//   FILE.verified   {"bytes","mtime_ns","inode","sha256"}; believed only while all of them agree
//   NAME.json       {"name","role","file","bytes","sha256"}: a model that the user imported
// Invariant: a file whose size or SHA-256 differs from its entry is never given out.

#include <string>
#include <string_view>
#include <vector>

#include "base/cancel.h"
#include "base/error.h"
#include "models/catalogue/catalogue.h"

namespace eider::models {

/// `name_or_path`: a name of the catalogue, of an imported model, or a path (with a slash or .gguf)
/// to a GGUF file, taken for a generator unless its bytes are those of a known model. Errors, each
/// with the command that mends it: kNotFound (no such name; not in the folder), kCorrupt
/// (truncated, altered, not a GGUF), kIo, kCancelled.
Result<ModelFile> locate(std::string_view name_or_path, const std::string& folder,
                         const CancelFlag& cancel = {});

/// Whether the folder has the entry's file with the right size; does not hash.
enum class Presence : std::uint8_t { kAbsent, kTruncated, kPresent };
Presence presence(const ModelEntry& entry, const std::string& folder);

/// What can be named: the catalogue, then the models imported into the folder by name.
std::vector<ModelEntry> known_models(const std::string& folder);

/// Brings a GGUF file of the user's into the folder under `name` (a hard link where that works,
/// else a copy). A file with the bytes of a catalogue entry becomes that entry's file.
/// Errors: kInvalidArgument (bad or taken name), kNotFound, kCorrupt (not a GGUF), kIo.
Result<ModelFile> import_model(const std::string& path, const std::string& name, Role role,
                               const std::string& folder);

/// The file's SHA-256, from FILE.verified or by reading it all.
Result<std::string> verified_sha256(const std::string& path, const CancelFlag& cancel);

}  // namespace eider::models
