#include "pipeline/judged_rows.h"

#include <algorithm>
#include <utility>

#include "pipeline/row_likelihoods.h"
#include "rows/answers.h"
#include "rows/batch_plan.h"
#include "rows/questions.h"
#include "text/utf8.h"

namespace eider::pipeline {
namespace {

constexpr std::size_t kMaxLabels = 200;

using Numbers = std::vector<double>;
using Form = rows::Question (*)(std::string_view text, const std::vector<std::string>& asked);

rows::Question ask_condition(std::string_view text, const std::vector<std::string>& asked) {
  return rows::filter_question(text, asked.front());
}

rows::Question ask_labels(std::string_view text, const std::vector<std::string>& asked) {
  return rows::classify_question(text, asked);
}

Result<void> check_asked(const JudgedRow& row) {
  if (row.asked.empty()) return fail(ErrorCode::kInvalidArgument, "there are no labels");
  if (row.asked.size() > kMaxLabels) {
    return fail(ErrorCode::kLimit, "there are " + std::to_string(row.asked.size()) +
                                       " labels, at most " + std::to_string(kMaxLabels));
  }
  for (std::size_t i = 0; i < row.asked.size(); ++i) {
    if (text::trim(row.asked[i]).empty()) {
      return fail(ErrorCode::kInvalidArgument, "a label or condition is empty");
    }
    if (std::find(row.asked.begin(), row.asked.begin() + static_cast<std::ptrdiff_t>(i),
                  row.asked[i]) != row.asked.begin() + static_cast<std::ptrdiff_t>(i)) {
      return fail(ErrorCode::kInvalidArgument, "the label " + row.asked[i] + " stands twice");
    }
  }
  return {};
}

/// What rows that share their panel have alike.
std::string asked_key(const JudgedRow& row) {
  std::string key;
  for (const std::string& text : row.asked) key.append(text).append(1, '\0');
  return key;
}

/// The rows that can be asked.
class Judging {
 public:
  Judging(std::span<const JudgedRow> rows, Form form) : rows_(rows), form_(form) {
    for (std::size_t row = 0; row < rows.size(); ++row) {
      errors_.push_back(check_asked(rows[row]));
      if (errors_.back()) sound_.push_back(row);
    }
  }

  /// Behind the rows, the panel of each different question.
  void add_panels() {
    std::vector<std::string> keys;
    for (const std::size_t row : sound_) keys.push_back(asked_key(rows_[row]));
    groups_ = rows::collapse(keys);
    for (const std::size_t first : groups_.asking) {
      const std::vector<std::string>& asked = rows_[sound_[first]].asked;
      panel_starts_.push_back(sound_.size() + panel_.size());
      for (const std::string_view text : rows::panel(rows::tongue_of(asked.front()))) {
        panel_.push_back({std::string(text), asked});
      }
    }
  }

  Result<RowReplies> ask(RowStatement& statement) const {
    RowQuestions questions;
    questions.size = sound_.size() + panel_.size();
    questions.task = [&](std::size_t question) {
      const JudgedRow& row = row_of(question);
      rows::Question asked = form_(row.text, row.asked);
      models::RowTask task;
      task.prompt = std::move(asked.prompt);
      task.continuations = std::move(asked.continuations);
      return task;
    };
    return statement.ask(questions);
  }

  /// What a verdict says of each row, or its error; `judge(i)` is asked for sound row i.
  template <typename T, typename Judge>
  Outcomes<T> outcomes(Judge judge) const {
    Outcomes<T> all(rows_.size());
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      if (!errors_[row]) all[row] = std::unexpected(errors_[row].error());
    }
    for (std::size_t i = 0; i < sound_.size(); ++i) all[sound_[i]] = judge(i);
    return all;
  }

  const JudgedRow& row_of(std::size_t question) const {
    return question < sound_.size() ? rows_[sound_[question]] : panel_[question - sound_.size()];
  }

