#include "corpus/parse/html_roles.h"

#include <algorithm>
#include <array>
#include <string>

namespace eider::parse {
namespace {

using Tags = std::array<TagRole, LXB_TAG__LAST_ENTRY>;

// A name that HTML does not know is inline, as in a browser.
constexpr Tags make_tags() {
  Tags tags{};
  for (int tag :
       {LXB_TAG_ADDRESS, LXB_TAG_ARTICLE, LXB_TAG_ASIDE,      LXB_TAG_BLOCKQUOTE, LXB_TAG_BODY,
        LXB_TAG_CAPTION, LXB_TAG_CENTER,  LXB_TAG_DD,         LXB_TAG_DETAILS,    LXB_TAG_DIALOG,
        LXB_TAG_DIR,     LXB_TAG_DIV,     LXB_TAG_DL,         LXB_TAG_DT,         LXB_TAG_FIELDSET,
        LXB_TAG_FIGURE,  LXB_TAG_FOOTER,  LXB_TAG_FIGCAPTION, LXB_TAG_FORM,       LXB_TAG_H1,
        LXB_TAG_H2,      LXB_TAG_H3,      LXB_TAG_H4,         LXB_TAG_H5,         LXB_TAG_H6,
        LXB_TAG_HEAD,    LXB_TAG_HEADER,  LXB_TAG_HGROUP,     LXB_TAG_HTML,       LXB_TAG_LEGEND,
        LXB_TAG_LI,      LXB_TAG_LISTING, LXB_TAG_MAIN,       LXB_TAG_MENU,       LXB_TAG_NAV,
        LXB_TAG_OL,      LXB_TAG_P,       LXB_TAG_PLAINTEXT,  LXB_TAG_PRE,        LXB_TAG_SEARCH,
        LXB_TAG_SECTION, LXB_TAG_SUMMARY, LXB_TAG_TABLE,      LXB_TAG_TBODY,      LXB_TAG_TD,
        LXB_TAG_TFOOT,   LXB_TAG_TH,      LXB_TAG_THEAD,      LXB_TAG_TITLE,      LXB_TAG_TR,
        LXB_TAG_UL,      LXB_TAG_XMP,     LXB_TAG_NOFRAMES,   LXB_TAG_FRAMESET}) {
    tags[static_cast<std::size_t>(tag)] = TagRole::kBlock;
  }
  for (int tag : {LXB_TAG_SCRIPT, LXB_TAG_STYLE, LXB_TAG_TEMPLATE, LXB_TAG_NOSCRIPT, LXB_TAG_SVG,
                  LXB_TAG_SELECT, LXB_TAG_BUTTON, LXB_TAG_IFRAME, LXB_TAG_TEXTAREA, LXB_TAG_CANVAS,
                  LXB_TAG_OBJECT, LXB_TAG_AUDIO, LXB_TAG_VIDEO, LXB_TAG_DATALIST, LXB_TAG_MAP,
                  LXB_TAG_NOEMBED, LXB_TAG_RP, LXB_TAG_RT}) {
    tags[static_cast<std::size_t>(tag)] = TagRole::kHidden;
  }
  for (int tag :
       {LXB_TAG_AREA, LXB_TAG_BASE, LXB_TAG_COL, LXB_TAG_EMBED, LXB_TAG_FRAME, LXB_TAG_IMG,
        LXB_TAG_INPUT, LXB_TAG_LINK, LXB_TAG_META, LXB_TAG_PARAM, LXB_TAG_SOURCE, LXB_TAG_TRACK,
        LXB_TAG_WBR, LXB_TAG_IMAGE, LXB_TAG_KEYGEN, LXB_TAG_BASEFONT, LXB_TAG_BGSOUND}) {
    tags[static_cast<std::size_t>(tag)] = TagRole::kVoid;
  }
  tags[LXB_TAG_BR] = TagRole::kLineBreak;
  tags[LXB_TAG_HR] = TagRole::kLineBreak;
  return tags;
}

constexpr Tags kTags = make_tags();

// The words of a class or id. A whole and a part together name the article's body: article-body,
// entry-content, storyText.
enum WordSign : std::uint16_t { kWhole = 1024, kPart = 2048 };

struct Word {
  std::string_view word;
  std::uint16_t sign;
};

constexpr std::array kWords = {
    Word{"ad", kSiteName},
    Word{"ads", kSiteName},
    Word{"advert", kSiteName},
    Word{"advertisement", kSiteName},
    Word{"article", kWhole},
    Word{"articlebody", kBodyName},
    Word{"articlecontent", kBodyName},
    Word{"author", kDetailName},
    Word{"authors", kDetailName},
    Word{"banner", kSiteName},
    Word{"blog", kWhole},
    Word{"body", kPart},
    Word{"bodytext", kBodyName},
    Word{"breadcrumb", kSiteName},
    Word{"breadcrumbs", kSiteName},
    Word{"byline", kDetailName},
    Word{"caption", kCaptionName},
    Word{"comment", kCommentName},
    Word{"commentlist", kCommentName},
    Word{"comments", kCommentName},
    Word{"consent", kSiteName},
    Word{"content", kPart},
    Word{"contents", kPart},
    Word{"cookie", kSiteName},
    Word{"cookies", kSiteName},
    Word{"copy", kPart},
    Word{"copyright", kSiteName},
    Word{"credit", kDetailName},
    Word{"credits", kDetailName},
    Word{"date", kDetailName},
    Word{"dateline", kDetailName},
    Word{"disqus", kCommentName},
    Word{"entry", kWhole},
    Word{"footer", kSiteName},
    Word{"gdpr", kSiteName},
    Word{"login", kSiteName},
    Word{"main", kWhole},
    Word{"menu", kSiteName},
    Word{"meta", kDetailName},
    Word{"metadata", kDetailName},
    Word{"modal", kSiteName},
    Word{"nav", kSiteName},
    Word{"navbar", kSiteName},
    Word{"navigation", kSiteName},
    Word{"news", kWhole},
    Word{"newsletter", kSiteName},
    Word{"outbrain", kSiteName},
    Word{"pagination", kSiteName},
    Word{"popular", kSiteName},
    Word{"popup", kSiteName},
    Word{"post", kWhole},
    Word{"promo", kSiteName},
    Word{"promoted", kSiteName},
    Word{"rail", kSiteName},
    Word{"recirc", kSiteName},
    Word{"recommend", kSiteName},
    Word{"recommendations", kSiteName},
    Word{"recommended", kSiteName},
    Word{"related", kSiteName},
    Word{"respond", kCommentName},
    Word{"share", kSiteName},
    Word{"sharedaddy", kSiteName},
    Word{"sharing", kSiteName},
    Word{"sidebar", kSiteName},
    Word{"signup", kSiteName},
    Word{"social", kSiteName},
    Word{"sponsor", kSiteName},
    Word{"sponsored", kSiteName},
    Word{"story", kWhole},
    Word{"storybody", kBodyName},
    Word{"subscribe", kSiteName},
    Word{"subscription", kSiteName},
    Word{"taboola", kSiteName},
    Word{"tags", kDetailName},
    Word{"teaser", kSiteName},
    Word{"teasers", kSiteName},
    Word{"text", kPart},
    Word{"timestamp", kDetailName},
    Word{"toolbar", kSiteName},
    Word{"tooltip", kSiteName},
    Word{"trending", kSiteName},
    Word{"widget", kSiteName},
};
constexpr std::size_t kLongestWord = 15;
constexpr std::size_t kLongestName = 300;  // bytes of a class that are looked at

constexpr bool is_sorted() {
  for (std::size_t i = 1; i < kWords.size(); ++i) {
    if (kWords[i].word <= kWords[i - 1].word || kWords[i].word.size() > kLongestWord) return false;
  }
  return true;
}
static_assert(is_sorted());

std::uint16_t sign_of_word(std::string_view word) {
  auto place =
      std::lower_bound(kWords.begin(), kWords.end(), word,
                       [](const Word& known, std::string_view w) { return known.word < w; });
  return place != kWords.end() && place->word == word ? place->sign : std::uint16_t{0};
}

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

// One of the class names by which pages hide text that only machines are to read.
bool names_hidden(std::string_view classes) {
  for (std::string_view name : {"hidden", "sr-only", "screen-reader-text", "visually-hidden",
                                "visuallyhidden", "d-none", "display-none"}) {
    std::size_t at = classes.find(name);
    if (at == std::string_view::npos) continue;
    std::size_t end = at + name.size();
    if ((at == 0 || classes[at - 1] == ' ') && (end == classes.size() || classes[end] == ' ')) {
      return true;
    }
  }
  return false;
}

// Words end at anything that is no letter, and where a capital follows a small letter. One name
// is what stands between spaces: "article-body" is one, "article body" are two.
std::uint16_t signs_of_names(std::string_view value) {
  std::uint16_t signs = 0;
  std::uint16_t name = 0;
  std::array<char, kLongestWord + 1> word{};
  std::size_t length = 0;
  value = value.substr(0, kLongestName);
  for (std::size_t i = 0; i <= value.size(); ++i) {
    char c = i < value.size() ? value[i] : ' ';
    bool camel = is_upper(c) && i > 0 && is_lower(value[i - 1]);
    if (camel || !(is_lower(c) || is_upper(c))) {
      if (length > 0 && length <= kLongestWord) name |= sign_of_word({word.data(), length});
      length = 0;
    }
    if (is_lower(c) || is_upper(c)) {
      if (length < kLongestWord) word[length] = is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
      ++length;
    } else if (c == ' ' || c == '\t' || c == '\n') {
      if ((name & kWhole) != 0 && (name & kPart) != 0) name |= kBodyName;
      signs |= name;
      name = 0;
    }
  }
  return static_cast<std::uint16_t>(signs & ~(kWhole | kPart));
}

bool is_site_role(std::string_view role) {
  return role == "navigation" || role == "complementary" || role == "contentinfo" ||
         role == "search" || role == "dialog" || role == "alert" || role == "banner";
}

bool hides(std::string_view style) {
  for (std::string_view property : {"display", "visibility"}) {
    std::size_t at = style.find(property);
    if (at == std::string_view::npos) continue;
    std::size_t value = style.find_first_not_of(" :", at + property.size());
    if (value == std::string_view::npos) continue;
    std::string_view rest = style.substr(value);
    if (rest.starts_with("none") || rest.starts_with("hidden")) return true;
  }
  return false;
}

}  // namespace

TagRole role_of(std::uint16_t tag) { return tag < kTags.size() ? kTags[tag] : TagRole::kInline; }

std::uint16_t signs_of(const HtmlToken& open) {
  std::uint16_t signs = 0;
  switch (open.tag) {
    case LXB_TAG_NAV:
    case LXB_TAG_FOOTER:
    case LXB_TAG_ASIDE:
    case LXB_TAG_MENU:
    case LXB_TAG_DIALOG:
    case LXB_TAG_SEARCH:
      signs = kSitePart;
      break;
    case LXB_TAG_ARTICLE:
      signs = kMainPart | kArticle;
      break;
    case LXB_TAG_MAIN:
      signs = kMainPart;
      break;
    case LXB_TAG_FIGCAPTION:
    case LXB_TAG_CAPTION:
      signs = kCaptionName;
      break;
    case LXB_TAG_BODY:
    case LXB_TAG_HTML:
      return 0;  // what it says of itself is said of everything
    default:
      break;
  }
  for (const auto& [name, value] : open.attributes) {
    if (name == "class" || name == "id") signs |= signs_of_names(value);
    if (name == "role" && is_site_role(value)) signs |= kSitePart;
    if (name == "role" && (value == "main" || value == "article")) signs |= kMainPart;
    if (name == "itemprop" && value.find("articleBody") != std::string_view::npos) {
      signs |= kBodyName;
    }
  }
  return signs;
}

bool is_hidden(const HtmlToken& open) {
  for (const auto& [name, value] : open.attributes) {
    if (name == "hidden" && value != "until-found") return true;
    if (name == "aria-hidden" && value == "true") return true;
    if (name == "style" && hides(value)) return true;
    if (name == "class" && names_hidden(value)) return true;
  }
  return false;
}

int heading_depth_of(std::uint16_t tag) {
  return tag >= LXB_TAG_H1 && tag <= LXB_TAG_H6 ? tag - LXB_TAG_H1 + 1 : 0;
}

}  // namespace eider::parse
