#include "corpus/parse/encoding.h"

#include <iconv.h>

#include <algorithm>
#include <cerrno>

#include "text/utf8.h"

namespace eider::parse {
namespace {

constexpr std::size_t kFewestPairs = 4;  // fewer prove nothing about an encoding
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

// Strict conversion: any sequence that the encoding does not have makes it fail.
Result<std::string> convert(std::string_view bytes, const char* from) {
  iconv_t converter = iconv_open("UTF-8", from);
  if (converter == reinterpret_cast<iconv_t>(-1)) {
    return fail(ErrorCode::kUnavailable, std::string("the system cannot convert from ") + from);
  }
  std::string result;
  char buffer[16384];
  char* in = const_cast<char*>(bytes.data());  // iconv's interface; it does not write there
  std::size_t left = bytes.size();
  bool broken = false;
  while (left > 0 && !broken) {
    char* out = buffer;
    std::size_t room = sizeof(buffer);
    std::size_t status = iconv(converter, &in, &left, &out, &room);
    result.append(buffer, sizeof(buffer) - room);
    broken = status == static_cast<std::size_t>(-1) && errno != E2BIG;
  }
  iconv_close(converter);
  if (!broken && text::is_valid_utf8(result)) return result;
  std::string offset = std::to_string(bytes.size() - left);
  return fail(ErrorCode::kCorrupt, std::string("broken ") + from + " at byte " + offset);
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
  return whole >= 4 * broken;
}

// Chinese in GB18030 is made of the 3,755 common characters of GB 2312's first level (lead bytes
// B0-D7) and of punctuation (A1-A3); other encodings read as GB18030 are not.
bool reads_like_gb18030(std::string_view bytes) {
  std::size_t common = 0;
  std::size_t pairs = 0;
  for (std::size_t at = 0; at + 1 < bytes.size();) {
    unsigned lead = byte_at(bytes, at);
    unsigned trail = byte_at(bytes, at + 1);
    if (lead < 0x81) {
      ++at;
      continue;
    }
    bool four = trail >= 0x30 && trail <= 0x39;
    bool level_one = lead >= 0xB0 && lead <= 0xD7 && trail >= 0xA1;
    bool mark = lead >= 0xA1 && lead <= 0xA3 && trail >= 0xA1;
    if (level_one || mark) ++common;
    ++pairs;
    at += four ? 4 : 2;
  }
  return pairs >= kFewestPairs && common * 10 >= pairs * 6;
}

Result<Decoded> decode_utf16(std::string_view bytes, const char* encoding,
                             const std::string& where) {
  Result<std::string> text = convert(bytes.substr(2), encoding);
  if (!text) return fail(text.error().code, text.error().what, where);
  if (is_binary(*text)) return fail(ErrorCode::kCorrupt, "binary file, not text", where);
  return Decoded{std::move(*text), encoding};
}

}  // namespace

Result<Decoded> decode_bytes(std::string_view bytes, const std::string& where) {
  if (bytes.starts_with("\xFF\xFE")) return decode_utf16(bytes, "UTF-16LE", where);
  if (bytes.starts_with("\xFE\xFF")) return decode_utf16(bytes, "UTF-16BE", where);
  if (bytes.starts_with(kUtf8Mark)) bytes.remove_prefix(kUtf8Mark.size());
  if (is_binary(bytes)) {
    return fail(ErrorCode::kCorrupt, "binary file, not text", where,
                "leave it out, or convert it to text first");
  }
  std::size_t broken = text::first_invalid_byte(bytes);
  if (broken == std::string_view::npos) return Decoded{std::string(bytes), "UTF-8"};
  if (!is_mostly_utf8(bytes) && reads_like_gb18030(bytes)) {
    Result<std::string> text = convert(bytes, "GB18030");
    if (text) return Decoded{std::move(*text), "GB18030"};
    if (text.error().code == ErrorCode::kUnavailable) {
      return fail(text.error().code, text.error().what, where, "convert the file to UTF-8");
    }
  }
  return fail(ErrorCode::kCorrupt,
              "broken UTF-8 at byte " + std::to_string(broken) + ", and not GB18030 either", where,
              "save the file as UTF-8");
}

}  // namespace eider::parse
