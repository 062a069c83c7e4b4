#pragma once
// For tests: newspaper pages made from own texts, as a text layer gives them: columns of 13 to 20
// Han characters, wrapped without regard to words; column breaks; headlines before or after their
// articles; letter-spaced lines; captions and advertisements in between. The same seed makes the
// same page. Shares nothing with the parser: it says what it wrote, and where.

#include <cstddef>
#include <string>
#include <vector>

namespace eider::parse {

struct MadeArticle {
  std::string kicker;  // "" if it has none
  std::string title;   // both lines of it, joined
  std::string byline;
  std::string body;       // its paragraphs and subheads, joined by a line break
  std::size_t first = 0;  // byte of the page at which its first line begins
  std::size_t last = 0;   // byte after its last line
};

struct MadePage {
  std::string source;
  std::vector<MadeArticle> articles;
};

MadePage make_page(unsigned seed);

}  // namespace eider::parse
