#pragma once
// What the functions over rows share: options of writing, and outcomes as SQL values.

#include <string>
#include <utility>
#include <vector>

#include "extension/call.h"
#include "pipeline/judged_rows.h"
#include "pipeline/rows.h"

namespace eider::extension {

inline pipeline::WritingOptions writing_options(const Call& call) {
  pipeline::WritingOptions options;
  options.max_tokens = call.integer("max_tokens", options.max_tokens);
  options.temperature = call.number("temperature", options.temperature);
  options.seed = static_cast<std::uint64_t>(call.integer("seed", 0));
  return options;
}

inline std::vector<std::string> texts_of(const std::vector<std::vector<store::Value>>& rows) {
  std::vector<std::string> texts;
  for (const auto& row : rows) texts.push_back(*row[0].text());
  return texts;
}

/// A text and a condition.
inline std::vector<pipeline::JudgedRow> conditions_of(
    const std::vector<std::vector<store::Value>>& rows) {
  std::vector<pipeline::JudgedRow> judged;
  for (const auto& row : rows) judged.push_back({*row[0].text(), {*row[1].text()}});
  return judged;
}

/// A text and a list of labels, without those that are NULL.
inline std::vector<pipeline::JudgedRow> labelled_rows(
    const std::vector<std::vector<store::Value>>& rows) {
  std::vector<pipeline::JudgedRow> judged;
  for (const auto& row : rows) {
    judged.push_back({*row[0].text(), {}});
    for (const store::Value& label : *row[1].list()) {
      if (const std::string* text = label.text()) judged.back().asked.push_back(*text);
    }
  }
  return judged;
}

template <typename T>
Result<Outcomes> values_of(Result<pipeline::Outcomes<T>> outcomes) {
  if (!outcomes) return std::unexpected(outcomes.error());
  Outcomes values;
  values.reserve(outcomes->size());
  for (Result<T>& outcome : *outcomes) {
    if (outcome) {
      values.emplace_back();
      values.back()->data = std::move(*outcome);
    } else {
      values.emplace_back(std::unexpected(std::move(outcome.error())));
    }
  }
  return values;
}

}  // namespace eider::extension
