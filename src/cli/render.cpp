#include "cli/render.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "cli/lines.h"
#include "cli/render_table.h"

namespace eider::cli {
namespace {

constexpr std::size_t kUsualColumns = 100;  // where the text goes to no screen
constexpr std::size_t kMostColumns = 120;   // longer lines are hard to read
constexpr std::size_t kIndent = 4;
constexpr std::size_t kSnippetLines = 3;

std::size_t line_columns(std::size_t columns) {
  return columns == 0 ? kUsualColumns : std::min(columns, kMostColumns);
}

std::string place_of(const Json& source) {
  return fmt::format("{}:{}-{}", text_of(source, "path"), integer_of(source, "start"),
                     integer_of(source, "stop"));
}

/// Sources numbered from 1 in the order of their first use.
class Sources {
 public:
  std::size_t number_of(const Json& citation) {
    const auto [entry, fresh] = numbers_.try_emplace(place_of(citation), list_.size() + 1);
    if (fresh) list_.push_back(citation);
    return entry->second;
  }
  const std::vector<Json>& list() const { return list_; }

 private:
  std::map<std::string, std::size_t> numbers_;
  std::vector<Json> list_;
};

const Json& list_of(const Json& object, std::string_view field) {
  static const Json kNone = Json::array();
  const auto found = object.find(field);
  return found != object.end() && found->is_array() ? *found : kNone;
}

std::string plural(std::int64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

Table constituents_table(const Json& theme) {
  Table table;
  table.columns = {{"company", false}, {"security", false}, {"weight", true},
                   {"score", true},    {"hits", true},      {"events", true}};
  table.has_rows = true;
  for (const Json& row : list_of(theme, "constituents")) {
    table.rows.push_back({text_of(row, "company"), text_of(row, "security"),
                          fmt::format("{:.2f}%", 100 * number_of(row, "weight")),
                          fmt::format("{:.3f}", number_of(row, "score")), integer_of(row, "hits"),
                          integer_of(row, "events")});
  }
  return table;
}

std::string evidence_of(const Json& constituent, std::size_t columns) {
  std::string text =
      fmt::format("{} ({})\n", text_of(constituent, "company"), text_of(constituent, "security"));
  for (const Json& evidence : list_of(constituent, "evidence")) {
    text += fmt::format("  {}\n", place_of(evidence));
    text += wrap("\"" + text_of(evidence, "quote") + "\"", {columns, kIndent, 0});
  }
  return text;
}

}  // namespace

std::string render_hits(const Json& search, std::size_t columns) {
  const Json& hits = list_of(search, "hits");
  if (hits.empty()) return "nothing found\n";
  std::string text;
  for (const Json& hit : hits) {
    const std::string date = text_of(hit, "published_at");
    text += fmt::format("{:>2}. {}{}  {:.3f}\n", integer_of(hit, "rank"),
                        one_line(text_of(hit, "title")), date.empty() ? "" : " (" + date + ")",
                        number_of(hit, "score"));
    text += fmt::format("    {}\n", place_of(hit));
    text += wrap(text_of(hit, "text"), {line_columns(columns), kIndent, kSnippetLines});
  }
  return text;
}

std::string render_answer(const Json& answer, std::size_t columns) {
  const std::size_t width = line_columns(columns);
  Sources sources;
  std::string said;
  for (const Json& sentence : list_of(answer, "sentences")) {
    std::string line = text_of(sentence, "text");
    for (const Json& citation : list_of(sentence, "citations")) {
      line += fmt::format(" [{}]", sources.number_of(citation));
    }
    said += wrap(line, {width, 0, 0});
  }
  if (said.empty()) said = wrap(text_of(answer, "answer"), {width, 0, 0});
  std::string text = said + "\n";
  for (std::size_t i = 0; i < sources.list().size(); ++i) {
    const Json& source = sources.list()[i];
    text += fmt::format("[{}] {}\n", i + 1, place_of(source));
    text += wrap("\"" + text_of(source, "quote") + "\"", {width, kIndent, 0});
  }
  return text +
         fmt::format("({}, {:.1f} s)\n", text_of(answer, "model"), number_of(answer, "seconds"));
}

std::string render_theme(const Json& theme, std::size_t columns) {
  std::string terms;
  for (const Json& term : list_of(theme, "keywords")) {
    terms += (terms.empty() ? "" : ", ") + text_of(term, "term");
  }
  const Json& constituents = list_of(theme, "constituents");
  const auto count = static_cast<std::int64_t>(constituents.size());
  std::string text = fmt::format("{}: {}\n", text_of(theme, "theme"), plural(count, "constituent"));
  text += wrap("keywords: " + terms, {line_columns(columns), 0, 0}) + "\n";
  if (count == 0) return text + "no company stands near a keyword in these documents\n";
  text += render_table(constituents_table(theme), {columns, 0}) + "\n";
  for (const Json& row : constituents) text += evidence_of(row, line_columns(columns));
  return text + fmt::format("({:.1f} s)\n", number_of(theme, "seconds"));
}

std::string render_document(const Json& document) {
  const std::string status = text_of(document, "status");
  const std::string error = text_of(document, "error");
  const std::string path = text_of(document, "path");
  std::string text = fmt::format("{:<9}  {}", status, path);
  if (error.contains(path)) return fmt::format("{:<9}  {}\n", status, one_line(error));
  if (!error.empty()) return text + ": " + one_line(error) + "\n";
  if (status == "unchanged" || integer_of(document, "chunks") == 0) return text + "\n";
  return text + fmt::format("  ({}, {})\n", plural(integer_of(document, "articles"), "article"),
                            plural(integer_of(document, "chunks"), "chunk"));
}

std::string render_load(const Json& load) {
  std::map<std::string, std::int64_t> counts;
  for (const Json& document : list_of(load, "documents")) ++counts[text_of(document, "status")];
  const auto total = static_cast<std::int64_t>(list_of(load, "documents").size());
  std::string text =
      plural(total, "document") + " in " + fmt::format("{:.1f} s", number_of(load, "seconds"));
  for (const auto& [status, count] : counts) text += fmt::format(", {} {}", count, status);
  return text + "\n";
}

std::string render_verification(const Json& verification) {
  std::string text;
  for (const Json& failure : list_of(verification, "failed")) {
    text += fmt::format("{} of document {} at {}-{}: {}\n", text_of(failure, "kind"),
                        integer_of(failure, "document_id"), integer_of(failure, "start"),
                        integer_of(failure, "stop"), text_of(failure, "reason"));
  }
  const auto failed = static_cast<std::int64_t>(list_of(verification, "failed").size());
  return text + fmt::format("{} checked, {} failed\n", integer_of(verification, "checked"), failed);
}

}  // namespace eider::cli
