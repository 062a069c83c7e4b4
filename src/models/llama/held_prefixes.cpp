#include "models/llama/held_prefixes.h"

#include <algorithm>

namespace eider::models {

HeldPrefixes::HeldPrefixes(RowContext& rows, SequenceId first_sequence) : rows_(&rows) {
  for (std::size_t i = 0; i < kCount; ++i) {
    held_.push_back({first_sequence + static_cast<SequenceId>(i), {}, 0, 0, 0, 0});
  }
}

HeldPrefixes::Likest HeldPrefixes::likest(std::span<const TokenId> start) const {
  Likest best;
  for (std::size_t i = 0; i < held_.size(); ++i) {
    const auto same = std::ranges::mismatch(held_[i].tokens, start).in2 - start.begin();
    if (static_cast<std::size_t>(same) > best.size) best = {i, static_cast<std::size_t>(same)};
  }
  return best;
}

SharedPart HeldPrefixes::used(Held& held, std::size_t size, std::size_t prompts) {
  held.users += prompts;
  held.last_use = ++uses_;
  return {static_cast<std::size_t>(&held - held_.data()), size};
}

SharedPart HeldPrefixes::use(std::span<const TokenId> start, std::size_t prompts,
                             std::size_t room) {
  const Likest same = likest(start);
  if (prompts == 1 || same.size == start.size()) {
    if (same.size < kLeastTokens) return {};
    return used(held_[same.held], same.size, prompts);
  }
  if (start.size() < kLeastTokens) return {};
  const std::size_t more = start.size() - same.size;
  if (same.size > 0 && same.size == held_[same.held].tokens.size() && more <= room) {
    Held& grown = held_[same.held];
    grown.tokens.assign(start.begin(), start.end());
    return used(grown, start.size(), prompts);
  }
  const std::uint64_t kept = held_[same.held].last_use;
  held_[same.held].last_use = ++uses_;  // the last that is given up for the new one
  Held* place = free_place(room, start.size());
  if (place == nullptr) {
    held_[same.held].last_use = kept;
    if (same.size < kLeastTokens) return {};
    return used(held_[same.held], same.size, prompts);
  }
  const Held& parent = held_[same.held];
  place->tokens.assign(start.begin(), start.end());
  if (&parent != place) {
    place->fed = std::min(same.size, parent.fed);
    rows_->share(parent.sequence, place->sequence, place->fed);
  }
  return used(*place, start.size(), prompts);
}

void HeldPrefixes::release(const SharedPart& part) {
  if (part.held) --held_[*part.held].users;
}

void HeldPrefixes::adopt(SequenceId row, std::span<const TokenId> prompt, std::size_t room) {
  if (prompt.size() < kLeastTokens || likest(prompt).size >= kLeastTokens) return;
  Held* place = free_place(room, prompt.size());
  if (place == nullptr) return;
  place->tokens.assign(prompt.begin(), prompt.end());
  place->fed = prompt.size();
  place->last_use = ++uses_;
  rows_->share(row, place->sequence, prompt.size());
}

/// The place unused for longest, emptied; nullptr if all are used or the room is too small.
HeldPrefixes::Held* HeldPrefixes::free_place(std::size_t room, std::size_t tokens) {
  Held* oldest = nullptr;
  for (Held& each : held_) {
    if (each.users == 0 && (oldest == nullptr || each.last_use < oldest->last_use)) oldest = &each;
  }
  if (oldest == nullptr || room + oldest->tokens.size() < tokens) return nullptr;
  forget(*oldest);
  return oldest;
}

void HeldPrefixes::forget(Held& held) {
  rows_->cut(held.sequence, 0);
  held.tokens.clear();
  held.fed = 0;
}

void HeldPrefixes::feed(RowBatch& batch) {
  for (Held& each : held_) {
    each.feeding =
        std::min(each.tokens.size() - each.fed, RowContext::batch_tokens() - batch.size());
    for (std::size_t i = each.fed; i < each.fed + each.feeding; ++i) {
      batch.add(each.tokens[i], i, std::span(&each.sequence, 1), false);
    }
  }
}

void HeldPrefixes::batch_done() {
  for (Held& each : held_) each.fed += each.feeding;
}

bool HeldPrefixes::is_ready(const SharedPart& part) const {
  return !part.held || held_[*part.held].fed >= part.size;
}

void HeldPrefixes::give(const SharedPart& part, SequenceId row) {
  if (part.held) rows_->share(held_[*part.held].sequence, row, part.size);
}

std::size_t HeldPrefixes::cells() const {
  std::size_t cells = 0;
  for (const Held& each : held_) cells += each.tokens.size();
  return cells;
}

void HeldPrefixes::give_up(std::size_t wanted) {
  for (std::size_t freed = 0; freed < wanted;) {
    Held* oldest = nullptr;
    for (Held& each : held_) {
      if (each.users > 0 || each.tokens.empty()) continue;
      if (oldest == nullptr || each.last_use < oldest->last_use) oldest = &each;
    }
    if (oldest == nullptr) return;
    freed += oldest->tokens.size();
    forget(*oldest);
  }
}

}  // namespace eider::models
