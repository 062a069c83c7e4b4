#include "corpus/parse/phrases.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "corpus/parse/characters.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

using Phrases = std::span<const std::string_view>;

// Related, recommended, most read, further reading.
constexpr std::array<std::string_view, 42> kLinkHeads = {"\u76f8\u5173\u6587\u7ae0",
                                                         "\u76f8\u5173\u9605\u8bfb",
                                                         "\u76f8\u5173\u62a5\u9053",
                                                         "\u76f8\u5173\u65b0\u95fb",
                                                         "\u76f8\u5173\u94fe\u63a5",
                                                         "\u76f8\u5173\u63a8\u8350",
                                                         "\u76f8\u5173\u7814\u7a76\u62a5\u544a",
                                                         "\u76f8\u5173\u7814\u7a76",
                                                         "\u76f8\u5173\u5185\u5bb9",
                                                         "\u76f8\u5173\u8d44\u8baf",
                                                         "\u63a8\u8350\u9605\u8bfb",
                                                         "\u63a8\u8350\u6587\u7ae0",
                                                         "\u5f80\u671f\u63a8\u8350",
                                                         "\u5f80\u671f\u56de\u987e",
                                                         "\u5f80\u671f\u7cbe\u5f69",
                                                         "\u7cbe\u5f69\u63a8\u8350",
                                                         "\u5ef6\u4f38\u9605\u8bfb",
                                                         "\u66f4\u591a\u6587\u7ae0",
                                                         "\u66f4\u591a\u6587\u7ae0\u5bfc\u8bfb",
                                                         "\u66f4\u591a\u65b0\u95fb",
                                                         "\u66f4\u591a\u9605\u8bfb",
                                                         "\u70ed\u95e8\u6587\u7ae0",
                                                         "\u70ed\u95e8\u65b0\u95fb",
                                                         "\u70ed\u95e8\u63a8\u8350",
                                                         "\u70ed\u70b9\u63a8\u8350",
                                                         "\u731c\u4f60\u559c\u6b22",
                                                         "\u7f16\u8f91\u63a8\u8350",
                                                         "\u5927\u5bb6\u90fd\u5728\u770b",
                                                         "\u70b9\u51fb\u6392\u884c",
                                                         "\u9605\u8bfb\u6392\u884c",
                                                         "\u6700\u65b0\u6587\u7ae0",
                                                         "related articles",
                                                         "related stories",
                                                         "related posts",
                                                         "related news",
                                                         "most read",
                                                         "most popular",
                                                         "trending",
                                                         "trending now",
                                                         "recommended",
                                                         "you may also like",
                                                         "recommended for you"};

// Comments, leave a reply, messages, more of this author's.
constexpr std::array<std::string_view, 24> kCommentHeads = {"\u53d1\u8868\u8bc4\u8bba",
                                                            "\u53d1\u8868\u56de\u590d",
                                                            "\u53d1\u5e03\u8bc4\u8bba",
                                                            "\u6211\u8981\u8bc4\u8bba",
                                                            "\u7f51\u53cb\u8bc4\u8bba",
                                                            "\u6700\u65b0\u8bc4\u8bba",
                                                            "\u70ed\u95e8\u8bc4\u8bba",
                                                            "\u5168\u90e8\u8bc4\u8bba",
                                                            "\u7cbe\u9009\u8bc4\u8bba",
                                                            "\u8bc4\u8bba\u533a",
                                                            "\u8bfb\u8005\u8bc4\u8bba",
                                                            "\u8bfb\u8005\u7559\u8a00",
                                                            "\u7cbe\u9009\u7559\u8a00",
                                                            "\u7559\u8a00\u677f",
                                                            "\u7f51\u53cb\u7559\u8a00",
                                                            "ta\u7684\u6587\u7ae0",
                                                            "\u4f5c\u8005\u5176\u4ed6\u6587\u7ae0",
                                                            "leave a comment",
                                                            "leave a reply",
                                                            "post a comment",
                                                            "add a comment",
                                                            "write a comment",
                                                            "join the conversation",
                                                            "join the discussion"};

