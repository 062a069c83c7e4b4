#include "theme/mentions/roles.h"

#include <algorithm>
#include <array>
#include <span>

#include "text/utf8.h"

namespace eider::theme {

namespace {

using Cues = std::span<const std::string_view>;

constexpr std::size_t kNearBytes = 36;     // twelve Han characters
constexpr std::size_t kBracketBytes = 90;  // a longer bracket is no credit
constexpr std::size_t kSightBytes = 256;   // no rule looks further

// Starts of a credit: source, article source, text/, picture/, reporter, editor.
constexpr std::string_view kCreditStarts[] = {"\u6765\u6e90",
                                              "\u6587\u7ae0\u6765\u6e90",
                                              "\u4fe1\u606f\u6765\u6e90",
                                              "\u8d44\u6599\u6765\u6e90",
                                              "\u6570\u636e\u6765\u6e90",
                                              "\u56fe\u7247\u6765\u6e90",
                                              "\u6587/",
                                              "\u56fe/",
                                              "\u8bb0\u8005",
                                              "\u7f16\u8f91",
                                              "source",
                                              "via ",
                                              "photo:",
                                              "credit:"};

// Ends of the words of a dateline or of a bracket that names a wire: wire, telegram, news.
constexpr std::string_view kWireEnds[] = {"\u8baf", "\u7535", "\u6d88\u606f", "\u62a5\u9053"};

// After "according to X": reports, data, statistics, news.
constexpr std::string_view kDataWords[] = {"\u62a5\u9053", "\u6570\u636e", "\u7edf\u8ba1",
                                           "\u6d88\u606f", "\u8baf"};

// Media words that may stand between a name and what it publishes: finance, news, net, tech, app.
constexpr std::string_view kMediaWords[] = {"\u8d22\u7ecf", "\u65b0\u95fb", "\u7f51",
                                            "\u79d1\u6280", "\u5ba2\u6237\u7aef"};

// Analyst, strategist, chief economist, research note, research report.
constexpr std::string_view kAnalysts[] = {"\u5206\u6790\u5e08", "\u7b56\u7565\u5e08",
                                          "\u9996\u5e2d\u7ecf\u6d4e\u5b66\u5bb6", "\u7814\u62a5",
                                          "\u7814\u7a76\u62a5\u544a"};

// Words of a broker's researcher or opinion: researcher, thinks, points out.
constexpr std::string_view kBrokerWords[] = {"\u7814\u7a76\u5458", "\u8ba4\u4e3a", "\u6307\u51fa"};

// Marks of a finance house: securities, fund, capital, futures, bank, trust.
constexpr std::string_view kHouses[] = {"\u8bc1\u5238", "\u57fa\u91d1", "\u8d44\u672c",
                                        "\u671f\u8d27", "\u94f6\u884c", "\u4fe1\u6258",
                                        "securities",   "capital",      "bank"};

constexpr std::string_view kEnglishBefore[] = {"analyst at ",   "analysts at ",  "strategist at ",
                                               "economist at ", "analyst with ", "analysts with "};
constexpr std::string_view kEnglishAfter[] = {
    " analyst", " strategist", " economist", "'s analyst", " research note", " securities analyst"};

bool starts_with_any(std::string_view text, Cues cues) {
  return std::ranges::any_of(cues, [&](std::string_view cue) { return text.starts_with(cue); });
}

bool ends_with_any(std::string_view text, Cues cues) {
  return std::ranges::any_of(cues, [&](std::string_view cue) { return text.ends_with(cue); });
}

bool holds_any(std::string_view text, Cues cues) {
  return std::ranges::any_of(cues, [&](std::string_view cue) { return text.contains(cue); });
}

std::string_view skip_media_words(std::string_view text) {
  for (bool skipped = true; skipped;) {
    skipped = false;
    for (const std::string_view word : kMediaWords) {
      if (!text.starts_with(word)) continue;
      text.remove_prefix(word.size());
      skipped = true;
    }
  }
  return text;
}

/// The text up to the first character that is neither a letter nor Han, at most kNearBytes.
std::string_view same_phrase(std::string_view text) {
  std::size_t at = 0;
  while (at < std::min(text.size(), kNearBytes)) {
    const text::CodePoint c = text::decode(text, at);
    if (!text::is_han(c.value) && !text::is_letter(c.value)) break;
    at += c.size;
  }
  return text.substr(0, at);
}

/// The line a name stands in, at most kSightBytes to either side.
struct Around {
  std::string_view before;
  std::string_view name;
  std::string_view after;
};

Around line_around(std::string_view folded, Span name) {
  const auto start = static_cast<std::size_t>(name.start);
  const auto stop = static_cast<std::size_t>(name.stop);
  const std::size_t reach = std::min(start, kSightBytes);
  const std::string_view before = folded.substr(start - reach, reach);
  const std::string_view after = folded.substr(stop, kSightBytes);
  const std::size_t newline = before.rfind('\n');
  return {newline == std::string_view::npos ? before : before.substr(newline + 1),
          slice(folded, name), after.substr(0, after.find('\n'))};
}

/// Does the text end a sentence (or is it empty)?
bool ends_sentence(std::string_view text) {
  static constexpr std::string_view kEnds[] = {"\u3002", "!",      "?",      ".", "\u2026",
                                               "\u201d", "\u300d", "\u300f", "\""};
  text = text::trim(text);
  return text.empty() || ends_with_any(text, kEnds);
}

/// "(source: X)", "(text/X)", or a bracket with X that stands alone after the last sentence of a
/// paragraph.
bool is_bracket_credit(const Around& around, char open, char close) {
  const std::size_t opened = around.before.rfind(open);
  const std::size_t closed = around.after.find(close);
  if (opened == std::string_view::npos || closed == std::string_view::npos) return false;
  const std::string_view left = around.before.substr(opened + 1);
  const std::string_view right = around.after.substr(0, closed);
  if (left.contains(close) || right.contains(open)) return false;
  if (left.size() + around.name.size() + right.size() > kBracketBytes) return false;
  if (starts_with_any(text::trim(left), kCreditStarts)) return true;
  return ends_sentence(around.before.substr(0, opened)) &&
         text::trim(around.after.substr(closed + 1)).empty();
}

/// A lenticular bracket that names a wire at the start of a story.
bool is_wire_bracket(const Around& around) {
  static constexpr std::string_view kOpen = "\u3010";
  static constexpr std::string_view kClose = "\u3011";
  const std::size_t opened = around.before.rfind(kOpen);
  const std::size_t closed = around.after.find(kClose);
  if (opened == std::string_view::npos || closed == std::string_view::npos) return false;
  if (around.before.substr(opened).contains(kClose)) return false;
  return ends_with_any(text::trim(around.after.substr(0, closed)), kWireEnds);
}

/// "X finance news wire. ..." right after the name.
bool is_wire_opening(std::string_view after) {
  static constexpr std::string_view kWires[] = {"\u8baf", "\u7535"};
  const std::string_view rest = skip_media_words(after);
  if (!starts_with_any(rest, kWires)) return false;
  const text::CodePoint next = text::decode(rest, text::decode(rest, 0).size);
  return !text::is_han(next.value) && !text::is_letter(next.value);
}

/// "X Aug 18 wire": a day and a wire word close behind the name.
bool is_dateline(std::string_view after) {
  static constexpr std::string_view kWires[] = {"\u65e5\u8baf", "\u65e5\u7535",
                                                "\u65e5\u6d88\u606f"};
  const std::string_view near = after.substr(0, kNearBytes);
  for (const std::string_view wire : kWires) {
    const std::size_t at = near.find(wire);
    if (at == std::string_view::npos) continue;
    const std::string_view rest = near.substr(at + wire.size());
    if (rest.starts_with("\u8bb0\u8005") || !text::is_han(text::decode(rest, 0).value)) return true;
  }
  return false;
}

/// A line that begins with "source: ", or with "X (Aug 18) wire".
bool is_credit_line(const Around& around) {
  const std::string_view before = text::trim(around.before);
  if (starts_with_any(before, kCreditStarts) && before.contains(':') &&
      before.size() < kNearBytes) {
    return true;
  }
  return before.empty() && (is_wire_opening(around.after) || is_dateline(around.after));
}

/// "according to data of X": X is where the figures come from.
bool is_data_source(const Around& around) {
  static constexpr std::string_view kAccording[] = {"\u636e", "\u6839\u636e", "\u63f4\u5f15",
                                                    "\u5f15\u8ff0"};
  return ends_with_any(around.before, kAccording) &&
         starts_with_any(skip_media_words(around.after), kDataWords);
}

bool is_quoted_broker(const Around& around) {
  const std::string_view phrase = same_phrase(around.after);
  if (holds_any(phrase, kAnalysts)) return true;
  if (ends_with_any(around.before, kEnglishBefore)) return true;
  if (starts_with_any(around.after, kEnglishAfter)) return true;
  for (const std::string_view word : kBrokerWords) {
    const std::size_t at = phrase.find(word);
    if (at == std::string_view::npos) continue;
    if (holds_any(around.name, kHouses) || holds_any(phrase.substr(0, at), kHouses)) return true;
  }
  return false;
}

}  // namespace

MentionRole role_of(std::string_view folded, Span name) {
  const Around around = line_around(folded, name);
  if (is_bracket_credit(around, '(', ')') || is_bracket_credit(around, '[', ']') ||
      is_wire_bracket(around) || is_credit_line(around) || is_data_source(around)) {
    return MentionRole::kSource;
  }
  if (is_quoted_broker(around)) return MentionRole::kSpeaker;
  return MentionRole::kSubject;
}

}  // namespace eider::theme
