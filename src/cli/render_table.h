#pragma once
// A Table as aligned text: names, a rule, rows; numbers flush right, long cells cut to the screen.

#include <string>

#include "cli/table.h"

namespace eider::cli {

struct Screen {
  std::size_t columns = 0;  // 0: as wide as it takes, nothing is cut
  std::size_t rows = 0;     // the most rows of a table that are shown, 0: all
};

std::string render_table(const Table& table, const Screen& screen);

/// Standard output: a terminal with its width, or a file or pipe, where everything is shown.
Screen screen_of_stdout();

}  // namespace eider::cli