// Disclaimer, declaration, notice, rating scale.
constexpr std::array<std::string_view, 16> kDisclaimerHeads = {
    "\u514d\u8d23\u58f0\u660e",
    "\u514d\u8d23\u6761\u6b3e",
    "\u5206\u6790\u5e08\u58f0\u660e",
    "\u5206\u6790\u5e08\u627f\u8bfa",
    "\u6cd5\u5f8b\u58f0\u660e",
    "\u91cd\u8981\u58f0\u660e",
    "\u7279\u522b\u58f0\u660e",
    "\u7248\u6743\u58f0\u660e",
    "\u8bc4\u7ea7\u8bf4\u660e",
    "\u6295\u8d44\u8bc4\u7ea7\u8bf4\u660e",
    "\u98ce\u9669\u63d0\u793a\u53ca\u514d\u8d23\u58f0\u660e",
    "disclaimer",
    "disclaimers",
    "legal notice",
    "important disclosures",
    "important notice"};

constexpr std::array<std::string_view, 10> kContentsHeads = {"\u76ee\u5f55",
                                                             "\u76ee\u6b21",
                                                             "\u5185\u5bb9\u76ee\u5f55",
                                                             "\u56fe\u8868\u76ee\u5f55",
                                                             "\u56fe\u76ee\u5f55",
                                                             "\u8868\u76ee\u5f55",
                                                             "\u6b63\u6587\u76ee\u5f55",
                                                             "table of contents",
                                                             "contents",
                                                             "list of figures"};

// Cancel, allow, share, like, scan the code, next article, log in, print, back to top.
constexpr std::array<std::string_view, 78> kInterface = {
    "\u6253\u5370\u672c\u9875",
    "\u5173\u95ed\u7a97\u53e3",
    "\u8fd4\u56de\u9996\u9875",
    "\u4e0b\u8f7d\u5ba2\u6237\u7aef",
    "\u53d6\u6d88",
    "\u5141\u8bb8",
    "\u5206\u4eab",
    "\u6536\u85cf",
    "\u7559\u8a00",
    "\u5728\u770b",
    "\u8d5e",
    "\u70b9\u8d5e",
    "\u89c6\u9891",
    "\u5c0f\u7a0b\u5e8f",
    "\u77e5\u9053\u4e86",
    "\u542c\u8fc7",
    "\u5fae\u4fe1\u626b\u4e00\u626b",
    "\u5173\u6ce8\u8be5\u516c\u4f17\u53f7",
    "\u7ee7\u7eed\u6ed1\u52a8\u770b\u4e0b\u4e00\u4e2a",
    "\u5411\u4e0a\u6ed1\u52a8\u770b\u4e0b\u4e00\u4e2a",
    "\u8f7b\u89e6\u9605\u8bfb\u539f\u6587",
    "\u9605\u8bfb\u539f\u6587",
    "\u9884\u89c8\u65f6\u6807\u7b7e\u4e0d\u53ef\u70b9",
    "\u4f7f\u7528\u5c0f\u7a0b\u5e8f",
    "\u4f7f\u7528\u5b8c\u6574\u670d\u52a1",
    "\u5fae\u4fe1\u626b\u4e00\u626b\u53ef\u6253\u5f00\u6b64\u5185\u5bb9\uff0c",
    "\u6253\u5370\u673a\u7248",
    "\u6253\u5370",
    "\u70b9\u51fb\u9605\u8bfb",
    "\u8fd4\u56de\u9876\u90e8",
    "\u4e0a\u4e00\u7bc7",
    "\u4e0b\u4e00\u7bc7",
    "\u4e0a\u4e00\u9875",
    "\u4e0b\u4e00\u9875",
    "\u767b\u5f55",
    "\u6ce8\u518c",
    "\u641c\u7d22",
    "\u83dc\u5355",
    "\u5173\u95ed",
    "\u8bc4\u8bba",
    "\u8f6c\u53d1",
    "\u4e3e\u62a5",
    "\u590d\u5236\u94fe\u63a5",
    "\u626b\u7801\u4e0b\u8f7d",
    "\u4e0b\u8f7dapp",
    "\u5b57\u53f7",
    "\u9996\u9875",
    "\u624b\u673a\u7248",
    "\u626b\u4e00\u626b",
    "\u8ba2\u9605",
    "\u5173\u6ce8",
    "\u5c55\u5f00\u5168\u6587",
    "\u52a0\u8f7d\u66f4\u591a",
    "\u67e5\u770b\u66f4\u591a",
    "share",
    "save",
    "print",
    "login",
    "log in",
    "sign in",
    "sign up",
    "subscribe",
    "menu",
    "home",
    "search",
    "close",
    "cancel",
    "next",
    "previous",
    "back to top",
    "skip to content",
    "comments",
    "read more",
    "load more",
    "accept",
    "accept cookies",
    "cookie policy",
    "privacy policy"};

