#include "corpus/parse/eml_reader.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "corpus/parse/characters.h"
#include "corpus/parse/eml_entity.h"
#include "corpus/parse/eml_trail.h"
#include "corpus/parse/html_reader.h"
#include "corpus/parse/inline_marks.h"
#include "corpus/parse/limits.h"
#include "corpus/parse/readers.h"
#include "corpus/parse/text_reader.h"
#include "text/dates.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

struct Sender {
  std::string name;
  std::string domain;
};

// "Lin Heyue <lin@heyue.example>", "lin@heyue.example (Lin Heyue)", "lin@heyue.example"
Sender sender_of(std::string_view field) {
  std::string text = decode_words(field);
  std::size_t open = text.rfind('<');
  std::string address = open == std::string::npos ? text : text.substr(open + 1);
  address = address.substr(0, address.find_first_of("> \t("));
  Sender sender;
  std::size_t at = address.rfind('@');
  if (at != std::string::npos) sender.domain = address.substr(at + 1);
  sender.name = tidy_spaces(open == std::string::npos ? "" : text.substr(0, open));
  if (sender.name.size() >= 2 && sender.name.front() == '"' && sender.name.back() == '"') {
    sender.name = sender.name.substr(1, sender.name.size() - 2);
  }
  if (sender.name.empty()) sender.name = address;
  return sender;
}

Piece heading_of(std::string text, int depth) {
  Piece piece;
  piece.kind = BlockKind::kHeading;
  piece.depth = depth;
  piece.text = std::move(text);
  return piece;
}

class MailReader {
 public:
  explicit MailReader(std::string_view bytes) : bytes_(bytes) {}

  Result<Page> read() {
    MailEntity mail = read_entity(bytes_);
    if (mail.fields.empty()) {
      return fail(ErrorCode::kCorrupt, "no mail: it does not begin with a header");
    }
    take_facts(mail);
    Result<void> done = read_part(mail, 0);
    if (!done) return std::unexpected(done.error());
    put_subject_on_top();
    return std::move(page_);
  }

 private:
  void take_facts(const MailEntity& mail) {
    page_.facts.title = tidy_spaces(decode_words(mail.field("subject")));
    Sender sender = sender_of(mail.field("from"));
    page_.facts.author = sender.name;
    page_.facts.source = sender.domain;
    if (auto date = text::find_date(mail.field("date"))) {
      page_.facts.published_at = date->iso;
      page_.facts.published_from = "header";
    }
  }

  void put_subject_on_top() {
    if (page_.facts.title.empty()) return;
    bool divided = std::any_of(page_.pieces.begin(), page_.pieces.end(),
                               [](const Piece& piece) { return piece.opens_article; });
    Piece subject = heading_of(page_.facts.title, 1);
    subject.is_title = !divided;
    page_.pieces.insert(page_.pieces.begin(), std::move(subject));
  }

  Result<void> read_part(const MailEntity& part, std::size_t depth) {
    if (depth > kMaxMailDepth) {
      return fail(ErrorCode::kLimit,
                  "mail parts nested more than " + std::to_string(kMaxMailDepth) + " deep");
    }
    if (++parts_ > kMaxMailParts) {
      return fail(ErrorCode::kLimit, "more than " + std::to_string(kMaxMailParts) + " mail parts");
    }
    if (part.fields.size() == kMaxMailFields) {
      return fail(ErrorCode::kLimit,
                  "more than " + std::to_string(kMaxMailFields - 1) + " fields in a header");
    }
    MailValue type = read_value(part.field("content-type"));
    if (type.value.starts_with("multipart/")) return read_multipart(part, type, depth);
    if (type.value == "message/rfc822") return read_inner_mail(part, depth);
    return read_leaf(part, type);
  }

  Result<void> read_multipart(const MailEntity& part, const MailValue& type, std::size_t depth) {
    std::vector<MailEntity> inner;
    for (std::string_view bytes : split_parts(part.body, type.parameter("boundary"))) {
      if (inner.size() == kMaxMailParts) break;  // counted, and refused, below
      inner.push_back(read_entity(bytes));
    }
    if (type.value == "multipart/alternative") return read_alternative(inner, depth);
    for (const MailEntity& entity : inner) {
      Result<void> done = read_part(entity, depth + 1);
      if (!done) return done;
    }
    return {};
  }

  // Rule: of the forms of one text, the plain one is read; without it, the last that holds text.
  Result<void> read_alternative(const std::vector<MailEntity>& forms, std::size_t depth) {
    auto is_plain = [](const MailEntity& form) {
      std::string type = read_value(form.field("content-type")).value;
      bool plain = type.empty() || type == "text/plain";
      return plain && !text::trim(form.body).empty();
    };
    auto plain = std::find_if(forms.begin(), forms.end(), is_plain);
    if (plain != forms.end()) return read_part(*plain, depth + 1);
    for (auto form = forms.rbegin(); form != forms.rend(); ++form) {
      std::size_t before = page_.pieces.size();
      Result<void> done = read_part(*form, depth + 1);
      if (!done || page_.pieces.size() > before) return done;
    }
    return {};
  }

