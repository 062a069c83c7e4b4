#pragma once
// One entity of a mail: a header and a body (RFC 5322, RFC 2045). Views point into the mail.

#include <string>
#include <string_view>
#include <vector>

namespace eider::parse {

struct MailField {
  std::string name;   // in lower case
  std::string value;  // unfolded, still encoded
};

struct MailEntity {
  std::vector<MailField> fields;
  std::string_view body;

  /// The first field of that name, in lower case; "" if none.
  std::string_view field(std::string_view name) const;
};

/// Reads the header up to the first blank line; a line that is no field ends it too.
MailEntity read_entity(std::string_view bytes);

/// A field such as Content-Type: "text/plain; charset=gb2312; name*=utf-8''a%20b".
struct MailValue {
  std::string value;                  // before the first semicolon, in lower case
  std::vector<MailField> parameters;  // decoded (RFC 2231); names in lower case

  std::string parameter(std::string_view name) const;
};

MailValue read_value(std::string_view field);

/// Encoded words (RFC 2047) and bytes above ASCII -> UTF-8. Words whose bytes cut a character in
/// two are read together.
std::string decode_words(std::string_view field);

/// A body's bytes without their transfer encoding: "base64", "quoted-printable", others as is.
/// What does not belong to the encoding is passed over.
std::string decode_transfer(std::string_view body, std::string_view encoding);

/// Text in a declared charset -> UTF-8; where it does not decode, what the bytes themselves say,
/// and at last U+FFFD for what is broken.
std::string decode_mail_text(std::string_view bytes, std::string_view charset);

/// The parts between the boundary's lines (RFC 2046).
std::vector<std::string_view> split_parts(std::string_view body, std::string_view boundary);

}  // namespace eider::parse
