#include "corpus/parse/html_head.h"

#include <array>
#include <utility>

#include "corpus/parse/characters.h"
#include "corpus/parse/front_matter.h"
#include "corpus/parse/inline_marks.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

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
  if (name == "og:url") set(facts.url, content);
  if (is_date_name(name)) set(facts.published_at, iso_date(content));
}

}  // namespace

void take_head_tag(const HtmlToken& open, PageFacts& facts) {
  if (open.tag == LXB_TAG_META) take_meta(open, facts);
  if (open.tag == LXB_TAG_LINK && open.attribute("rel") == "canonical") {
    set(facts.url, std::string(open.attribute("href")));
  }
  if (open.tag == LXB_TAG_TIME && !open.attribute("datetime").empty()) {
    set(facts.published_at, iso_date(open.attribute("datetime")));
  }
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
