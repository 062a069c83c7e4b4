#include "corpus/answer/number_list.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

namespace eider::answer {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The written part of a list: whole numbers, then perhaps the start of another.
struct Written {
  std::vector<std::int64_t> numbers;  // each followed by a comma or the closing bracket
  std::string_view unfinished;        // digits at the end
  bool closed = false;                // the closing bracket is there
};

std::optional<std::int64_t> number_of(std::string_view digits) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(digits.begin(), digits.end(), number);
  if (digits.empty() || digits.front() == '0' || error != std::errc() || end != digits.end()) {
    return std::nullopt;
  }
  return number;
}

/// Reads "[", then numbers parted by "," or ", ", then "]"; any prefix of that will do.
std::optional<Written> read(std::string_view text) {
  if (text.empty()) return Written{};
  if (text.front() != '[') return std::nullopt;
  Written written;
  std::size_t at = 1;
  while (at < text.size()) {
    if (text == "[]") return Written{{}, {}, true};
    if (text[at] == ' ' && !written.numbers.empty() && text[at - 1] == ',') ++at;
    const std::size_t start = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    written.unfinished = text.substr(start, at - start);
    if (at == text.size()) break;
    const std::optional<std::int64_t> number = number_of(written.unfinished);
    if (!number) return std::nullopt;
    written.numbers.push_back(*number);
    written.unfinished = {};
    if (text[at] == ']') {
      written.closed = true;
      return at + 1 == text.size() ? std::optional(written) : std::nullopt;
    }
    if (text[at++] != ',') return std::nullopt;
  }
  return written;
}

bool all_different(std::vector<std::int64_t> numbers) {
  std::sort(numbers.begin(), numbers.end());
  return std::adjacent_find(numbers.begin(), numbers.end()) == numbers.end();
}

}  // namespace

bool NumberListConstraint::allows(std::string_view text) const {
  const std::optional<Written> written = read(text);
  if (!written) return false;
  const std::vector<std::int64_t>& numbers = written->numbers;
  const auto exists = [&](std::int64_t number) { return number >= 1 && number <= highest_; };
  if (!std::all_of(numbers.begin(), numbers.end(), exists) || !all_different(numbers)) return false;
  const auto count = static_cast<std::int64_t>(numbers.size());
  if (written->closed || text.size() <= 1) return count <= longest_;
  if (count >= longest_) return false;

  // Some number that is still free must begin with the unfinished digits.
  for (std::int64_t number = 1; number <= highest_; ++number) {
    const bool used = std::find(numbers.begin(), numbers.end(), number) != numbers.end();
    if (!used && std::to_string(number).starts_with(written->unfinished)) return true;
  }
  return false;
}

bool NumberListConstraint::may_end(std::string_view text) const {
  return text.ends_with(']') && allows(text);
}

std::vector<std::int64_t> parse_number_list(std::string_view text) {
  std::vector<std::int64_t> numbers;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t start = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    if (const auto number = number_of(text.substr(start, at - start))) numbers.push_back(*number);
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

}  // namespace eider::answer
