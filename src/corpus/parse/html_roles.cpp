#include "corpus/parse/html_roles.h"

#include <algorithm>
#include <array>
#include <string>

namespace eider::parse {
namespace {

constexpr std::array<std::string_view, 14> kHidden = {
    "script", "style",    "template", "noscript", "svg",   "select", "button",
    "iframe", "textarea", "canvas",   "object",   "audio", "video",  "datalist"};
constexpr std::array<std::string_view, 4> kSite = {"nav", "footer", "aside", "menu"};
constexpr std::array<std::string_view, 13> kVoid = {"area",   "base",  "col",  "embed", "hr",
                                                    "img",    "input", "link", "meta",  "param",
                                                    "source", "track", "wbr"};
constexpr std::array<std::string_view, 32> kInline = {
    "a",    "abbr",   "b",      "bdi", "bdo",   "cite", "code", "data", "del", "dfn",  "em",
    "font", "i",      "ins",    "kbd", "label", "mark", "q",    "ruby", "s",   "samp", "small",
    "span", "strike", "strong", "sub", "sup",   "time", "tt",   "u",    "var", "big"};
constexpr std::array<std::string_view, 22> kSiteWords = {
    "nav",        "navbar",        "navigation", "menu",      "footer",    "sidebar",
    "breadcrumb", "breadcrumbs",   "share",      "sharing",   "social",    "related",
    "recommend",  "recommended",   "comment",    "comments",  "copyright", "cookie",
    "advert",     "advertisement", "toolbar",    "pagination"};

bool is_one_of(std::string_view name, auto&& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Words of a class or id, parted by anything that is no letter.
bool names_site_part(std::string_view value) {
  std::string word;
  for (std::size_t i = 0; i <= std::min<std::size_t>(value.size(), 200); ++i) {
    char c = i < value.size() ? value[i] : ' ';
    char low = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (low >= 'a' && low <= 'z') {
      word += low;
      continue;
    }
    if (is_one_of(word, kSiteWords)) return true;
    word.clear();
  }
  return false;
}

}  // namespace

ElementRole role_of(const HtmlToken& open) {
  std::string_view name = open.name;
  if (name == "br") return ElementRole::kLineBreak;
  if (is_one_of(name, kVoid)) return ElementRole::kVoid;
  if (is_one_of(name, kHidden)) return ElementRole::kHidden;
  if (open.attribute("aria-hidden") == "true") return ElementRole::kHidden;
  if (is_one_of(name, kSite)) return ElementRole::kSite;
  if (name == "article" || name == "main") return ElementRole::kMain;
  if (is_one_of(name, kInline)) return ElementRole::kInline;
  std::string_view role = open.attribute("role");
  if (role == "navigation" || role == "complementary" || role == "contentinfo") {
    return ElementRole::kSite;
  }
  bool body = name == "body" || name == "html";
  if (!body &&
      (names_site_part(open.attribute("class")) || names_site_part(open.attribute("id")))) {
    return ElementRole::kNamedSite;
  }
  return ElementRole::kBlock;
}

int heading_depth_of(std::string_view tag) {
  if (tag.size() != 2 || tag[0] != 'h' || tag[1] < '1' || tag[1] > '6') return 0;
  return tag[1] - '0';
}

}  // namespace eider::parse
