#pragma once
// What a chunk is made of and never cuts: sentences, rows of tables, headings, captions.

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "records/document.h"

namespace eider::chunk {

struct Unit {
  Span span;  // in the reading text
  std::size_t characters = 0;
  bool ends_block = false;
};

/// The units of one block, in order; together they hold all of it but white space.
std::vector<Unit> units_of(std::string_view text, const Block& block);

}  // namespace eider::chunk
