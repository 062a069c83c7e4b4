#pragma once
// Finds every occurrence of many byte patterns in one pass: Aho-Corasick (CACM 18(6), 1975).
// Patterns -> Automaton; text -> matches. The trie's nodes are numbered breadth first, so the
// children of a node stand side by side: a node is a 256-bit map of its bytes, the number of its
// first child, and the two links. Building is linear in the patterns, scanning in the text plus
// the matches.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace eider::theme {

struct PatternMatch {
  std::uint32_t pattern = 0;  // its place in the list that was built from
  Span span;                  // bytes of the scanned text
};

/// Immutable after `build`; scans may run on several threads.
class Automaton {
 public:
  /// Patterns should differ; of equal ones the first is reported. An empty one is never found.
  static Automaton build(const std::vector<std::string>& patterns);

  /// All occurrences, overlapping ones included, by their end, then the longest first.
  std::vector<PatternMatch> find_all(std::string_view text) const;

  std::size_t states() const { return nodes_.size(); }

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  struct Node {
    std::array<std::uint64_t, 4> bytes{};  // which bytes lead to a child
    std::array<std::uint8_t, 4> before{};  // children in the words of `bytes` before this one
    std::uint32_t first_child = 0;
    std::uint32_t fail = 0;        // the longest proper suffix that is a state
    std::uint32_t report = kNone;  // the nearest state on the fail path that ends a pattern
    std::uint32_t pattern = kNone;
    std::uint32_t length = 0;
  };

  std::uint32_t child(std::uint32_t state, unsigned char byte) const;
  std::uint32_t step(std::uint32_t state, unsigned char byte) const;
  void grow(const std::vector<std::string>& patterns);
  void link();

  std::vector<Node> nodes_;
  std::array<std::uint32_t, 256> root_{};
};

}  // namespace eider::theme
