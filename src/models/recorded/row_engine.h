#pragma once
// A RowEngine that asks a function (of a test, or a Generator) for each row: exact and the same
// every time. Its vocabulary is the 256 bytes. A row is at work for as many steps as its reply has
// tokens, so that rows end in other orders than they came, as in a real engine.

#include <functional>
#include <memory>

#include "models/row_engine.h"

namespace eider::models {

/// The whole reply of a task; an error is that row's own, but kCancelled ends the step.
using AskRow = std::function<Result<RowReply>(const RowTask& task, const CancelFlag& cancel)>;

struct AskedRowOptions {
  std::size_t places = 16;
  std::int64_t window_tokens = 4096;  // bytes, as each is a token
};

/// Token n is the byte n; a token 256 has none, as the end of a reply.
std::shared_ptr<const Vocabulary> byte_vocabulary();

/// A reply that the task's constraint refuses becomes the error kCorrupt of its row.
std::unique_ptr<RowEngine> asked_row_engine(AskRow ask, const AskedRowOptions& options);

/// Asks a Generator, recorded or real. A temperature is kUnsupported.
AskRow ask_generator(std::shared_ptr<Generator> generator);

}  // namespace eider::models
