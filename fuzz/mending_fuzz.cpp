// Text cut into columns as a newspaper's page is, then mended. The first byte gives the column's
// width in bytes, the second how often a column breaks; cuts fall on whole characters.

#include "promises.h"

namespace {

std::string in_columns(std::string_view text, std::size_t width, std::size_t lines_a_column) {
  std::string page;
  std::size_t used = 0;
  std::size_t lines = 0;
  for (std::size_t at = 0; at < text.size();) {
    const eider::text::CodePoint c = eider::text::decode(text, at);
    if (used + c.size > width && c.value != '\n') {
      page += ++lines % lines_a_column == 0 ? "\n\n" : "\n";
      used = 0;
    }
    eider::text::append(page, c.value);
    used = c.value == '\n' ? 0 : used + c.size;
    at += c.size;
  }
  return page;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);
  eider::fuzz::check_file("a.txt", in_columns(text, 9 + data[0] % 100, 1 + data[1] % 40));
  return 0;
}
