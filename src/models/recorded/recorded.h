#pragma once
// Generator and Embedder that replay a recording, so that tests need no gigabyte; and the wrappers
// that make one by asking a real model and appending each new request with its reply.

#include <memory>
#include <string>

#include "base/error.h"
#include "models/embedder.h"
#include "models/generator.h"

namespace eider::models {

/// A request that was not recorded is kNotFound and names its key; a recorded reply that the
/// request's constraint refuses is kCorrupt. Errors of opening: kNotFound, kCorrupt.
Result<std::shared_ptr<Generator>> open_recorded_generator(const std::string& path);
Result<std::shared_ptr<Embedder>> open_recorded_embedder(const std::string& path);

/// Appends to the file at `path`, which begins with a head if it is new. What the file holds
/// already is not written again. Errors: kIo, kCorrupt.
Result<std::shared_ptr<Generator>> record_generator(std::shared_ptr<Generator> source,
                                                    const std::string& path);
Result<std::shared_ptr<Embedder>> record_embedder(std::shared_ptr<Embedder> source,
                                                  const std::string& path);

}  // namespace eider::models
