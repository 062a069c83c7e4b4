// How fast documents become blocks, format by format, on one core. Makes its own documents (Chinese
// and English sentences from a fixed seed, so many of 64 KB that a format has --megabytes of them,
// and one document of a single line), parses each five times, prints MB/s of processor time by the
// fastest, since other work on the machine only ever slows one down. Asserts its answer: the
// articles and the paragraphs that the maker wrote, and the same reading text in every round.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/parse/parse.h"

namespace {

constexpr std::size_t kDocumentBytes = 64 << 10;
constexpr int kRounds = 5;

/// One document and what parsing it must find.
struct Made {
  std::string bytes;
  std::size_t paragraphs = 0;
  std::size_t tables = 0;
};

[[noreturn]] void die(const std::string& what) {
  fmt::print(stderr, "parse_bench: {}\n", what);
  std::exit(1);
}

/// Sentences of both languages; the same seed says the same.
class Speaker {
 public:
  explicit Speaker(unsigned seed) : random_(seed) {}

  std::string_view pick(const auto& choices) { return choices[random_() % choices.size()]; }
  bool one_in(unsigned n) { return random_() % n == 0; }

  std::string chinese_sentence() {
    static constexpr std::array<std::string_view, 8> kWho = {
        "港口的调度员", "北岸的渔民", "市交通局",   "老城的面包师",
        "物流公司",     "图书馆员",   "桃园合作社", "夜班电车司机"};
    static constexpr std::array<std::string_view, 8> kDoes = {
        "清点了仓库里的木箱", "修好了第三号吊机", "公布了今年的运量",   "改了早班的时刻",
        "在灯塔下面等船靠岸", "把旧书搬到楼上",   "算出每吨货要付的钱", "和邻居商量修路的事"};
    static constexpr std::array<std::string_view, 6> kAnd = {
        "，然后回到码头", "，比去年多了12.5%", "，价格是3,480元",
        "，没有人反对",   "，雨一直下到晚上",  "，用的是GPS和AI软件"};
    std::string text(pick(kWho));
    text.append(pick(kDoes)).append(pick(kAnd));
    if (one_in(3)) text.append(pick(kAnd));
    return text + "。";
  }

  std::string english_sentence() {
    static constexpr std::array<std::string_view, 6> kWho = {
        "The harbour master", "A baker from the old town", "Her neighbour",
        "The night ferry",    "An engineer on the quay",   "The library"};
    static constexpr std::array<std::string_view, 6> kDoes = {
        "counted the crates in the third shed", "repaired the crane before dawn",
        "published the figures for last year",  "moved the books upstairs",
        "waited under the lighthouse",          "asked what a ton of freight costs"};
    static constexpr std::array<std::string_view, 4> kAnd = {
        ", and nobody objected", ", which took 12.5 hours", ", at a price of 3,480 crowns",
        " because the rain went on until evening"};
    std::string text(pick(kWho));
    text.append(" ").append(pick(kDoes)).append(pick(kAnd));
    return text + ".";
  }

  std::string paragraph() {
    const bool english = one_in(4);
    std::string text;
    for (std::size_t i = 0, last = 2 + random_() % 6; i < last; ++i) {
      if (english && i > 0) text += ' ';
      text += english ? english_sentence() : chinese_sentence();
    }
    return text;
  }

 private:
  std::minstd_rand random_;
};

/// Cuts Han text into lines of a newspaper's column; a character has three bytes or one.
std::string wrapped(std::string_view text, std::size_t columns) {
  std::string lines;
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const bool wide = static_cast<unsigned char>(text[at]) >= 0x80;
    if (width + (wide ? 2 : 1) > columns && text[at] != ' ') {
      lines += '\n';
      width = 0;
    }
    lines.append(text, at, wide ? 3 : 1);
    width += wide ? 2 : 1;
    at += wide ? 3 : 1;
  }
  return lines;
}

Made make_text(unsigned seed) {
  Speaker speaker(seed);
  Made made;
  made.bytes = "码头上的一天\n\n";
  const bool column = seed % 2 == 0;  // every second document is set in columns
  while (made.bytes.size() < kDocumentBytes) {
    std::string text;
    while (column && text.size() < 300) text += speaker.chinese_sentence();
    made.bytes += (column ? wrapped(text, 34) : speaker.paragraph()) + "\n\n";
    ++made.paragraphs;
  }
  return made;
}

Made make_markdown(unsigned seed) {
  Speaker speaker(seed);
  Made made;
  made.bytes = "---\ntitle: 港口周报\ndate: 2026-03-02\n---\n\n# 港口周报\n\n";
  for (int section = 1; made.bytes.size() < kDocumentBytes; ++section) {
    made.bytes += fmt::format("## {}. 本周\n\n", section);
    for (int i = 0; i < 4; ++i, ++made.paragraphs) {
      made.bytes +=
          speaker.paragraph() + "另见[**码头的新闻**](https://example.org/a?b=1)，*明天*再说。\n\n";
    }
    for (int i = 0; i < 3; ++i) made.bytes += "- " + speaker.chinese_sentence() + "\n";
    made.bytes += "\n| 码头 | 吨 | 元 |\n| --- | --- | --- |\n";
    for (int row = 0; row < 8; ++row)
      made.bytes += fmt::format("| 北{} | 1,2{} | 3.5% |\n", row, row);
    made.bytes += "\n";
    ++made.tables;
  }
  return made;
}

