#include "pipeline/row_statement.h"

#include <algorithm>
#include <ctime>
#include <utility>

#include "base/limits.h"
#include "pipeline/row_key.h"
#include "pipeline/row_likelihoods.h"
#include "rows/batch_plan.h"

namespace eider::pipeline {
namespace {

using Clock = std::chrono::steady_clock;
using store::CachedReply;

// New replies are kept when there are so many, or the first has waited so long.
constexpr std::size_t kKeepAfterReplies = 64;
constexpr std::chrono::seconds kKeepAfter{2};

constexpr std::size_t kPrefixBytes = 4096;  // by which prompts are ordered
constexpr std::size_t kErrorInputBytes = 200;

std::string time_in_utc() {
  const std::time_t now = std::time(nullptr);
  std::tm fields{};
  gmtime_r(&now, &fields);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &fields)};
}

/// At most so many bytes, whole characters.
std::string start_of(const std::string& text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  std::size_t end = bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
  return text.substr(0, end);
}

CachedReply cached_form(models::RowReply reply) {
  std::string value =
      reply.likelihoods.empty() ? std::move(reply.text) : likelihoods_text(reply.likelihoods);
  return {std::move(value), std::move(reply.thinking), reply.prompt_tokens, reply.answer_tokens,
          reply.finished};
}

}  // namespace

/// What the cache doesn't have, on its way through the executor.
class RowStatement::Job final : public RowJob {
 public:
  Job(RowStatement& statement, const RowQuestions& questions, const Asked& asked,
      RowReplies& replies)
      : statement_(statement), questions_(questions), asked_(asked), replies_(replies) {}

  /// An entry of `asked` that has no reply yet, and where its prompt begins.
  void add(std::size_t entry) {
    entries_.push_back(entry);
    beginnings_.push_back(questions_.task(asked_.rows[entry]).prompt.user.substr(0, kPrefixBytes));
  }
  void begin(RowQuestions::Constraint constraint, RowQuestions::Trie trie) {
    constraint_ = std::move(constraint);
    trie_ = std::move(trie);
    std::vector<std::size_t> ordered;
    for (const std::size_t i : rows::by_shared_prefix(beginnings_)) ordered.push_back(entries_[i]);
    entries_ = std::move(ordered);
    beginnings_.clear();
    taken_.assign(entries_.size(), false);
  }

  std::size_t size() const override { return entries_.size(); }

  Result<PlannedTask> task(std::size_t row, const models::RowEngine&) override {
    const std::size_t asking = asked_.rows[entries_[row]];
    if (!questions_.row_constraint) return PlannedTask{questions_.task(asking), constraint_};
    auto own = questions_.row_constraint(trie_, asking);
    if (!own) return std::unexpected(own.error());
    return PlannedTask{questions_.task(asking), std::move(*own)};
  }

  void take(std::size_t row, models::RowReply reply) override {
    statement_.count(reply);
    taken_[row] = true;
    const std::size_t entry = entries_[row];
    if (reply.error) {
      replies_[entry] = std::unexpected(std::move(*reply.error));
      return;
    }
    replies_[entry] = cached_form(std::move(reply));
    if (unkept_.empty()) oldest_ = Clock::now();
    unkept_.push_back(entry);
    if (unkept_.size() >= kKeepAfterReplies || Clock::now() - oldest_ > kKeepAfter) keep();
  }

  Result<void> may_go_on() override { return statement_.within_budget(); }

  /// What is new goes into the cache.
  void keep() {
    if (unkept_.empty()) return;
    const RowSettings& settings = statement_.settings_;
    std::vector<store::CacheRow> rows;
    for (const std::size_t entry : std::exchange(unkept_, {})) {
      rows.push_back({asked_.keys[entry], settings.function, settings.scope.models.generator,
                      *replies_[entry]});
    }
    statement_.host_.row_cache().keep(statement_.host_, settings.scope, std::move(rows));
  }

  /// Rows that were not reached.
  void fail_the_rest(const Error& error) {
    for (std::size_t row = 0; row < entries_.size(); ++row) {
      if (!taken_[row]) replies_[entries_[row]] = std::unexpected(error);
    }
  }

 private:
  RowStatement& statement_;
  const RowQuestions& questions_;
  const Asked& asked_;
  RowReplies& replies_;
  std::vector<std::size_t> entries_;
  std::vector<std::string> beginnings_;
  std::vector<bool> taken_;
  RowQuestions::Constraint constraint_;
  RowQuestions::Trie trie_;
  std::vector<std::size_t> unkept_;
  Clock::time_point oldest_;
};

RowStatement::RowStatement(Host& host, RowSettings settings)
    : host_(host),
      settings_(std::move(settings)),
      cancel_(host.cancel_flag()),
      began_at_(time_in_utc()),
      began_(Clock::now()) {}

