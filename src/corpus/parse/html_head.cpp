#include "corpus/parse/html_head.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "corpus/parse/characters.h"
#include "corpus/parse/front_matter.h"
#include "corpus/parse/inline_marks.h"
#include "corpus/parse/limits.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

constexpr std::size_t kMaxLinkedData = 64;  // scripts of a page, objects of a script
constexpr std::size_t kMaxTimes = 256;
constexpr int kMaxLinkedDepth = 12;

void set(std::string& fact, std::string value) {
  if (fact.empty()) fact = std::move(value);
}

bool is_date_name(std::string_view name) {
  constexpr std::array<std::string_view, 9> kNames = {
      "article:published_time", "og:published_time", "publishdate", "pubdate",  "date",
      "datepublished",          "publish_time",      "dc.date",     "apub:time"};
  for (std::string_view known : kNames) {
    if (name == known) return true;
  }
  return false;
}

void take_meta(const HtmlToken& open, PageFacts& facts) {
  std::string name = simplified_lower(open.attribute("property"));
  if (name.empty()) name = simplified_lower(open.attribute("name"));
  if (name.empty()) name = simplified_lower(open.attribute("itemprop"));
  std::string content = tidy_spaces(open.attribute("content"));
  if (content.empty()) return;
  if (name == "og:title") set(facts.title, content);
  if (name == "og:site_name" || name == "source") set(facts.source, content);
  if (name == "og:url" && content.starts_with("http")) set(facts.url, content);
  if (name == "author" && !content.starts_with("http") && content.size() <= kMaxBylineBytes) {
    set(facts.author, content);
  }
  if (is_date_name(name)) set(facts.published_at, iso_date(content));
}

bool says_article(const nlohmann::json& type) {
  auto is_one = [](const nlohmann::json& name) {
    if (!name.is_string()) return false;
    const std::string& text = name.get_ref<const std::string&>();
    return text.ends_with("Article") || text.ends_with("Posting") || text == "Report" ||
           text == "WebPage";
  };
  if (type.is_array()) return std::any_of(type.begin(), type.end(), is_one);
  return is_one(type);
}

// A text, or the name of an object; of several, all joined by a comma.
std::string name_in(const nlohmann::json& value, int depth = 0) {
  if (value.is_string()) return tidy_spaces(value.get_ref<const std::string&>());
  if (depth > 2) return "";
  if (value.is_object()) {
    auto name = value.find("name");
    return name == value.end() ? "" : name_in(*name, depth + 1);
  }
  std::string names;
  for (std::size_t i = 0; value.is_array() && i < std::min<std::size_t>(value.size(), 8); ++i) {
    std::string name = name_in(value[i], depth + 1);
    if (!names.empty() && !name.empty()) names += ", ";
    names += name;
  }
  return names;
}

void take_article(const nlohmann::json& article, PageFacts& facts) {
  auto said = [&](const char* key) {
    auto value = article.find(key);
    return value == article.end() ? std::string() : name_in(*value);
  };
  set(facts.published_at, iso_date(said("datePublished")));
  set(facts.title, said("headline"));
  set(facts.source, said("publisher"));
  std::string author = said("author");
  bool address = author.starts_with("http://") || author.starts_with("https://");
  if (!address && author.size() <= kMaxBylineBytes) set(facts.author, std::move(author));
}

}  // namespace

void HtmlHead::take(const HtmlToken& token, std::size_t block) {
  if (token.kind == HtmlToken::Kind::kText) {
    if (in_linked_data_) linked_data_.emplace_back(token.text);
    return;
  }
  if (token.tag == LXB_TAG_SCRIPT) {
    in_linked_data_ = token.kind == HtmlToken::Kind::kOpen &&
                      token.attribute("type") == "application/ld+json" &&
                      linked_data_.size() < kMaxLinkedData;
    return;
  }
  if (token.kind != HtmlToken::Kind::kOpen) return;
  if (token.tag == LXB_TAG_META) take_meta(token, facts_);
  if (token.tag == LXB_TAG_LINK && token.attribute("rel") == "canonical") {
    std::string_view address = token.attribute("href");
    if (address.starts_with("http")) set(facts_.url, std::string(address));
  }
  if (token.tag == LXB_TAG_TIME && times_.size() < kMaxTimes) {
    std::string iso = iso_date(token.attribute("datetime"));
    if (!iso.empty()) times_.push_back({block, std::move(iso)});
  }
}

PageFacts HtmlHead::facts() {
  for (const std::string& json : linked_data_) take_linked_data(json, facts_);
  linked_data_.clear();
  return facts_;
}

std::string HtmlHead::time_between(std::size_t first, std::size_t last) const {
  for (const Time& time : times_) {
    if (time.block >= first && time.block <= last) return time.iso;
  }
  return "";
}

void take_linked_data(std::string_view json, PageFacts& facts) {
  // A parser that stops nesting: the library's own tree would be as deep as the page asks.
  auto shallow = [](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
    return depth <= kMaxLinkedDepth;
  };
  nlohmann::json root = nlohmann::json::parse(json, shallow, false, true);
  if (root.is_discarded()) return;
  auto visit = [&](const nlohmann::json& object) {
    if (!object.is_object()) return;
    auto type = object.find("@type");
    if (type != object.end() && says_article(*type)) take_article(object, facts);
  };
  auto visit_all = [&](const nlohmann::json& list) {
    for (std::size_t i = 0; i < std::min(list.size(), kMaxLinkedData); ++i) visit(list[i]);
  };
  visit(root);
  if (root.is_array()) visit_all(root);
  if (!root.is_object()) return;
  auto graph = root.find("@graph");
  if (graph != root.end() && graph->is_array()) visit_all(*graph);
}

void split_site_name(std::string_view heading, PageFacts& facts) {
  std::string_view title = facts.title;
  if (heading.empty() || title.size() <= heading.size() || !title.starts_with(heading)) return;
  std::string_view rest = text::trim(title.substr(heading.size()));
  constexpr std::array<std::string_view, 6> kMarks = {"-", "_", "|", "\u2013", "\u2014", "\uff5c"};
  for (std::string_view mark : kMarks) {
    if (!rest.starts_with(mark)) continue;
    std::string_view site = text::trim(rest.substr(mark.size()));
    bool plain = !site.empty() && site.find_first_of("-_|") == std::string_view::npos;
    if (plain) set(facts.source, std::string(site));
    facts.title = std::string(heading);
    return;
  }
}

}  // namespace eider::parse
