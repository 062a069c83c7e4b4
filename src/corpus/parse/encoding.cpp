#include "corpus/parse/encoding.h"

#include <algorithm>
#include <utility>

#include "corpus/parse/charset.h"
#include "corpus/parse/encoding_guess.h"
#include "text/ascii.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

constexpr std::size_t kHeadBytes = 4096;  // where a charset may be declared
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

unsigned byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

bool is_binary(std::string_view bytes) {
  if (bytes.find('\0') != std::string_view::npos) return true;
  auto is_control = [](char c) {
    auto b = static_cast<unsigned char>(c);
    return b == 0x7F || (b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1B);
  };
  auto controls = static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(), is_control));
  return controls > 8 && controls * 50 > bytes.size();
}

// Characters above ASCII that are whole, of the bytes read as UTF-8, against broken ones.
bool is_mostly_utf8(std::string_view bytes) {
  std::size_t whole = 0;
  std::size_t broken = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    text::CodePoint c = text::decode(bytes, at);
    if (c.size > 1) ++whole;
    if (c.size == 1 && byte_at(bytes, at) >= 0x80) ++broken;
    at += std::max<std::size_t>(c.size, 1);
  }
  return whole > 0 && whole >= 4 * broken;
}

std::unexpected<Error> binary(const std::string& where) {
  return fail(ErrorCode::kCorrupt, "binary file, not text", where,
              "leave it out, or convert it to text first");
}

Result<Decoded> marked(std::string_view bytes, const char* encoding, const std::string& where) {
  Result<std::string> text = decode_charset(bytes, encoding);
  if (!text) return fail(text.error().code, text.error().what, where);
  if (is_binary(*text)) return binary(where);
  return Decoded{std::move(*text), encoding};
}

Result<Decoded> decode_utf32(std::string_view bytes, bool big_end, const std::string& where) {
  const char* encoding = big_end ? "UTF-32BE" : "UTF-32LE";
  std::string text;
  for (std::size_t at = 4; at < bytes.size(); at += 4) {
    char32_t value = 0;
    for (std::size_t i = 0; i < 4 && at + i < bytes.size(); ++i) {
      value |= static_cast<char32_t>(byte_at(bytes, at + i)) << 8 * (big_end ? 3 - i : i);
    }
    bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (at + 4 > bytes.size() || value > 0x10FFFF || surrogate) {
      return fail(ErrorCode::kCorrupt,
                  std::string("broken ") + encoding + " at byte " + std::to_string(at), where);
    }
    text::append(text, value);
  }
  if (is_binary(text)) return binary(where);
  return Decoded{std::move(text), encoding};
}

// The label behind `name` ("charset", "encoding"), an equals sign and perhaps a quote.
std::string label_after(std::string_view text, std::string_view name) {
  std::size_t at = text.find(name);
  if (at == std::string_view::npos) return "";
  text.remove_prefix(at + name.size());
  text = text::trim(text);
  if (!text.starts_with('=')) return "";
  text.remove_prefix(1);
  std::size_t begin = text.find_first_not_of(" \t\r\n\"'");
  if (begin == std::string_view::npos) return "";
  std::size_t end = text.find_first_of(" \t\r\n\"';/>?", begin);
  return std::string(text.substr(begin, end == text.npos ? text.npos : end - begin));
}

// Encodings that any bytes decode in: a declaration of one proves nothing.
bool proves_itself(const std::string& charset) {
  return charset == "gb18030" || charset == "Big5" || charset == "Shift_JIS" ||
         charset == "EUC-JP" || charset == "EUC-KR" || charset == "ISO-2022-JP";
}

Result<Decoded> read_unmarked(std::string_view bytes, const std::string& where) {
  std::string charset = charset_of_label(declared_charset(bytes));
  if (proves_itself(charset)) {
    Result<std::string> text = decode_charset(bytes, charset);
    if (text) return Decoded{std::move(*text), charset};
  }
  EncodingGuess guess = guess_encoding(bytes, false);
  if (!guess.encoding.empty()) return Decoded{std::move(guess.text), std::move(guess.encoding)};
  if (!charset.empty() && !charset.starts_with("UTF-")) {
    Result<std::string> text = decode_charset(bytes, charset);
    if (text) return Decoded{std::move(*text), charset};
  }
  return fail(ErrorCode::kCorrupt, "no encoding fits", where);
}

}  // namespace

std::string declared_charset(std::string_view bytes) {
  std::string head = text::lower_ascii(bytes.substr(0, kHeadBytes));
  if (text::trim(head).starts_with("<?xml")) {
    std::string label = label_after(head.substr(0, head.find("?>")), "encoding");
    if (!label.empty()) return label;
  }
  for (std::size_t at = head.find("<meta"); at != std::string::npos;
       at = head.find("<meta", at + 1)) {
    std::string tag = head.substr(at, head.find('>', at) - at);
    std::string label = label_after(tag, "charset");
    if (!label.empty()) return label;
  }
  return "";
}

Result<Decoded> decode_bytes(std::string_view bytes, const std::string& where) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\xFF\xFE\0\0"sv)) return decode_utf32(bytes, false, where);
  if (bytes.starts_with("\0\0\xFE\xFF"sv)) return decode_utf32(bytes, true, where);
  if (bytes.starts_with("\xFF\xFE")) return marked(bytes.substr(2), "UTF-16LE", where);
  if (bytes.starts_with("\xFE\xFF")) return marked(bytes.substr(2), "UTF-16BE", where);
  if (bytes.starts_with(kUtf8Mark)) bytes.remove_prefix(kUtf8Mark.size());
  if (is_binary(bytes)) {
    EncodingGuess guess = guess_encoding(bytes, true);
    if (guess.encoding.empty() || is_binary(guess.text)) return binary(where);
    return Decoded{std::move(guess.text), std::move(guess.encoding)};
  }
  std::size_t broken = text::first_invalid_byte(bytes);
  if (broken == std::string_view::npos) {
    if (bytes.find("\x1B$") != std::string_view::npos) {
      Result<std::string> text = decode_charset(bytes, "ISO-2022-JP");
      if (text) return Decoded{std::move(*text), "ISO-2022-JP"};
    }
    return Decoded{std::string(bytes), "UTF-8"};
  }
  if (!is_mostly_utf8(bytes)) {
    Result<Decoded> decoded = read_unmarked(bytes, where);
    if (decoded) return decoded;
  }
  return fail(ErrorCode::kCorrupt,
              "broken UTF-8 at byte " + std::to_string(broken) + ", and no other encoding fits",
              where, "save the file as UTF-8");
}

}  // namespace eider::parse