RowStatement::~RowStatement() {
  if (next_row_ == 0 && calls_ == 0) return;
  store::Usage usage;
  usage.began_at = began_at_;
  usage.function = settings_.function;
  usage.model = settings_.scope.models.generator;
  usage.rows = next_row_;
  usage.calls = calls_;
  usage.cached =
      std::max<std::int64_t>(0, questions_ - calls_);  // a stopped one counted no question
  usage.prompt_tokens = prompt_tokens_;
  usage.answer_tokens = answer_tokens_;
  usage.seconds = seconds();
  usage.errors = error_count_;
  host_.row_cache().keep_usage(host_, settings_.scope, std::move(usage), std::move(errors_));
}

Result<RowReplies> RowStatement::ask(const RowQuestions& questions) {
  const auto hash = generator_hash(settings_.scope.models);
  if (!hash) return std::unexpected(hash.error());
  std::vector<std::string> keys;
  keys.reserve(questions.size);
  for (std::size_t row = 0; row < questions.size; ++row) {
    keys.push_back(key_of(*hash, questions.task(row), questions.constraint_text));
  }
  rows::Collapsed collapsed = rows::collapse(keys);
  Asked asked;
  for (const std::size_t row : collapsed.asking) asked.keys.push_back(std::move(keys[row]));
  asked.rows = std::move(collapsed.asking);
  auto answered = answer(questions, asked);
  if (!answered) return answered;
  // Counted when it is done: a statement that could not begin has asked nothing.
  questions_ += static_cast<std::int64_t>(questions.size);
  if (answered->size() == questions.size) return answered;
  RowReplies replies;
  replies.reserve(questions.size);
  for (const std::size_t group : collapsed.group_of) replies.push_back((*answered)[group]);
  return replies;
}

Result<RowReplies> RowStatement::answer(const RowQuestions& questions, const Asked& asked) {
  auto found = host_.row_cache().find(host_, settings_.scope, asked.keys);
  if (!found) return std::unexpected(found.error());
  RowReplies replies;
  replies.reserve(found->size());
  Job job(*this, questions, asked, replies);
  for (std::size_t entry = 0; entry < found->size(); ++entry) {
    auto& reply = (*found)[entry];
    if (!reply) job.add(entry);
    replies.emplace_back(reply ? std::move(*reply) : store::CachedReply());
  }
  if (job.size() == 0) return replies;
  if (auto done = run(questions, job); !done) return std::unexpected(done.error());
  return replies;
}

Result<void> RowStatement::run(const RowQuestions& questions, Job& job) {
  const auto executor = host_.row_executor(settings_.scope.models, settings_.threads);
  if (!executor) return std::unexpected(executor.error());
  RowQuestions::Trie trie;
  if (questions.constraint || questions.row_constraint) {
    auto made = (*executor)->token_trie();
    if (!made) return std::unexpected(made.error());
    trie = std::move(*made);
  }
  auto constraint = constraint_of(questions, trie);
  if (!constraint) return std::unexpected(constraint.error());
  job.begin(std::move(*constraint), std::move(trie));
  const auto done = (*executor)->run(job, cancel_);
  job.keep();
  if (done || done.error().code != ErrorCode::kLimit) return done;
  job.fail_the_rest(done.error());  // over the budget: what came before it stays
  return {};
}

Result<RowQuestions::Constraint> RowStatement::constraint_of(const RowQuestions& questions,
                                                             const RowQuestions::Trie& trie) {
  if (!questions.constraint) return nullptr;
  const std::lock_guard lock(mutex_);
  if (constraint_ && constraint_text_ == questions.constraint_text) return constraint_;
  auto made = questions.constraint(trie);
  if (!made) return made;
  constraint_ = *made;
  constraint_text_ = questions.constraint_text;
  return made;
}

void RowStatement::count(const models::RowReply& reply) {
  calls_ += 1;
  prompt_tokens_ += reply.prompt_tokens;
  answer_tokens_ += reply.answer_tokens;
}

double RowStatement::seconds() const {
  return std::chrono::duration<double>(Clock::now() - began_).count();
}

Result<void> RowStatement::within_budget() const {
  const std::int64_t tokens = prompt_tokens_ + answer_tokens_;
  if (settings_.budget_tokens > 0 && tokens >= settings_.budget_tokens) {
    return fail(ErrorCode::kLimit,
                "the budget of " + std::to_string(settings_.budget_tokens) + " tokens is spent",
                settings_.function, "run it again: rows that are done are not asked again");
  }
  if (settings_.budget_seconds > 0 && seconds() >= settings_.budget_seconds) {
    return fail(ErrorCode::kLimit, "the budget of seconds is spent", settings_.function,
                "run it again: rows that are done are not asked again");
  }
  return {};
}

void RowStatement::note_error(std::int64_t row_number, const std::string& input,
                              const Error& error) {
  const std::lock_guard lock(mutex_);
  ++error_count_;
  if (errors_.size() >= kMaxRowErrorsKept) return;
  errors_.push_back({time_in_utc(), settings_.function, settings_.scope.models.generator,
                     row_number, start_of(input, kErrorInputBytes), error.what, error.remedy});
}

}  // namespace eider::pipeline