std::string links(Speaker& speaker, int count) {
  std::string list = "<ul class=\"menu-list\">\n";
  for (int i = 0; i < count; ++i) {
    list += fmt::format(
        "  <li class=\"menu-item item-{0}\"><a href=\"/news/{0}?from=menu&amp;n={0}\" "
        "data-track=\"menu-{0}\">{1}</a></li>\n",
        i, speaker.chinese_sentence().substr(0, 24));
  }
  return list + "</ul>\n";
}

/// A news page: two thirds of it text, the rest menus, scripts, styles, teasers and a table.
Made make_html(unsigned seed) {
  Speaker speaker(seed);
  Made made;
  std::string& page = made.bytes;
  page =
      "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>港口周报 - 海角网</title>\n"
      "<meta property=\"og:title\" content=\"港口周报\"><script type=\"application/ld+json\">"
      "{\"@type\":\"NewsArticle\",\"datePublished\":\"2026-03-02\"}</script>\n<style>";
  for (int i = 0; i < 60; ++i) page += fmt::format(".item-{0} a:hover {{ color: #{0}; }}\n", i);
  page += "</style></head><body><nav id=\"top\">" + links(speaker, 40) + "</nav>\n<div class=" +
          "\"layout col-2\"><div class=\"main\"><h1 class=\"headline\">港口周报</h1>\n";
  while (page.size() < kDocumentBytes - 12'000) {
    for (int i = 0; i < 5; ++i, ++made.paragraphs) {
      page += "<p class=\"text\" style=\"text-indent: 2em\">" + speaker.paragraph() +
              "<span class=\"note\">另见<a href=\"https://example.org/a?b=1\" " +
              "target=\"_blank\">码头的<b>新闻</b></a>，&ldquo;明天&rdquo;再说。</span></p>\n";
    }
    page += "<h2>本周</h2><figure><img src=\"/a.jpg\" alt=\"码头\"></figure>\n";
  }
  page += "<table class=\"data\"><thead><tr><th>码头</th><th>吨</th><th>元</th></tr></thead>\n";
  for (int row = 0; row < 30; ++row)
    page += fmt::format("<tr><td>北{0}</td><td>1,2{0}</td><td>3.5%</td></tr>\n", row);
  page +=
      "</table></div><aside class=\"sidebar\">" + links(speaker, 30) + "</aside></div>\n<script>";
  for (int i = 0; i < 60; ++i) page += fmt::format("window.track({0}, 'page-{0}');\n", i);
  page += "</script></body></html>\n";
  made.tables = 1;
  return made;
}

/// All of a document in one line, as scraped pages have it.
Made make_long_line(std::size_t bytes) {
  Speaker speaker(7);
  Made made;
  while (made.bytes.size() < bytes) made.bytes += speaker.chinese_sentence();
  made.paragraphs = 1;
  return made;
}

struct Format {
  std::string_view name;
  std::string path;
  Made (*make)(unsigned seed);
};

eider::ParsedDocument parse(const std::string& path, const Made& made) {
  auto parsed = eider::parse::parse_document({path, made.bytes});
  if (!parsed) die(parsed.error().message());
  return std::move(*parsed);
}

void check(const eider::ParsedDocument& parsed, const Made& made) {
  std::size_t paragraphs = 0;
  std::size_t tables = 0;
  for (const eider::Block& block : parsed.blocks) {
    paragraphs += block.kind == eider::BlockKind::kParagraph ? 1 : 0;
    tables += block.kind == eider::BlockKind::kTable ? 1 : 0;
  }
  if (paragraphs == made.paragraphs && tables == made.tables && parsed.articles.size() == 1) return;
  die(fmt::format("{}: {} paragraphs and {} tables in {} articles, made were {} and {} in 1",
                  parsed.document.path, paragraphs, tables, parsed.articles.size(), made.paragraphs,
                  made.tables));
}

/// Parses all documents in each round; a document counts with its fastest.
void measure(std::string_view name, const std::string& path, const std::vector<Made>& documents) {
  std::size_t bytes = 0;
  double seconds = 0;
  for (const Made& made : documents) {
    bytes += made.bytes.size();
    double best = 0;
    std::string first;
    for (int round = 0; round < kRounds; ++round) {
      const std::clock_t began = std::clock();
      const eider::ParsedDocument parsed = parse(path, made);
      const double took = static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC;
      best = round == 0 ? took : std::min(best, took);
      check(parsed, made);
      if (round == 0) first = parsed.document.text;
      if (parsed.document.text != first) die(fmt::format("{}: another text in a round", name));
    }
    seconds += best;
  }
  const double megabytes = static_cast<double>(bytes) / 1e6;
  fmt::print("{:<24} {:>6} documents {:>8.1f} MB {:>8.1f} MB/s\n", name, documents.size(),
             megabytes, megabytes / seconds);
}

}  // namespace

int main(int count, char** values) {
  CLI::App app{"How fast documents become blocks"};
  std::size_t megabytes = 20;
  std::string only;
  app.add_option("--megabytes", megabytes, "of each format");
  app.add_option("--only", only, "one format: text, markdown, html");
  CLI11_PARSE(app, count, values);
  const std::array formats = {
      Format{"text", "a.txt", &make_text},
      Format{"markdown", "a.md", &make_markdown},
      Format{"html", "a.html", &make_html},
  };
  for (const Format& format : formats) {
    if (!only.empty() && only != format.name) continue;
    std::vector<Made> documents;
    for (std::size_t i = 0; i < megabytes * 1'000'000 / kDocumentBytes; ++i) {
      documents.push_back(format.make(static_cast<unsigned>(i + 1)));
    }
    measure(format.name, format.path, documents);
  }
  if (only.empty()) measure("text, a line of 10 MB", "a.txt", {make_long_line(10'000'000)});
  return 0;
}
