#pragma once
// For tests: a generator whose replies are given beforehand. It keeps what it was asked.

#include <cmath>
#include <string>
#include <vector>

#include "models/generator.h"

namespace eider::answer {

class ScriptedGenerator : public models::Generator {
 public:
  double yes = 0.99;              // P(yes), of yes and no
  double none = 0.01;             // P("[]")
  std::string selection = "[1]";  // what it would write; cut where the constraint forbids
  std::size_t failing_call = 0;   // 1 is the first; 0: none
  std::vector<models::Prompt> prompts;

  const std::string& name() const override { return name_; }
  const std::string& hash() const override { return name_; }
  std::int64_t count_tokens(std::string_view text) const override {
    return static_cast<std::int64_t>(text.size()) / 4 + 1;
  }

  Result<models::Completion> complete(const models::Prompt& prompt,
                                      const models::CompletionOptions& options,
                                      const CancelFlag& cancel) override {
    if (auto begun = begin(prompt, cancel); !begun) return std::unexpected(begun.error());
    models::Completion completion;
    for (const char next : selection) {
      if (!options.constraint->allows(completion.text + next)) break;
      completion.text += next;
      ++completion.answer_tokens;
    }
    return completion;
  }

  Result<std::vector<models::Likelihood>> score(const models::Prompt& prompt,
                                                const std::vector<std::string>& continuations,
                                                const CancelFlag& cancel) override {
    if (auto begun = begin(prompt, cancel); !begun) return std::unexpected(begun.error());
    if (continuations.size() == 1) return std::vector<models::Likelihood>{{std::log(none), 1}};
    return std::vector<models::Likelihood>{{std::log(yes), 1}, {std::log(1 - yes), 1}};
  }

 private:
  Result<void> begin(const models::Prompt& prompt, const CancelFlag& cancel) {
    prompts.push_back(prompt);
    if (cancel.cancelled()) return fail(ErrorCode::kCancelled, "cancelled");
    if (prompts.size() == failing_call) return fail(ErrorCode::kUnavailable, "no memory");
    return {};
  }

  std::string name_ = "scripted";
};

}  // namespace eider::answer
