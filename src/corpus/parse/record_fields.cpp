#include "corpus/parse/record_fields.h"

#include <algorithm>
#include <array>
#include <utility>

#include "corpus/parse/characters.h"
#include "corpus/parse/front_matter.h"
#include "corpus/parse/inline_marks.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

constexpr std::array<std::pair<std::string_view, FieldRole>, 38> kRoles = {{
    {"title", FieldRole::kTitle},
    {"headline", FieldRole::kTitle},
    {"\u6807\u9898", FieldRole::kTitle},
    {"\u9898\u540d", FieldRole::kTitle},
    {"\u65b0\u95fb\u6807\u9898", FieldRole::kTitle},
    {"text", FieldRole::kText},
    {"content", FieldRole::kText},
    {"body", FieldRole::kText},
    {"article", FieldRole::kText},
    {"\u6b63\u6587", FieldRole::kText},
    {"\u5185\u5bb9", FieldRole::kText},
    {"\u65b0\u95fb\u5185\u5bb9", FieldRole::kText},
    {"date", FieldRole::kDate},
    {"published_at", FieldRole::kDate},
    {"published", FieldRole::kDate},
    {"publish_date", FieldRole::kDate},
    {"pub_date", FieldRole::kDate},
    {"time", FieldRole::kDate},
    {"datetime", FieldRole::kDate},
    {"\u65e5\u671f", FieldRole::kDate},
    {"\u53d1\u5e03\u65e5\u671f", FieldRole::kDate},
    {"\u53d1\u5e03\u65f6\u95f4", FieldRole::kDate},
    {"\u65f6\u95f4", FieldRole::kDate},
    {"fetch_date", FieldRole::kFetched},
    {"fetched_at", FieldRole::kFetched},
    {"source", FieldRole::kSource},
    {"publisher", FieldRole::kSource},
    {"media", FieldRole::kSource},
    {"\u6765\u6e90", FieldRole::kSource},
    {"\u5a92\u4f53", FieldRole::kSource},
    {"author", FieldRole::kAuthor},
    {"byline", FieldRole::kAuthor},
    {"\u4f5c\u8005", FieldRole::kAuthor},
    {"\u8bb0\u8005", FieldRole::kAuthor},
    {"section", FieldRole::kSection},
    {"\u680f\u76ee", FieldRole::kSection},
    {"url", FieldRole::kUrl},
    {"link", FieldRole::kUrl},
}};

class RecordWriter {
 public:
  RecordWriter(std::int64_t row, Span source, Page& page)
      : row_(row), source_(source), page_(page) {}

  void add_title(const RecordField& field, const std::string& title) {
    Piece& piece = add(BlockKind::kHeading, title);
    piece.depth = 1;
    piece.is_title = true;
    place(piece, field, 0);
  }

  // Each line of the field is a paragraph.
  void add_text(const RecordField& field) {
    std::string_view value = field.value;
    bool single = value.find('\n') == std::string_view::npos;
    for (std::size_t at = 0; at <= value.size();) {
      std::size_t end = std::min(value.find_first_of("\r\n", at), value.size());
      std::string line = tidy_spaces(value.substr(at, end - at));
      if (!line.empty()) {
        Piece& piece = add(BlockKind::kParagraph, std::move(line));
        if (single) place(piece, field, 0);
      }
      at = end + 1;
    }
  }

  void add_other(const RecordField& field) {
    std::string value = tidy_spaces(field.value);
    if (value.empty()) return;
    Piece& piece = add(BlockKind::kParagraph, field.name + ": " + value);
    place(piece, field, field.name.size() + 2);
  }

  bool is_empty() const { return first_; }

  void add_unplaced(const std::vector<RecordField>& fields) {
    for (const RecordField& field : fields) {
      const bool placed = std::find(placed_.begin(), placed_.end(), field.column) != placed_.end();
      if (placed) continue;
      std::string value(text::trim(field.value));
      page_.unplaced.push_back({0, row_, field.column, false, std::move(value), {}});
    }
  }

 private:
  Piece& add(BlockKind kind, std::string text) {
    Piece piece;
    piece.kind = kind;
    piece.text = std::move(text);
    piece.source = source_;
    piece.opens_article = std::exchange(first_, false);
    return page_.pieces.emplace_back(std::move(piece));
  }

  void place(Piece& piece, const RecordField& field, std::size_t start) {
    piece.placed.push_back({row_, field.column, piece.text.substr(start), start});
    placed_.push_back(field.column);
  }

  std::int64_t row_;
  Span source_;
  Page& page_;
  bool first_ = true;
  std::vector<std::int64_t> placed_;  // columns whose cell stands in a piece
};

}  // namespace

FieldRole role_of_field(std::string_view name) {
  std::string known = simplified_lower(text::trim(name));
  for (const auto& [role_name, role] : kRoles) {
    if (known == role_name) return role;
  }
  return FieldRole::kOther;
}

void add_header(const std::vector<std::string>& names, Page& page) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    page.unplaced.push_back({0, 0, static_cast<std::int64_t>(i), true, names[i], {}});
  }
}

void add_record(const std::vector<RecordField>& fields, std::int64_t row, Span source, Page& page) {
  RecordWriter writer(row, source, page);
  ArticleFacts facts;
  for (const RecordField& field : fields) {
    std::string value = tidy_spaces(field.value);
    FieldRole role = role_of_field(field.name);
    if (role == FieldRole::kTitle && facts.title.empty() && !value.empty()) {
      facts.title = value;
      writer.add_title(field, value);
    }
    if (role == FieldRole::kDate && facts.published_at.empty())
      facts.published_at = iso_date(value);
    if (role == FieldRole::kSource) facts.source_credit = value;
    if (role == FieldRole::kAuthor) facts.byline = value;
    if (role == FieldRole::kSection) facts.section = value;
  }
  for (const RecordField& field : fields) {
    if (role_of_field(field.name) == FieldRole::kText) writer.add_text(field);
  }
  for (const RecordField& field : fields) {
    if (role_of_field(field.name) == FieldRole::kOther) writer.add_other(field);
  }
  writer.add_unplaced(fields);
  if (!writer.is_empty()) page.articles.push_back(std::move(facts));
}

}  // namespace eider::parse
