#pragma once
// Article text -> Mentions: which companies it names, where, and in which role.
//
// Leftmost-longest over the companies' names (mentions/dictionary.h). A block of a company takes
// away the names of this company inside it. A name that is a common word counts only where the
// same article holds one of its contexts or a full name of the company. A name that several
// companies share goes to the one the article supports, to none where it supports several or none.
// Invariant: spans are bytes of the document's reading text, in order, disjoint, whole characters.

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "records/document.h"
#include "records/theme.h"
#include "theme/mentions/dictionary.h"

namespace eider::theme {

struct ArticleText {
  std::int64_t document_id = 0;
  std::int64_t article_id = 0;
  std::string_view text;      // the document's whole reading text; the caller keeps it
  Span span;                  // the article in it
  std::vector<Span> credits;  // parts of it that are no news: see `credit_spans`
};

/// Bylines, source credits and boilerplate: a name in them is a source.
std::vector<Span> credit_spans(const std::vector<Block>& blocks);

/// An article outside its text has no mentions.
std::vector<Mention> find_mentions(const CompanyDictionary& dictionary, const ArticleText& article);

}  // namespace eider::theme
