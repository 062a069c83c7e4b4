// Dates. Published: front matter or metadata, else a masthead ("header"), else a short line with a
// full date in the page's head ("page"), else the address of the page, else the file's name
// ("path"). An article has its own where its head or its dateline says one, else its document's.
// Event: the day that the article's first sentences speak of ("text").

#include "corpus/parse/facts.h"

#include <algorithm>

#include "corpus/parse/asides.h"
#include "corpus/parse/characters.h"
#include "corpus/parse/credits.h"
#include "text/dates.h"
#include "text/language.h"
#include "text/spoken_date.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

constexpr std::size_t kHeadPieces = 12;        // where a page's date may stand
constexpr std::size_t kLanguageBytes = 16384;  // language and script are told from these

using Pieces = std::vector<const Piece*>;

std::string file_stem(const std::string& path) {
  std::size_t slash = path.find_last_of("/\\");
  std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  return name.substr(0, name.rfind('.'));
}

// The first heading of the highest depth; boilerplate is out already.
std::string title_of(const std::vector<Piece>& pieces) {
  const Piece* best = nullptr;
  for (const Piece& piece : pieces) {
    if (piece.kind != BlockKind::kHeading || piece.is_section || piece.is_kicker) continue;
    if (piece.depth == 1) return piece.text;
    if (best == nullptr || piece.depth < best->depth) best = &piece;
  }
  return best == nullptr ? "" : best->text;
}

bool is_masthead(const Piece& piece) {
  return piece.kind == BlockKind::kBoilerplate && is_masthead_line(piece.text);
}

// The short lines at the top that are not the site's own: where facts may stand.
Pieces head_of(auto first, auto last) {
  Pieces head;
  for (; first != last && head.size() < kHeadPieces; ++first) {
    bool line =
        first->rows.empty() && columns_of(first->text, 100) <= 100 && !ends_sentence(first->text);
    if (!line) continue;
    if (first->kind != BlockKind::kBoilerplate || is_masthead(*first)) head.push_back(&*first);
  }
  return head;
}

void set_published(Document& document, std::string iso, std::string_view from) {
  if (iso.empty() || !document.published_at.empty()) return;
  document.published_at = std::move(iso);
  document.published_from = from;
}

// ".../2026/5/1/...", ".../2026-05/01/...", ".../20260501...": the day in an address.
std::string date_in_address(std::string_view url) {
  for (std::size_t at = url.find("/20"); at != std::string_view::npos;
       at = url.find("/20", at + 1)) {
    std::string_view path = url.substr(at + 1);
    std::size_t digits = std::min(path.find_first_not_of("0123456789"), path.size());
    std::string day;
    if (digits >= 8) {
      day.append(path, 0, 4).append("-").append(path, 4, 2).append("-").append(path, 6, 2);
    } else {
      std::size_t month = path.find_first_of("/-", 4);
      std::size_t second = month == 4 ? path.find_first_of("/-", 5) : std::string_view::npos;
      if (second == std::string_view::npos) continue;
      std::size_t end = std::min(path.find_first_not_of("0123456789", second + 1), path.size());
      day.append(path, 0, 4).append("-").append(path, 5, second - 5).append("-");
      day.append(path, second + 1, end - second - 1);
    }
    if (auto date = text::parse_date(day)) return *date;
  }
  return "";
}

void date_document(const Page& page, const Pieces& head, const std::string& path,
                   Document& document) {
  set_published(document, page.facts.published_at, page.facts.published_from);
  if (page.articles.empty()) {
    for (const Piece* piece : head) {
      if (!document.published_at.empty()) break;
      auto date = text::find_date(piece->text);
      if (date) set_published(document, date->iso, is_masthead(*piece) ? "header" : "page");
    }
    bool given = document.url == page.facts.url;
    set_published(document, date_in_address(document.url),
                  given ? page.facts.published_from : "page");
    std::string stem = file_stem(path);
    std::replace(stem.begin(), stem.end(), '_', ' ');
    auto date = text::find_date(stem);
    set_published(document, date ? date->iso : "", "path");
  }
  set_published(document, page.facts.saved_at, "metadata");
}

