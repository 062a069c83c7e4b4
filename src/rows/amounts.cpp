#include "rows/amounts.h"

#include <algorithm>
#include <array>
#include <utility>

namespace eider::rows {
namespace {

struct Scale {
  std::string_view name;
  int power;
  bool chinese;
};
// The longest first.
constexpr std::array<Scale, 7> kScales = {{{" trillion", 12, false},
                                           {" billion", 9, false},
                                           {" million", 6, false},
                                           {"\u4e07\u4ebf", 12, true},
                                           {"\u842c\u5104", 12, true},
                                           {"\u4ebf", 8, true},
                                           {"\u5104", 8, true}}};
constexpr std::array<Scale, 2> kTenThousands = {{{"\u4e07", 4, true}, {"\u842c", 4, true}}};

const Scale* scale_at(std::string_view text) {
  for (const Scale& scale : kScales) {
    if (text.starts_with(scale.name)) return &scale;
  }
  for (const Scale& scale : kTenThousands) {
    if (text.starts_with(scale.name)) return &scale;
  }
  return nullptr;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Where the number that begins at `at` ends: digits, with points and commas between them.
std::size_t number_end(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size()) {
    const bool inside =
        (text[end] == '.' || text[end] == ',') && end + 1 < text.size() && is_digit(text[end + 1]);
    if (!is_digit(text[end]) && !inside) break;
    ++end;
  }
  return end;
}

bool is_year(std::string_view number, std::string_view rest) {
  return rest.starts_with("\u5e74") ||
         (number.size() == 4 && (number.starts_with("19") || number.starts_with("20")));
}

bool is_amount(std::string_view number, std::string_view rest) {
  constexpr std::size_t kLong = 4;
  if (scale_at(rest)) return true;
  if (is_year(number, rest)) return false;
  return number.size() >= kLong || number.find_first_of(".,") != std::string_view::npos;
}

/// Digits and the places behind the point.
std::pair<std::string, int> digits_of(std::string_view number) {
  std::string digits;
  int places = 0;
  bool behind = false;
  for (const char c : number) {
    behind = behind || c == '.';
    if (!is_digit(c)) continue;
    digits += c;
    places += behind;
  }
  return {digits, places};
}

/// digits * 10^exponent as plain digits, without zeros that say nothing.
std::string plain(std::string_view digits, int exponent) {
  const auto places = static_cast<std::size_t>(std::max(0, -exponent));
  std::string all(digits.size() <= places ? places + 1 - digits.size() : 0, '0');
  all += digits;
  all.append(static_cast<std::size_t>(std::max(0, exponent)), '0');
  const std::size_t point = all.size() - places;
  const std::size_t first = std::min(all.find_first_not_of('0'), point - 1);
  std::string text = all.substr(first, point - first);
  const std::size_t last = all.find_last_not_of('0');
  if (last == std::string::npos || last < point) return text;
  text += '.';
  text += all.substr(point, last + 1 - point);
  return text;
}

/// How many digits stand before the point.
int magnitude(const std::string& digits, int exponent) {
  const std::size_t first = digits.find_first_not_of('0');
  if (first == std::string::npos) return 0;
  return static_cast<int>(digits.size() - first) + exponent;
}

std::string compact(std::string_view number) {
  std::string digits;
  std::ranges::copy_if(number, std::back_inserter(digits), [](char c) { return c != ','; });
  return digits;
}

bool has_scale(std::string_view amount) {
  return scale_at(amount.substr(number_end(amount, 0))) != nullptr;
}

/// Of a scale at the start of `text`, with the space before it.
std::size_t scale_bytes(std::string_view text) {
  if (const Scale* scale = scale_at(text)) return scale->name.size();
  if (!text.starts_with(" ")) return 0;
  const Scale* scale = scale_at(text.substr(1));
  return scale ? 1 + scale->name.size() : 0;
}

std::unexpected<Error> refused(const std::string& what) {
  return fail(ErrorCode::kCorrupt, what, "", "ask a larger model");
}

}  // namespace

MarkedText mark_amounts(std::string_view text) {
  MarkedText marked;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_digit(text[at])) {
      marked.text += text[at++];
      continue;
    }
    std::size_t end = number_end(text, at);
    const std::string_view number = text.substr(at, end - at);
    if (!is_amount(number, text.substr(end))) {
      marked.text += number;
      at = end;
      continue;
    }
    if (const Scale* scale = scale_at(text.substr(end))) end += scale->name.size();
    marked.amounts.emplace_back(text.substr(at, end - at));
    marked.text.append("[#").append(std::to_string(marked.amounts.size())).append("]");
    at = end;
  }
  return marked;
}

std::string rewritten_amount(std::string_view amount, bool in_chinese) {
  const std::size_t end = number_end(amount, 0);
  const Scale* scale = scale_at(amount.substr(end));
  if (!scale || scale->chinese == in_chinese) return std::string(amount);
  const auto [digits, places] = digits_of(amount.substr(0, end));
  const int exponent = scale->power - places;
  const int size = magnitude(digits, exponent);
  for (const Scale& wanted : kScales) {
    if (wanted.chinese == in_chinese && size > wanted.power) {
      return plain(digits, exponent - wanted.power).append(wanted.name);
    }
  }
  if (in_chinese && size > kTenThousands[0].power) {
    return plain(digits, exponent - kTenThousands[0].power).append(kTenThousands[0].name);
  }
  return plain(digits, exponent);
}

Result<std::string> put_amounts_back(std::string_view reply, const MarkedText& marked,
                                     bool in_chinese) {
  std::string text;
  std::vector<bool> seen(marked.amounts.size(), false);
  for (std::size_t at = 0; at < reply.size();) {
    if (!reply.substr(at).starts_with("[#")) {
      text += reply[at++];
      continue;
    }
    std::size_t end = at + 2;
    std::size_t number = 0;
    while (end < reply.size() && is_digit(reply[end]) && number <= marked.amounts.size()) {
      number = number * 10 + static_cast<std::size_t>(reply[end++] - '0');
    }
    if (number == 0 || number > marked.amounts.size() || !reply.substr(end).starts_with("]")) {
      return refused("the model wrote a number that the text does not have");
    }
    const std::string& amount = marked.amounts[number - 1];
    text += rewritten_amount(amount, in_chinese);
    seen[number - 1] = true;
    at = end + 1;
    // The mark has its scale with it: one that the model adds would multiply it.
    const std::size_t added = scale_bytes(reply.substr(at));
    if (added > 0 && !has_scale(amount)) return refused("the model scaled the amount " + amount);
    at += added;
  }
  const auto lost = std::ranges::find(seen, false);
  if (lost == seen.end()) return text;
  return refused("the model lost the amount " +
                 marked.amounts[static_cast<std::size_t>(lost - seen.begin())]);
}

Result<void> check_numbers(std::string_view reply, std::string_view text) {
  constexpr std::size_t kShort = 3;
  std::vector<std::string> known;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_digit(text[at])) continue;
    const std::size_t end = number_end(text, at);
    known.push_back(compact(text.substr(at, end - at)));
    at = end - 1;
  }
  for (std::size_t at = 0; at < reply.size(); ++at) {
    if (!is_digit(reply[at])) continue;
    const std::size_t end = number_end(reply, at);
    const std::string number = compact(reply.substr(at, end - at));
    if (number.size() >= kShort && std::ranges::find(known, number) == known.end()) {
      return refused("the model wrote the number " + number + ", which the text does not have");
    }
    at = end - 1;
  }
  return {};
}

}  // namespace eider::rows
