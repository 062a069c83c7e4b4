#include "models/llama/row_writer.h"

#include <algorithm>
#include <string_view>

#include "models/llama/partial_utf8.h"
#include "models/llama/think_tags.h"

namespace eider::models {
namespace {

/// The bytes of a last character that is not whole; of valid text.
std::string_view unfinished_character(std::string_view text) {
  for (std::size_t back = 1; back <= std::min<std::size_t>(3, text.size()); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if (byte < 0x80) return {};
    if (byte < 0xC0) continue;
    const std::size_t size = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
    return back < size ? text.substr(text.size() - back) : std::string_view{};
  }
  return {};
}

}  // namespace

RowWriter::RowWriter(const Weights& weights, const TokenSets& sets, Task task)
    : weights_(&weights), sets_(&sets), task_(std::move(task)) {
  if (task_.constraint != nullptr) state_ = task_.constraint->start();
}

void RowWriter::end(bool finished) {
  ended_ = true;
  finished_ = finished;
}

std::vector<TokenId> RowWriter::begin() {
  std::vector<TokenId> accepted;
  if (task_.max_tokens <= 0) end(false);
  take_forced(accepted);
  return accepted;
}

bool RowWriter::cut_at_stop() {
  if (task_.stop.empty()) return false;
  const std::string_view reply = task_.constraint != nullptr
                                     ? written_
                                     : split_thinking(written_, task_.opened_thinking).reply;
  std::size_t first = std::string_view::npos;
  for (const std::string& stop : task_.stop) {
    if (!stop.empty()) first = std::min(first, reply.find(stop));
  }
  if (first == std::string_view::npos) return false;
  written_.resize(static_cast<std::size_t>(reply.data() - written_.data()) + first);
  return true;
}

void RowWriter::accept(TokenId token, std::vector<TokenId>& accepted) {
  written_ += sets_->bytes(*weights_, token);
  accepted.push_back(token);
  ++answer_tokens_;
  if (task_.constraint != nullptr) state_ = task_.constraint->after(state_, token);
  if (cut_at_stop()) {
    end(true);
  } else if (answer_tokens_ >= task_.max_tokens) {
    end(task_.constraint != nullptr && is_empty(task_.constraint->allowed(state_)) &&
        task_.constraint->may_end(state_));
  }
}

void RowWriter::take_forced(std::vector<TokenId>& accepted) {
  if (task_.constraint == nullptr) return;
  while (!ended_) {
    const auto forced = task_.constraint->forced(state_);
    if (forced.empty()) break;
    const std::vector<TokenId> tokens(forced.begin(), forced.end());
    for (std::size_t i = 0; i < tokens.size() && !ended_; ++i) accept(tokens[i], accepted);
  }
  if (!ended_ && is_empty(task_.constraint->allowed(state_))) {
    end(task_.constraint->may_end(state_));
  }
}

ChoiceRules RowWriter::rules() const {
  ChoiceRules rules;
  rules.allowed = sets_->written;
  if (task_.constraint != nullptr) {
    rules.allowed = task_.constraint->allowed(state_);
    rules.may_end = task_.constraint->may_end(state_);
  }
  rules.unfinished = unfinished_character(written_);
  rules.temperature = task_.temperature;
  rules.noise = task_.noise + static_cast<std::uint64_t>(answer_tokens_) * 0x9E3779B97F4A7C15;
  return rules;
}

std::vector<TokenId> RowWriter::go_on(Logits logits) {
  std::vector<TokenId> accepted;
  const auto choice = choose_token(logits, *weights_, *sets_, rules());
  if (!choice || choice->ends_reply) {
    end(choice.has_value());
    return accepted;
  }
  accept(choice->token, accepted);
  take_forced(accepted);
  if (ended_) accepted.clear();
  return accepted;
}

void RowWriter::write_to(RowReply& reply) const {
  ThoughtAndReply parts{"", written_, false};
  if (task_.constraint == nullptr) parts = split_thinking(written_, task_.opened_thinking);
  reply.text = parts.reply.substr(0, whole_characters(parts.reply).value_or(0));
  reply.thinking = parts.thinking.substr(0, whole_characters(parts.thinking).value_or(0));
  reply.answer_tokens = answer_tokens_;
  reply.finished = finished_;
}

}  // namespace eider::models
