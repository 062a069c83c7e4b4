#pragma once
// Small questions about the characters at a line's ends, and how two lines are joined.

#include <string>
#include <string_view>

namespace eider::parse {

char32_t first_character(std::string_view text);  // 0 if the text is empty
char32_t last_character(std::string_view text);   // 0 if the text is empty

inline constexpr int kMostColumns = 1000;

/// Columns of the text. Beside Han, curly quotes and long dashes take two, as typesetters set
/// them. Counting stops above `enough`, so that asking of a long text whether it is short is cheap.
int columns_of(std::string_view text, int enough = kMostColumns);

/// The last sentence is complete: it ends in a full stop, question or exclamation mark, also
/// before closing quotes and before a closing parenthesis such as a source credit.
bool ends_sentence(std::string_view text);

/// Running text, not a label: it has a comma or semicolon inside.
bool has_clause_mark(std::string_view text);

/// Opening brackets and quotes minus closing ones.
int open_brackets(std::string_view text);

/// Only symbols, punctuation and white space.
bool is_only_symbols(std::string_view text);

/// A letter of a script that puts spaces between words, or a digit.
bool is_word_character(char32_t c);

/// Appends the next hard-wrapped line: no space beside Han, one between words; a hyphen that
/// cuts a word in two goes away.
void append_wrapped(std::string& text, std::string_view next);

/// A copy in lower case (ASCII) and simplified script, for comparing with short phrases.
std::string simplified_lower(std::string_view text);

/// Only letters, digits and Han of it, folded: two headlines that differ in spacing agree.
std::string skeleton(std::string_view text);

}  // namespace eider::parse
