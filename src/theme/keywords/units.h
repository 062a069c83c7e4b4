#pragma once
// Articles -> units to count: one Han character, or one Latin word, a unit. Units that stand side
// by side (Latin words: with one space between) form a run; anything else ends it.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "text/fold.h"

namespace eider::theme {

struct Unit {
  Span span;  // bytes of the folded article
  bool is_han = false;
  bool begins_run = false;
};

/// One article (or line) in folded form. `original` is the caller's text.
struct UnitText {
  std::string_view original;
  text::Folded folded;
  std::vector<Unit> units;

  /// The folded text of `count` units from `first` on.
  std::string_view words(std::size_t first, std::size_t count) const;
  /// The same as the article writes it.
  std::string written(std::size_t first, std::size_t count) const;
  /// Do `count` units from `first` on stand in one run?
  bool is_one_run(std::size_t first, std::size_t count) const;
};

UnitText units_of(std::string_view article);

}  // namespace eider::theme