constexpr std::array<std::string_view, 9> kShareLeads = {
    "\u5206\u4eab\u81f3",
    "\u5206\u4eab\u5230",
    "\u626b\u7801\u5173\u6ce8",
    "\u957f\u6309\u8bc6\u522b",
    "\u70b9\u51fb\u4e0a\u65b9",
    "\u5982\u679c\u60a8\u559c\u6b22\u672c\u6587",
    "share this",
    "follow us",
    "sign up for"};

constexpr std::array<std::string_view, 7> kCopyright = {"copyright",
                                                        "\u00a9",
                                                        "\u7248\u6743\u6240\u6709",
                                                        "all rights reserved",
                                                        "\u672a\u7ecf\u6388\u6743",
                                                        "\u672a\u7ecf\u8bb8\u53ef",
                                                        "icp\u5907"};

constexpr std::array<std::string_view, 13> kContact = {"\u8054\u7cfb\u4eba",
                                                       "\u90ae\u7f16",
                                                       "\u603b\u673a",
                                                       "\u90ae\u7bb1\uff1a",
                                                       "\u7535\u8bdd\uff1a",
                                                       "\u4f20\u771f",
                                                       "tel:",
                                                       "fax:",
                                                       "e-mail:",
                                                       "\u5ba2\u670d\u70ed\u7ebf",
                                                       "\u5546\u52a1\u5408\u4f5c",
                                                       "\u5e7f\u544a\u5408\u4f5c",
                                                       "\u6295\u7a3f\u90ae\u7bb1"};

constexpr std::array<std::string_view, 13> kCaptionLeads = {"\u56fe\u4e3a",
                                                            "\u8d44\u6599\u6765\u6e90",
                                                            "\u6570\u636e\u6765\u6e90",
                                                            "\u56fe\u7247\u6765\u6e90",
                                                            "\u56fe\u6e90",
                                                            "\u6765\u6e90\uff1a",
                                                            "\u6765\u6e90:",
                                                            "source:",
                                                            "sources:",
                                                            "\u56fe\u8868\u6765\u6e90",
                                                            "\u6444\u5f71\uff1a",
                                                            "photo:",
                                                            "image:"};

// "Photo by", "picture supplied by", at the end of a line.
constexpr std::array<std::string_view, 4> kCaptionEnds = {" \u6444", " \u4f9b\u56fe",
                                                          " \u6444\u5f71", "/\u6444"};

// Cheap, since every line is asked: the first letter is that of a lead, or the end a credit's.
bool may_be_caption(std::string_view line) {
  constexpr std::u32string_view kFirst =
      U"\u56fe\u5716\u8d44\u8cc7\u6570\u6578\u6765\u4f86\u6444\u651d\u8868"
      U"sSpPiIfFtTcCeE";
  if (line.empty() || line.size() > 240) return false;
  char32_t last = last_character(line);
  bool credit = last == U'\u6444' || last == U'\u651d' || last == U'\u56fe' || last == U'\u5716' ||
                last == U'\u5f71';
  return credit || kFirst.find(first_character(line)) != std::u32string_view::npos;
}