void fill_document(const Page& page, const std::string& path, ParsedDocument& out) {
  Document& document = out.document;
  bool many_rows = page.articles.size() > 1;
  document.title = page.facts.title;
  if (document.title.empty() && !many_rows) document.title = title_of(page.pieces);
  if (document.title.empty()) document.title = file_stem(path);
  document.source = page.facts.source;
  document.url = page.facts.url;
  Pieces head = head_of(page.pieces.begin(), page.pieces.end());
  for (const Piece& piece : page.pieces) {
    if (document.url.empty()) document.url = labelled_address(piece.text);
  }
  for (const Piece* piece : head) {
    if (document.source.empty()) document.source = labelled_source(piece->text);
  }
  date_document(page, head, path, document);
  document.fetched_at = page.facts.fetched_at;
  if (!document.fetched_at.empty()) document.fetched_from = page.facts.fetched_from;
  document.status = page.needs_ocr ? "needs_ocr" : document.text.empty() ? "empty" : "ok";
  document.error = page.complaint;
}

bool is_prose(const Piece& piece) {
  return piece.kind == BlockKind::kParagraph || piece.kind == BlockKind::kListItem;
}

// Rule: a short line with a full date above an article's text, or the dateline its text begins
// with, dates the article.
void date_article(const Piece* first, const Piece* last, Article& article, const Document& whole) {
  const Piece* prose = std::find_if(
      first, last, [](const Piece& piece) { return is_prose(piece) && ends_sentence(piece.text); });
  for (const Piece* piece : head_of(first, prose)) {
    if (!article.published_at.empty()) break;
    auto date = text::find_date(piece->text);
    if (!date || is_masthead(*piece)) continue;
    article.published_at = date->iso;
    article.published_from = "page";
  }
  if (article.published_at.empty() && prose != last) {
    auto dateline = text::dateline_date(prose->text, whole.published_at);
    article.published_at = dateline.value_or("");
    article.published_from = dateline ? "text" : "";
  }
  if (article.published_at.empty()) {
    article.published_at = whole.published_at;
    article.published_from = whole.published_from;
  }
  if (prose == last) return;
  if (auto event = text::spoken_date(prose->text, article.published_at)) {
    article.event_at = *event;
    article.event_from = "text";
  }
}

// Told from the article's text; where it has none, from all that stands in it.
void tell_language(const Piece* first, const Piece* last, Article& article) {
  std::string sample;
  for (bool all : {false, true}) {
    for (const Piece* piece = first; piece != last && sample.size() < kLanguageBytes; ++piece) {
      if (!all && piece->kind == BlockKind::kBoilerplate) continue;
      sample.append(piece->text.substr(0, kLanguageBytes)).append("\n");
      for (std::size_t i = 0; i < piece->rows.size() && sample.size() < kLanguageBytes; ++i) {
        for (const std::string& cell : piece->rows[i].cells) sample.append(cell).append("\n");
      }
    }
    if (!sample.empty()) break;
  }
  text::Script script = text::detect_script(sample);
  article.language = script.language;
  article.script = script.script;
}

// A value that all articles share, "mixed" where they differ; those that say nothing do not count.
std::string shared(const std::vector<Article>& articles, std::string Article::* fact) {
  std::string value;
  for (const Article& article : articles) {
    const std::string& own = article.*fact;
    if (own.empty() || own == value) continue;
    if (!value.empty()) return "mixed";
    value = own;
  }
  return value;
}

}  // namespace

void fill_facts(const Page& page, const std::vector<std::int64_t>& numbers, const std::string& path,
                ParsedDocument& out) {
  fill_document(page, path, out);
  const Piece* pieces = page.pieces.data();
  for (std::size_t first = 0; first < numbers.size();) {
    std::size_t last = first;
    while (last < numbers.size() && numbers[last] == numbers[first]) ++last;
    Article& article = out.articles[static_cast<std::size_t>(numbers[first])];
    date_article(pieces + first, pieces + last, article, out.document);
    tell_language(pieces + first, pieces + last, article);
    first = last;
  }
  out.document.language = shared(out.articles, &Article::language);
  out.document.script = shared(out.articles, &Article::script);
  if (out.articles.size() == 1) {
    out.document.event_at = out.articles[0].event_at;
    out.document.event_from = out.articles[0].event_from;
  }
}

}  // namespace eider::parse
