#pragma once
// Sets of byte strings ("languages") and what may follow in them, byte by byte. The states of a
// language while it is read are its derivatives: the language of what may still come after a byte
// (Brzozowski, "Derivatives of regular expressions", J. ACM 1964), so counters, bounds and nesting
// need no automaton of their own.
// Invariants: equal constructions have one number, for good; a language without any string is
// always kNothing, so whatever is not kNothing can be read to an end.

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/error.h"

namespace eider::rows {

using Language = std::uint32_t;
using ByteSet = std::bitset<256>;

inline constexpr Language kNothing = 0;           // no string at all
inline constexpr Language kEmpty = 1;             // only the empty string
inline constexpr std::uint32_t kNoMost = ~0u;     // without an upper count
inline constexpr std::uint32_t kNeverEnds = ~0u;  // the length of what has no end

ByteSet byte_range(unsigned char first, unsigned char last);

/// Lists of numbers, each kept once.
class ListPool {
 public:
  using List = std::vector<std::uint32_t>;
  std::uint32_t number_of(List list);
  const List& list(std::uint32_t number) const { return *lists_[number]; }

 private:
  struct Hash {
    std::size_t operator()(const List& list) const;
  };
  std::unordered_map<List, std::uint32_t, Hash> numbers_;
  std::vector<const List*> lists_;
};

/// Threads: one at a time, reading included (transitions are made when first asked for).
class LanguagePool {
 public:
  LanguagePool();

  Language bytes(const ByteSet& set);
  Language literal(std::string_view text);
  Language then(Language first, Language second);
  Language either(const std::vector<Language>& choices);
  Language optional(Language language) { return either({kEmpty, language}); }
  /// `least` to `most` times; kNoMost: any number.
  Language repeat(Language language, std::uint32_t least, std::uint32_t most);
  /// `least` to `most` of the choices in any order, each at most once.
  Language unrepeated(std::vector<Language> choices, std::uint32_t least, std::uint32_t most);
  /// The strings that `pieces` in a row make, from any piece to any later one; and "" if asked.
  Language stretch_of(const std::vector<std::string>& pieces, bool may_be_empty);
  /// What is in both. Errors: kLimit (more than kMaxPatternStates states).
  Result<Language> both(Language first, Language second);

  /// What may follow `byte`; kNothing where it can't stand.
  Language after(Language language, unsigned char byte) {
    const std::size_t row = language < row_of_.size() ? row_of_[language] : kNoRow;
    if (row == kNoRow) return find_after(language, byte);
    const Language known = rows_[row * class_count_ + class_of_[byte]];
    return known == kUnknown ? find_after(language, byte) : known;
  }
  /// The bytes that a string of it may begin with.
  ByteSet first_bytes(Language language);
  bool may_end(Language language) const { return nodes_[language].may_end; }
  /// Bytes of its shortest string.
  std::uint32_t shortest(Language language) const { return nodes_[language].shortest; }
  /// The first (in the order of bytes) of its shortest strings.
  std::string shortest_text(Language language);
  /// Errors: kLimit (more than `most` states can be reached, or they are made of too many choices).
  Result<void> check_states(Language language, std::size_t most);

  /// A repetition at the language's head, and what comes behind it.
  struct Head {
    Language repeated = kNothing;  // kNothing: it begins with no repetition
    std::uint32_t least = 0;
    std::uint32_t most = 0;
    Language rest = kEmpty;
  };
  Head head_of(Language language) const;
  std::size_t size() const { return nodes_.size(); }

 private:
  enum class Kind : std::uint8_t {
    kNone,
    kEnd,
    kBytes,       // first: a byte set
    kThen,        // first, second; first is no kThen
    kEither,      // first: a list of languages, sorted, none of them a kEither
    kRepeat,      // first, least, most
    kUnrepeated,  // first: a list of languages; least, most
    kBoth,        // first, second
    kStretch,     // first: a list of places in source_, all after the same bytes; least: 1 where
                  // none of them is an end yet
  };
  struct Shape {
    Kind kind = Kind::kNone;
    std::uint32_t first = 0;
    std::uint32_t second = 0;
    std::uint32_t least = 0;
    std::uint32_t most = 0;
    friend bool operator==(const Shape&, const Shape&) = default;
  };
  struct ShapeHash {
    std::size_t operator()(const Shape& shape) const;
  };
  struct Node {
    Shape shape;
    bool may_end = false;
    std::uint32_t shortest = kNeverEnds;
  };

  static constexpr Language kUnknown = ~0u;  // a transition that nobody asked for yet
  static constexpr std::uint32_t kNoRow = ~0u;

  Language find_after(Language language, unsigned char byte);
  Language number_of(const Shape& shape, bool may_end, std::uint32_t shortest);
  Language stretch_at(ListPool::List places);
  Language both_of(Language first, Language second);
  Language expand_unrepeated(Language language);
  void renew_classes();
  std::size_t row_of(Language language);
  Language follow(Language language, unsigned char byte);
  Language derive(const Shape& shape, unsigned char byte);
  Language derive_stretch(std::uint32_t list, unsigned char byte);
  std::vector<unsigned char> class_bytes();
  Result<void> check_work(std::size_t states, std::size_t most, std::uint64_t before) const;
  void measure_ends(const std::vector<Language>& reached,
                    const std::vector<std::pair<std::uint32_t, std::uint32_t>>& steps);

  std::vector<Node> nodes_;
  std::unordered_map<Shape, Language, ShapeHash> numbers_;
  ListPool lists_;
  std::vector<ByteSet> sets_;
  std::unordered_map<ByteSet, std::uint32_t> set_numbers_;
  std::string source_;                 // what kStretch takes its strings from
  std::vector<std::uint32_t> to_end_;  // of source_: bytes to the next start of a piece
  std::unordered_map<Language, Language> expanded_;
  std::uint64_t choices_made_ = 0;  // that either() sorted: the work of finding states

  // Transitions, one row a language that was asked about, one entry a class of bytes.
  // A new byte set ends them all.
  std::vector<std::uint8_t> class_of_;
  std::size_t class_count_ = 1;
  std::vector<std::uint32_t> row_of_;
  std::vector<Language> rows_;
};

}  // namespace eider::rows
