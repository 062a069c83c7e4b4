#pragma once
// Rows of .csv and .jsonl files -> articles. Fields are known by name, in English and Chinese;
// fields that are not known become "name: value" lines. All fields are cells of table 0 too, below
// a header row of their names; a cell that is not written out in a piece has no place in the text.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/parse/piece.h"

namespace eider::parse {

struct RecordField {
  std::string name;
  std::string value;
  std::int64_t column = 0;
};

enum class FieldRole { kTitle, kText, kDate, kFetched, kSource, kAuthor, kSection, kUrl, kOther };

/// title, headline; text, content, body; date, published_at; source; url; author; section; and
/// their Chinese names. Case and surrounding spaces do not count.
FieldRole role_of_field(std::string_view name);

/// Row 0 of table 0: the fields' names.
void add_header(const std::vector<std::string>& names, Page& page);

/// Adds the pieces of one row, the first of which opens an article, the article's facts, and the
/// row's cells. A row without any text is no article.
void add_record(const std::vector<RecordField>& fields, std::int64_t row, Span source, Page& page);

}  // namespace eider::parse