  Result<Numbers> numbers_of(std::size_t question, const RowReplies& replies) const {
    const auto& reply = replies[question];
    if (!reply) return std::unexpected(reply.error());
    const JudgedRow& row = row_of(question);
    auto numbers = read_likelihoods(reply->value, form_(row.text, row.asked).continuations.size());
    if (numbers) return std::move(*numbers);
    return fail(ErrorCode::kCorrupt, "the kept reply is damaged", "eider.cache",
                "FROM eider_cache_clear()");
  }

  /// Of the panel of sound row `i`.
  Result<Numbers> prior_of(std::size_t i, const RowReplies& replies) const {
    const std::size_t start = panel_starts_[groups_.group_of[i]];
    const auto& asked = row_of(i).asked;
    std::vector<Numbers> panel;
    for (std::size_t at = 0; at < rows::panel(rows::tongue_of(asked.front())).size(); ++at) {
      auto numbers = numbers_of(start + at, replies);
      if (!numbers) return numbers;
      panel.push_back(std::move(*numbers));
    }
    return rows::prior_of(panel);
  }

 private:
  std::span<const JudgedRow> rows_;
  Form form_;
  std::vector<Result<void>> errors_;
  std::vector<std::size_t> sound_;
  rows::Collapsed groups_;  // of the sound rows
  std::vector<JudgedRow> panel_;
  std::vector<std::size_t> panel_starts_;
};

}  // namespace

Result<Outcomes<double>> judge_conditions(RowStatement& statement,
                                          std::span<const JudgedRow> rows) {
  const Judging judging(rows, &ask_condition);
  const auto replies = judging.ask(statement);
  if (!replies) return std::unexpected(replies.error());
  return judging.outcomes<double>([&](std::size_t i) -> Result<double> {
    const auto logs = judging.numbers_of(i, *replies);
    if (!logs) return std::unexpected(logs.error());
    return rows::yes_probability(rows::yes_margin(*logs));
  });
}

Result<Outcomes<std::string>> classify(RowStatement& statement, std::span<const JudgedRow> rows) {
  Judging judging(rows, &ask_labels);
  judging.add_panels();
  const auto replies = judging.ask(statement);
  if (!replies) return std::unexpected(replies.error());
  return judging.outcomes<std::string>([&](std::size_t i) -> Result<std::string> {
    const auto logs = judging.numbers_of(i, *replies);
    if (!logs) return std::unexpected(logs.error());
    const auto prior = judging.prior_of(i, *replies);
    if (!prior) return std::unexpected(prior.error());
    const std::vector<double> shares = rows::label_shares(*logs, *prior);
    return judging.row_of(i).asked[rows::likeliest(shares)];
  });
}

Result<Outcomes<std::vector<std::string>>> classify_several(RowStatement& statement,
                                                            std::span<const JudgedRow> rows) {
  std::vector<JudgedRow> conditions;
  for (const JudgedRow& row : rows) {
    if (!check_asked(row)) continue;
    for (const std::string& label : row.asked) conditions.push_back({row.text, {label}});
  }
  const auto judged = judge_conditions(statement, conditions);
  if (!judged) return std::unexpected(judged.error());
  Outcomes<std::vector<std::string>> outcomes;
  std::size_t next = 0;
  for (const JudgedRow& row : rows) {
    Result<std::vector<std::string>> fitting;
    if (const auto checked = check_asked(row); !checked) {
      outcomes.emplace_back(std::unexpected(checked.error()));
      continue;
    }

    for (const std::string& label : row.asked) {
      const Result<double>& probability = (*judged)[next++];
      if (!fitting) continue;
      if (!probability) {
        fitting = std::unexpected(probability.error());
      } else if (*probability >= 0.5) {
        fitting->push_back(label);
      }
    }
    outcomes.push_back(std::move(fitting));
  }
  return outcomes;
}

}  // namespace eider::pipeline
