#pragma once
// Question + Hits -> Answer, by "select, then show": the model only says which sentences of the
// hits answer the question, and the answer is those sentences, byte for byte. Where it is unsure
// that any does, the answer is an abstention that says what was searched.
// Invariant: text and quote of every citation are the bytes of its span; nothing the model wrote
// is ever shown.

#include <cstdint>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/error.h"
#include "models/generator.h"
#include "records/answer.h"

namespace eider::answer {

struct AnswerRequest {
  std::string question;
  std::vector<Hit> hits;       // as search() gives them
  std::string store;           // for the abstention: what was searched
  std::int64_t documents = 0;  // in it
  std::int64_t chunks = 0;
};

/// `generator` and `seconds` of the answer are left to the caller.
/// Errors: those of the generator.
Result<Answer> answer(const AnswerRequest& request, models::Generator& generator,
                      const CancelFlag& cancel);

}  // namespace eider::answer