bool equals_any(std::string_view line, Phrases phrases) {
  return std::find(phrases.begin(), phrases.end(), line) != phrases.end();
}

bool starts_with_any(std::string_view line, Phrases phrases) {
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](std::string_view phrase) { return line.starts_with(phrase); });
}

bool contains_any(std::string_view line, Phrases phrases) {
  return std::any_of(phrases.begin(), phrases.end(), [&](std::string_view phrase) {
    return line.find(phrase) != std::string_view::npos;
  });
}

// The line to compare: simplified, lower case, without a closing colon; "" if it is too long.
std::string comparable(std::string_view line, std::size_t most_bytes) {
  std::string_view text = text::trim(line);
  if (text.empty() || text.size() > most_bytes) return "";
  std::string result = simplified_lower(text);
  for (std::string_view colon : {":", "\uff1a"}) {
    if (result.ends_with(colon)) result.resize(result.size() - colon.size());
  }
  return result;
}

// "Figure 3", "Chart 12:", "Table 2." and their Chinese forms: a word, then a number.
bool starts_numbered(std::string_view line) {
  for (std::string_view lead :
       {"\u56fe\u8868", "\u56fe", "\u8868", "figure", "fig.", "table", "chart", "exhibit"}) {
    if (!line.starts_with(lead)) continue;
    std::string_view rest = text::trim(line.substr(lead.size()));
    std::size_t digits = rest.find_first_not_of("0123456789");
    if (digits == 0 || rest.empty()) continue;
    if (digits == std::string_view::npos) return true;
    char32_t next = first_character(rest.substr(digits));
    if (next == U':' || next == U'\uff1a' || next == U'.' || next == U' ' || next == U'\u3001')
      return true;
  }
  return false;
}

}  // namespace

bool is_link_list_head(std::string_view line) {
  return equals_any(comparable(line, 60), kLinkHeads);
}

bool is_comments_head(std::string_view line) {
  return equals_any(comparable(line, 60), kCommentHeads);
}

bool is_disclaimer_head(std::string_view line) {
  return equals_any(comparable(line, 60), kDisclaimerHeads);
}

bool is_contents_head(std::string_view line) {
  return equals_any(comparable(line, 60), kContentsHeads);
}

bool is_interface_phrase(std::string_view line) {
  std::string text = comparable(line, 120);
  if (text.empty()) return false;
  return equals_any(text, kInterface) || starts_with_any(text, kShareLeads);
}

bool is_copyright_line(std::string_view line) {
  std::string text = comparable(line, 300);
  return columns_of(text, 160) <= 160 && contains_any(text, kCopyright);
}

bool is_contact_line(std::string_view line) {
  std::string text = comparable(line, 300);
  return !text.empty() && contains_any(text, kContact) &&
         text.find_first_of("0123456789@") != std::string::npos;
}

bool is_figure_note(std::string_view line) {
  constexpr std::array<std::string_view, 5> kNotes = {
      "\u8d44\u6599\u6765\u6e90", "\u6570\u636e\u6765\u6e90", "\u56fe\u8868\u6765\u6e90",
      "source:", "sources:"};
  std::string text = comparable(line, 240);
  return starts_with_any(text, kNotes) || starts_numbered(text);
}

bool is_caption_line(std::string_view line) {
  if (!may_be_caption(line)) return false;
  std::string text = comparable(line, 240);
  if (text.empty() || columns_of(text, 100) > 100) return false;
  if (line.find("......") != std::string_view::npos) return false;
  bool credited = std::any_of(kCaptionEnds.begin(), kCaptionEnds.end(),
                              [&](std::string_view end) { return text.ends_with(end); });
  return credited || starts_with_any(text, kCaptionLeads) ||
         (starts_numbered(text) && !ends_sentence(text));
}

}  // namespace eider::parse
