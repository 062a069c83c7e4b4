#pragma once
// The SQL that the command line writes, and the little of SQL that it reads: quoting, the call of a
// function with its named arguments, where a statement ends.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eider::cli {

/// 'text', quotes doubled.
std::string quote(std::string_view text);

/// The arguments of one call: the first by position, the rest by name, absent ones left out.
class Arguments {
 public:
  Arguments& add(std::string_view name, std::string_view text);  // left out when empty
  Arguments& add(std::string_view name, std::int64_t number);    // left out when 0

  /// ", k := 5, store := 'news'": how table functions take them.
  std::string named() const;
  /// ", {'k': 5, 'store': 'news'}": how scalar functions take them; "" when there is none.
  std::string options() const;

 private:
  std::vector<std::pair<std::string, std::string>> items_;
};

/// True when the last thing in `sql`, comments and blanks apart, is a `;` outside of quotes.
bool ends_statement(std::string_view sql);

/// True when the line opens a statement that may go on over several lines: its first word begins a
/// statement, and it is no sentence with a question mark at its end.
bool opens_statement(std::string_view line);

/// The first word, in capitals.
std::string first_word(std::string_view text);

}  // namespace eider::cli
