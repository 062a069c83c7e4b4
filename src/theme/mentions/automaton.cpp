#include "theme/mentions/automaton.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace eider::theme {

namespace {

/// The patterns that pass through a node: a range of the sorted order.
struct Range {
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t depth = 0;
};

}  // namespace

Automaton Automaton::build(const std::vector<std::string>& patterns) {
  Automaton automaton;
  automaton.grow(patterns);
  automaton.link();
  return automaton;
}

void Automaton::grow(const std::vector<std::string>& patterns) {
  std::vector<std::uint32_t> order(patterns.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return patterns[a] < patterns[b]; });
  const auto text = [&](std::size_t place) -> const std::string& { return patterns[order[place]]; };

  nodes_.emplace_back();
  std::vector<Range> ranges{{0, order.size(), 0}};
  for (std::size_t at = 0; at < nodes_.size(); ++at) {
    auto [first, last, depth] = ranges[at];
    if (first < last && text(first).size() == depth && depth > 0) {
      nodes_[at].pattern = order[first];
    }
    while (first < last && text(first).size() == depth) ++first;
    nodes_[at].length = static_cast<std::uint32_t>(depth);
    nodes_[at].first_child = static_cast<std::uint32_t>(nodes_.size());
    while (first < last) {
      const auto byte = static_cast<unsigned char>(text(first)[depth]);
      std::size_t next = first;
      while (next < last && static_cast<unsigned char>(text(next)[depth]) == byte) ++next;
      nodes_[at].bytes[byte / 64] |= std::uint64_t{1} << (byte % 64);
      nodes_.emplace_back();
      ranges.push_back({first, next, depth + 1});
      first = next;
    }
  }
}

void Automaton::link() {
  for (Node& node : nodes_) {
    int sum = 0;
    for (std::size_t word = 0; word < 4; ++word) {
      node.before[word] = static_cast<std::uint8_t>(sum);
      sum += std::popcount(node.bytes[word]);
    }
  }
  for (unsigned byte = 0; byte < 256; ++byte) {
    const std::uint32_t next = child(0, static_cast<unsigned char>(byte));
    root_[byte] = next == kNone ? 0 : next;
  }
  for (std::uint32_t at = 0; at < nodes_.size(); ++at) {
    for (unsigned byte = 0; byte < 256; ++byte) {
      const std::uint32_t next = child(at, static_cast<unsigned char>(byte));
      if (next == kNone) continue;
      const std::uint32_t fail =
          at == 0 ? 0 : step(nodes_[at].fail, static_cast<unsigned char>(byte));
      nodes_[next].fail = fail;
      nodes_[next].report = nodes_[fail].pattern != kNone ? fail : nodes_[fail].report;
    }
  }
}

std::uint32_t Automaton::child(std::uint32_t state, unsigned char byte) const {
  const Node& node = nodes_[state];
  const std::size_t word = byte / 64;
  const std::uint64_t bit = std::uint64_t{1} << (byte % 64);
  if ((node.bytes[word] & bit) == 0) return kNone;
  return node.first_child + node.before[word] +
         static_cast<std::uint32_t>(std::popcount(node.bytes[word] & (bit - 1)));
}

std::uint32_t Automaton::step(std::uint32_t state, unsigned char byte) const {
  while (state != 0) {
    const std::uint32_t next = child(state, byte);
    if (next != kNone) return next;
    state = nodes_[state].fail;
  }
  return root_[byte];
}

std::vector<PatternMatch> Automaton::find_all(std::string_view text) const {
  std::vector<PatternMatch> matches;
  std::uint32_t state = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    state = step(state, static_cast<unsigned char>(text[at]));
    std::uint32_t found = nodes_[state].pattern != kNone ? state : nodes_[state].report;
    for (; found != kNone; found = nodes_[found].report) {
      const auto stop = static_cast<std::int64_t>(at + 1);
      matches.push_back({nodes_[found].pattern, {stop - nodes_[found].length, stop}});
    }
  }
  return matches;
}

}  // namespace eider::theme
