#include "corpus/parse/eml_entity.h"

#include <algorithm>
#include <array>
#include <utility>

#include "corpus/parse/charset.h"
#include "corpus/parse/encoding.h"
#include "corpus/parse/limits.h"
#include "text/ascii.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

constexpr std::size_t kLongestWord = 4096;   // bytes; the standard allows 75
constexpr std::size_t kValueBytes = 16'384;  // of a field that has parameters

// Takes the next line, without its end.
std::string_view take_line(std::string_view& rest) {
  std::size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool is_field_name(std::string_view name) {
  return !name.empty() &&
         std::all_of(name.begin(), name.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  char folded = static_cast<char>(c | 0x20);
  return folded >= 'a' && folded <= 'f' ? folded - 'a' + 10 : -1;
}

// The byte that two hexadecimal digits at `at` name, or -1.
int hex_byte(std::string_view text, std::size_t at) {
  if (at + 2 > text.size()) return -1;
  int high = hex_digit(text[at]);
  int low = hex_digit(text[at + 1]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

std::string decode_base64(std::string_view text) {
  std::string bytes;
  unsigned bits = 0;
  int count = 0;
  for (char c : text) {
    unsigned value = 64;
    if (c >= 'A' && c <= 'Z') value = static_cast<unsigned>(c - 'A');
    if (c >= 'a' && c <= 'z') value = static_cast<unsigned>(c - 'a' + 26);
    if (c >= '0' && c <= '9') value = static_cast<unsigned>(c - '0' + 52);
    if (c == '+' || c == '-') value = 62;
    if (c == '/' || c == '_') value = 63;
    if (value == 64) continue;
    bits = (bits << 6 | value) & 0xFFFFFF;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> count & 0xFF);
  }
  return bytes;
}

// `in_header`: an underscore is a space (RFC 2047); else a mark at a line's end joins the next.
std::string decode_quoted(std::string_view text, bool in_header) {
  std::string bytes;
  for (std::size_t at = 0; at < text.size(); ++at) {
    char c = text[at];
    if (c == '_' && in_header) c = ' ';
    if (c == '=') {
      int value = hex_byte(text, at + 1);
      std::size_t end = text.find_first_not_of(" \t\r", at + 1);
      bool joins = !in_header && end != std::string_view::npos && text[end] == '\n';
      if (value >= 0) {
        c = static_cast<char>(value);
        at += 2;
      } else if (joins || at + 1 == text.size()) {
        at = joins ? end : at;
        continue;
      }
    }
    bytes += c;
  }
  return bytes;
}

struct EncodedWord {
  std::string charset;
  std::string bytes;
  std::size_t size = 0;  // of the word as written, 0 if there is none
};

constexpr std::size_t kLongestCharset = 64;

// "=?charset?B?...?=" at the beginning of `text`.
EncodedWord encoded_word(std::string_view text) {
  EncodedWord word;
  if (!text.starts_with("=?")) return word;
  text = text.substr(0, kLongestWord);
  std::size_t kind = text.find('?', 2);
  if (kind > kLongestCharset || kind + 2 >= text.size()) return word;
  if (text[kind + 2] != '?') return word;
  std::size_t end = text.find("?=", kind + 3);
  if (end == std::string_view::npos) return word;
  std::string_view charset = text.substr(2, kind - 2);
  word.charset = text::lower_ascii(charset.substr(0, charset.find('*')));
  std::string_view inside = text.substr(kind + 3, end - kind - 3);
  char encoding = static_cast<char>(text[kind + 1] | 0x20);
  if (encoding != 'b' && encoding != 'q') return word;
  word.bytes = encoding == 'b' ? decode_base64(inside) : decode_quoted(inside, true);
  word.size = end + 2;
  return word;
}

std::string decode_percent(std::string_view text) {
  std::string bytes;
  for (std::size_t at = 0; at < text.size(); ++at) {
    int value = text[at] == '%' ? hex_byte(text, at + 1) : -1;
    bytes += value < 0 ? text[at] : static_cast<char>(value);
    if (value >= 0) at += 2;
  }
  return bytes;
}

// RFC 2231: "utf-8''a%20b", in one parameter or numbered pieces: name*, name*0, name*1*.
struct ParameterPieces {
  std::string bytes;
  std::string charset;
};

void take_extended(std::string_view text, bool first, ParameterPieces& pieces) {
  std::size_t language = text.find('\'');
  std::size_t value = language == text.npos ? text.npos : text.find('\'', language + 1);
  if (first && value != text.npos) {
    pieces.charset = text.substr(0, language);
    text.remove_prefix(value + 1);
  }
  pieces.bytes += decode_percent(text);
}

// Takes "; name=value" off the front; the value may be quoted.
MailField take_parameter(std::string_view& rest) {
  MailField parameter;
  std::size_t equals = rest.find('=');
  std::size_t semicolon = rest.find(';');
  if (equals == std::string_view::npos || semicolon < equals) {
    rest.remove_prefix(semicolon == rest.npos ? rest.size() : semicolon + 1);
    return parameter;
  }
  parameter.name = text::lower_ascii(text::trim(rest.substr(0, equals)));
  rest = text::trim(rest.substr(equals + 1));
  if (rest.starts_with('"')) {
    std::size_t at = 1;
    for (; at < rest.size() && rest[at] != '"'; ++at) {
      if (rest[at] == '\\' && at + 1 < rest.size()) ++at;
      parameter.value += rest[at];
    }
    rest.remove_prefix(std::min(at + 1, rest.size()));
  } else {
    parameter.value = text::trim(rest.substr(0, rest.find(';')));
  }
  std::size_t next = rest.find(';');
  rest.remove_prefix(next == rest.npos ? rest.size() : next + 1);
  return parameter;
}

}  // namespace

std::string_view MailEntity::field(std::string_view name) const {
  for (const MailField& candidate : fields) {
    if (candidate.name == name) return candidate.value;
  }
  return {};
}

MailEntity read_entity(std::string_view bytes) {
  MailEntity entity;
  std::string_view rest = bytes;
  while (!rest.empty() && entity.fields.size() < kMaxMailFields) {
    std::string_view before = rest;
    std::string_view line = take_line(rest);
    if (line.empty()) break;
    bool folded = line.starts_with(' ') || line.starts_with('\t');
    if (folded && !entity.fields.empty()) {
      entity.fields.back().value.append(" ").append(text::trim(line));
      continue;
    }
    std::size_t colon = line.find(':');
    std::string_view name = text::trim(line.substr(0, std::min(colon, line.size())));
    bool envelope = entity.fields.empty() && line.starts_with("From ");
    if (envelope) continue;
    if (colon == std::string_view::npos || !is_field_name(name)) {
      rest = before;
      break;
    }
    entity.fields.push_back(
        {text::lower_ascii(name), std::string(text::trim(line.substr(colon + 1)))});
  }
  entity.body = rest;
  return entity;
}

std::string MailValue::parameter(std::string_view name) const {
  ParameterPieces pieces;
  for (const MailField& field : parameters) {
    if (field.name == name) return decode_words(field.value);
    if (!field.name.starts_with(name) || field.name[name.size()] != '*') continue;
    if (field.name.ends_with('*')) {
      take_extended(field.value, pieces.bytes.empty(), pieces);
    } else {
      pieces.bytes += field.value;
    }
  }
  return decode_mail_text(pieces.bytes, pieces.charset);
}

MailValue read_value(std::string_view field) {
  MailValue value;
  field = field.substr(0, kValueBytes);
  std::size_t semicolon = std::min(field.find(';'), field.size());
  value.value = text::lower_ascii(text::trim(field.substr(0, semicolon)));
  field.remove_prefix(std::min(semicolon + 1, field.size()));
  while (!field.empty()) {
    MailField parameter = take_parameter(field);
    if (!parameter.name.empty()) value.parameters.push_back(std::move(parameter));
  }
  return value;
}

std::string decode_words(std::string_view field) {
  std::string text;
  std::string plain;
  EncodedWord open;
  auto close = [&] {
    if (!open.bytes.empty()) text += decode_mail_text(open.bytes, open.charset);
    open = {};
  };
  for (std::size_t at = 0; at < field.size();) {
    EncodedWord word = encoded_word(field.substr(at));
    if (word.size == 0) {
      plain += field[at++];
      continue;
    }
    at += word.size;
    bool between_words = !open.charset.empty() && text::trim(plain).empty();
    if (!between_words || word.charset != open.charset) close();
    if (!between_words) text += decode_mail_text(plain, "");
    plain.clear();
    open.charset = word.charset;
    open.bytes += word.bytes;
  }
  close();
  return text + decode_mail_text(plain, "");
}

std::string decode_transfer(std::string_view body, std::string_view encoding) {
  std::string name = text::lower_ascii(text::trim(encoding));
  if (name == "base64") return decode_base64(body);
  if (name == "quoted-printable") return decode_quoted(body, false);
  return std::string(body);
}

std::string decode_mail_text(std::string_view bytes, std::string_view charset) {
  std::string text;
  bool declared = !charset_of_label(charset).empty() && text::lower_ascii(charset) != "us-ascii";
  Result<std::string> strict = declared ? decode_charset(bytes, charset) : std::string();
  if (declared && strict) {
    text = std::move(*strict);
  } else {
    Result<Decoded> guessed = decode_bytes(bytes, "");
    text = guessed ? std::move(guessed->text) : decode_charset_leniently(bytes, charset);
  }
  std::erase(text, '\0');
  return text;
}

std::vector<std::string_view> split_parts(std::string_view body, std::string_view boundary) {
  std::vector<std::string_view> parts;
  if (boundary.empty()) return parts;
  std::string mark = "--" + std::string(boundary);
  std::size_t start = std::string_view::npos;  // of the open part
  for (std::string_view rest = body; !rest.empty();) {
    auto at = static_cast<std::size_t>(rest.data() - body.data());
    std::string_view line = take_line(rest);
    if (!line.starts_with(mark)) continue;
    std::string_view after = text::trim(line.substr(mark.size()));
    if (!after.empty() && after != "--") continue;
    if (start != std::string_view::npos) parts.push_back(body.substr(start, at - start));
    start = static_cast<std::size_t>(rest.data() - body.data());
    if (after == "--") return parts;
  }
  if (start != std::string_view::npos) parts.push_back(body.substr(std::min(start, body.size())));
  return parts;
}

}  // namespace eider::parse