  Result<void> read_inner_mail(const MailEntity& part, std::size_t depth) {
    std::string encoding(text::trim(part.field("content-transfer-encoding")));
    if (simplify(encoding) == "base64" || simplify(encoding) == "quoted-printable") {
      complain("a mail inside", "message/rfc822");  // RFC 2046 allows no encoding of it
      return {};
    }
    MailEntity mail = read_entity(part.body);
    std::string subject = tidy_spaces(decode_words(mail.field("subject")));
    if (!subject.empty()) page_.pieces.push_back(heading_of(std::move(subject), 2));
    return read_part(mail, depth + 1);
  }

  static std::string simplify(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
  }

  void complain(std::string_view name, std::string_view type) {
    if (!page_.complaint.empty()) page_.complaint += ", ";
    page_.complaint += page_.complaint.empty() ? "attachments that are not read: " : "";
    page_.complaint.append(name).append(" (").append(decode_words(type)).append(")");
  }

  Result<void> read_leaf(const MailEntity& part, const MailValue& type) {
    MailValue disposition = read_value(part.field("content-disposition"));
    std::string name = tidy_spaces(disposition.parameter("filename"));
    if (name.empty()) name = tidy_spaces(type.parameter("name"));
    bool body = type.value.empty() || type.value == "text/plain" || type.value == "text/html";
    if (name.empty() && body && disposition.value != "attachment") return read_body(part, type);
    return read_attachment(part, type, name);
  }

  std::string text_of_part(const MailEntity& part, const MailValue& type) const {
    std::string bytes = decode_transfer(part.body, part.field("content-transfer-encoding"));
    return decode_mail_text(bytes, type.parameter("charset"));
  }

  Result<void> read_body(const MailEntity& part, const MailValue& type) {
    std::string text = text_of_part(part, type);
    if (type.value == "text/html") {
      Result<Page> page = read_html(text);
      if (!page) return std::unexpected(page.error());
      bool quoted = false;
      for (Piece& piece : page->pieces) {
        quoted = quoted || opens_trail(piece.text);
        if (quoted) discard(piece);
      }
      add(std::move(page->pieces), part);
      return {};
    }
    for (const MailSegment& segment : split_trail(text)) {
      Result<Page> page = read_text(segment.text);
      if (!page) return std::unexpected(page.error());
      for (Piece& piece : page->pieces) {
        if (segment.quoted) {
          discard(piece);
        } else if (piece.kind == BlockKind::kHeading && !piece.opens_article) {
          put_below_subject(piece);
        }
      }
      add(std::move(page->pieces), part);
    }
    return {};
  }

  // Rule: a line that greets ends in a colon, comma or exclamation mark, and is no heading.
  static void put_below_subject(Piece& piece) {
    char32_t last = last_character(piece.text);
    bool greets = last == ':' || last == ',' || last == '!' || last == 0xFF1A || last == 0xFF0C ||
                  last == 0xFF01;
    piece.is_title = false;
    piece.depth = greets ? 0 : piece.depth + 1;
    if (greets) piece.kind = BlockKind::kParagraph;
  }

  static void discard(Piece& piece) {
    piece.kind = BlockKind::kBoilerplate;
    piece.depth = 0;
    piece.opens_article = false;
    piece.is_title = false;
    piece.is_section = false;
  }

  // Rule: an attachment whose name is that of a text format is read by that format's reader.
  Result<void> read_attachment(const MailEntity& part, const MailValue& type,
                               const std::string& name) {
    auto reader = reader_of(name, "");
    bool text = reader && (*reader)->is_text && name.find('.') != std::string::npos;
    if (!text) {
      complain(name.empty() ? "one without a name" : name,
               type.value.empty() ? "no type" : type.value);
      return {};
    }
    Result<Page> page = (*reader)->read(text_of_part(part, type));
    if (!page) {
      complain(name, page.error().message());
      return {};
    }
    page_.pieces.push_back(heading_of(name, 2));
    for (Piece& piece : page->pieces) {
      piece.opens_article = false;
      piece.is_title = false;
      piece.placed.clear();
    }
    add(std::move(page->pieces), part);
    return {};
  }

  void add(std::vector<Piece> pieces, const MailEntity& part) {
    auto start = part.body.data() - bytes_.data();
    Span source{start, start + static_cast<std::int64_t>(part.body.size())};
    for (Piece& piece : pieces) piece.source = source;
    std::move(pieces.begin(), pieces.end(), std::back_inserter(page_.pieces));
  }

  std::string_view bytes_;
  Page page_;
  std::size_t parts_ = 0;
};

}  // namespace

Result<Page> read_eml(std::string_view bytes) { return MailReader(bytes).read(); }

}  // namespace eider::parse
