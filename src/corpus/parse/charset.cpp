#include "corpus/parse/charset.h"

#include <lexbor/encoding/encoding.h>

#include <array>

#include "text/utf8.h"

namespace eider::parse {
namespace {

constexpr std::size_t kBufferCharacters = 4096;

const lxb_encoding_data_t* find(std::string_view label) {
  label = text::trim(label);
  const auto* name = reinterpret_cast<const lxb_char_t*>(label.data());
  const lxb_encoding_data_t* data = lxb_encoding_data_by_name(name, label.size());
  if (data == nullptr || data->encoding == LXB_ENCODING_GBK) {
    // GB18030 holds all of GBK.
    return data == nullptr ? nullptr : lxb_encoding_data(LXB_ENCODING_GB18030);
  }
  bool readable =
      data->encoding != LXB_ENCODING_REPLACEMENT && data->encoding != LXB_ENCODING_X_USER_DEFINED;
  return readable ? data : nullptr;
}

class Decoder {
 public:
  Decoder(const lxb_encoding_data_t* data, bool lenient) : data_(data) {
    lxb_encoding_decode_init(&state_, data, buffer_.data(), buffer_.size());
    if (lenient) lxb_encoding_decode_replace_set(&state_, &kReplacementCharacter, 1);
  }

  // True if all of it was read; else `stopped` is the byte where it was not.
  bool read(std::string_view bytes, std::size_t& stopped) {
    const auto* begin = reinterpret_cast<const lxb_char_t*>(bytes.data());
    const lxb_char_t* at = begin;
    const lxb_char_t* end = begin + bytes.size();
    lxb_status_t status = LXB_STATUS_OK;
    do {
      status = data_->decode(&state_, &at, end);
      flush();
    } while (status == LXB_STATUS_SMALL_BUFFER);
    stopped = static_cast<std::size_t>(at - begin);
    if (status != LXB_STATUS_OK && status != LXB_STATUS_CONTINUE) return false;
    bool whole = lxb_encoding_decode_finish(&state_) == LXB_STATUS_OK;
    flush();
    return whole;
  }

  std::string& text() { return text_; }

 private:
  static constexpr lxb_codepoint_t kReplacementCharacter = text::kReplacement;

  void flush() {
    for (std::size_t i = 0; i < lxb_encoding_decode_buf_used(&state_); ++i) {
      text::append(text_, buffer_[i]);
    }
    lxb_encoding_decode_buf_used_set(&state_, 0);
  }

  const lxb_encoding_data_t* data_;
  lxb_encoding_decode_t state_{};
  std::array<lxb_codepoint_t, kBufferCharacters> buffer_{};
  std::string text_;
};

}  // namespace

std::string charset_of_label(std::string_view label) {
  const lxb_encoding_data_t* data = find(label);
  return data == nullptr ? "" : reinterpret_cast<const char*>(data->name);
}

Result<std::string> decode_charset(std::string_view bytes, std::string_view label) {
  const lxb_encoding_data_t* data = find(label);
  if (data == nullptr) {
    return fail(ErrorCode::kUnsupported, "the encoding " + std::string(label) + " is not read");
  }
  Decoder decoder(data, false);
  std::size_t stopped = 0;
  if (decoder.read(bytes, stopped)) return std::move(decoder.text());
  return fail(ErrorCode::kCorrupt, std::string("broken ") +
                                       reinterpret_cast<const char*>(data->name) + " at byte " +
                                       std::to_string(stopped));
}

std::string decode_charset_leniently(std::string_view bytes, std::string_view label) {
  const lxb_encoding_data_t* data = find(label);
  if (data == nullptr) data = lxb_encoding_data(LXB_ENCODING_UTF_8);
  Decoder decoder(data, true);
  std::size_t stopped = 0;
  decoder.read(bytes, stopped);
  return std::move(decoder.text());
}

}  // namespace eider::parse
