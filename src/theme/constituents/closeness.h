#pragma once
// Is a word of the theme near a company's name? Near: in the same sentence or in the one before
// or after it. Article + its mentions -> for each company the best quotation of the article.
// A term inside a company's own name does not count: "robot" in the name of a robot maker says
// nothing about what a report is about.
// Invariant: a quotation is whole sentences, a byte range of the document's reading text.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "records/theme.h"
#include "theme/constituents/term_finder.h"

namespace eider::theme {

/// One article of the news that an index is made from.
struct NewsArticle {
  std::int64_t document_id = 0;
  std::int64_t article_id = 0;
  std::string path;
  std::string published_at;  // ISO date, "" where unknown
  std::string_view text;     // the document's whole reading text; the caller keeps it
  Span span;                 // the article in it
};

struct Quotation {
  Span span;                    // the sentence, or two neighbours, in the document's text
  std::size_t term = 0;         // place in the list of keywords
  std::size_t term_length = 0;  // in characters: a longer term is more specific
  bool same_sentence = false;   // the name and the term stand in one sentence
};

/// The best quotation a company: one sentence before two, then the longer term, then the first.
/// Companies named as subject without a term nearby have no entry.
std::map<std::int64_t, Quotation> quotations(const NewsArticle& article,
                                             const std::vector<const Mention*>& mentions,
                                             const TermFinder& finder);

}  // namespace eider::theme
