#include "corpus/parse/eml_trail.h"

#include <algorithm>
#include <array>

#include "corpus/parse/characters.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

constexpr std::size_t kLongestMark = 300;  // bytes of a line that says who wrote

constexpr std::array<std::string_view, 5> kWrote = {
    "wrote:", "\u5199\u9053\uff1a", "\u5199\u9053:", "\u5199\u4e86\uff1a", "\u5beb\u9053\uff1a"};
constexpr std::array<std::string_view, 4> kDividers = {
    "original message", "\u539f\u59cb\u90ae\u4ef6", "forwarded message",
    "\u8f6c\u53d1\u90ae\u4ef6"};
// A repeated header: the first line, and one of the others soon below it.
constexpr std::array<std::string_view, 3> kSenders = {
    "from:", "\u53d1\u4ef6\u4eba:", "\u53d1\u4ef6\u4eba\uff1a"};
constexpr std::array<std::string_view, 8> kBelowSender = {
    "sent:",         "date:",
    "to:",           "\u53d1\u9001\u65f6\u95f4",
    "\u65e5\u671f",  "\u6536\u4ef6\u4eba",
    "\u65f6\u95f4:", "\u65f6\u95f4\uff1a"};

template <std::size_t kSize>
bool starts_with_any(std::string_view text, const std::array<std::string_view, kSize>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.starts_with(word); });
}

// "-----Original Message-----", "---- Forwarded message ----"
bool is_divider(std::string_view line) {
  if (!line.starts_with("--") && !line.starts_with("__")) return false;
  std::string known = simplified_lower(line);
  bool named = std::any_of(kDividers.begin(), kDividers.end(), [&](std::string_view words) {
    return known.find(words) != std::string::npos;
  });
  return named;
}

bool says_who_wrote(std::string_view line) {
  bool ends = std::any_of(kWrote.begin(), kWrote.end(),
                          [&](std::string_view words) { return line.ends_with(words); });
  return ends && line.size() <= kLongestMark;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    at = end + 1;
  }
  return lines;
}

bool repeats_header(const std::vector<std::string_view>& lines, std::size_t at) {
  if (!starts_with_any(simplified_lower(text::trim(lines[at])), kSenders)) return false;
  for (std::size_t i = at + 1; i < std::min(at + 4, lines.size()); ++i) {
    if (starts_with_any(simplified_lower(text::trim(lines[i])), kBelowSender)) return true;
  }
  return false;
}

std::string_view without_marks(std::string_view line) {
  while (line.starts_with('>') || line.starts_with(' ')) line.remove_prefix(1);
  return line;
}

}  // namespace

bool opens_trail(std::string_view line) {
  line = text::trim(line);
  return is_divider(line) || says_who_wrote(line);
}

std::vector<MailSegment> split_trail(std::string_view text) {
  std::vector<std::string_view> lines = lines_of(text);
  std::vector<MailSegment> segments;
  bool rest_quoted = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string_view line = lines[i];
    std::string_view plain = text::trim(line);
    bool signature = line == "-- " || line == "--";
    rest_quoted = rest_quoted || signature || is_divider(plain) || repeats_header(lines, i);
    // "On 1 May 2026 at 10:00, Lin Heyue <lin@heyue.example>" and "wrote:" on the next line.
    bool wrapped = plain.starts_with("On ") && i + 1 < lines.size() && !ends_sentence(plain) &&
                   text::trim(lines[i + 1]).ends_with("wrote:");
    bool quoted = rest_quoted || line.starts_with('>') || says_who_wrote(plain) || wrapped;
    bool blank = plain.empty();
    if (segments.empty() || (segments.back().quoted != quoted && !blank)) {
      segments.push_back({"", quoted});
    }
    segments.back().text.append(line.starts_with('>') ? without_marks(line) : line).append("\n");
  }
  return segments;
}

}  // namespace eider::parse
