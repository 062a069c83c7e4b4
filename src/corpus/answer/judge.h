#pragma once
// What the model makes of the material: is the answer in it, and which sentences hold it.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/error.h"
#include "corpus/answer/material.h"
#include "corpus/answer/wording.h"
#include "models/generator.h"

namespace eider::answer {

/// One question about one material, put to one model. Errors of all: those of the generator.
class Judge {
 public:
  Judge(const Wording& wording, std::span<const MaterialSentence> material,
        std::string_view question, models::Generator& generator);

  /// How likely it is, of yes and no, that the model says the answer is there. 0 to 1.
  Result<double> probability_of_yes(const CancelFlag& cancel);

  /// How likely the model is to open its selection with "[]". 0 to 1.
  Result<double> probability_of_none(const CancelFlag& cancel);

  /// The numbers of the sentences that answer, from 1, ascending; perhaps none.
  Result<std::vector<std::int64_t>> select(const CancelFlag& cancel);

  /// Tokens the model read and wrote for the calls so far; shared beginnings count once.
  std::int64_t prompt_tokens() const { return prompt_tokens_; }
  std::int64_t answer_tokens() const { return answer_tokens_; }

 private:
  void count(std::string_view instruction);

  const Wording& wording_;
  models::Generator& generator_;
  std::int64_t sentences_ = 0;
  std::string shared_;
  std::int64_t prompt_tokens_ = 0;
  std::int64_t answer_tokens_ = 0;
  std::string_view counted_;  // the instruction read last
};

}  // namespace eider::answer
