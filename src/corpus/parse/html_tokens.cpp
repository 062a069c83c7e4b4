#include "corpus/parse/html_tokens.h"

#include <lexbor/html/tokenizer.h>
#include <lexbor/tag/tag.h>

#include <memory>
#include <utility>

namespace eider::parse {
namespace {

struct Reading {
  std::string_view html;
  const std::function<void(const HtmlToken&)>& take;
  bool failed = false;
};

std::string_view view_of(const lxb_char_t* begin, const lxb_char_t* end) {
  if (begin == nullptr || end <= begin) return {};
  return {reinterpret_cast<const char*>(begin), static_cast<std::size_t>(end - begin)};
}

std::int64_t offset_of(const Reading& reading, const lxb_char_t* at) {
  const char* place = reinterpret_cast<const char*>(at);
  const char* start = reading.html.data();
  if (place == nullptr || place < start || place > start + reading.html.size()) return 0;
  return place - start;
}

void read_attributes(const lxb_html_token_t* token, HtmlToken& out) {
  for (auto* attr = token->attr_first; attr != nullptr; attr = attr->next) {
    std::size_t length = 0;
    const lxb_char_t* name = lxb_html_token_attr_name(attr, &length);
    if (name == nullptr || attr->value == nullptr) continue;
    out.attributes.emplace_back(
        std::string(reinterpret_cast<const char*>(name), length),
        std::string(reinterpret_cast<const char*>(attr->value), attr->value_size));
  }
}

void hand_over(lxb_html_tokenizer_t* tokenizer, const lxb_html_token_t* token, Reading& reading) {
  HtmlToken out;
  out.source = {offset_of(reading, token->begin), offset_of(reading, token->end)};
  if (token->tag_id == LXB_TAG__TEXT) {
    out.text = view_of(token->text_start, token->text_end);
    return reading.take(out);
  }
  if (token->tag_id < LXB_TAG__BEGIN) return;  // comments, doctype, end of file
  std::size_t length = 0;
  const lxb_char_t* name = lxb_tag_name_by_id(token->tag_id, &length);
  if (name == nullptr) return;
  out.name = {reinterpret_cast<const char*>(name), length};
  bool closes = (token->type & LXB_HTML_TOKEN_TYPE_CLOSE) != 0;
  out.kind = closes ? HtmlToken::Kind::kClose : HtmlToken::Kind::kOpen;
  if (!closes) {
    read_attributes(token, out);
    // Script, style, title and the like hold text, not tags.
    lxb_html_tokenizer_set_state_by_tag(tokenizer, false, token->tag_id, LXB_NS_HTML);
  }
  reading.take(out);
}

// Called from C: nothing may be thrown through it.
lxb_html_token_t* on_token(lxb_html_tokenizer_t* tokenizer, lxb_html_token_t* token,
                           void* data) noexcept {
  auto& reading = *static_cast<Reading*>(data);
  try {
    hand_over(tokenizer, token, reading);
    return token;
  } catch (...) {
    reading.failed = true;
    lxb_html_tokenizer_status_set(tokenizer, LXB_STATUS_ERROR_MEMORY_ALLOCATION);
    return nullptr;
  }
}

}  // namespace

std::string_view HtmlToken::attribute(std::string_view wanted) const {
  for (const auto& [attribute_name, value] : attributes) {
    if (attribute_name == wanted) return value;
  }
  return {};
}

Result<void> read_html_tokens(std::string_view html,
                              const std::function<void(const HtmlToken&)>& take) {
  std::unique_ptr<lxb_html_tokenizer_t, decltype(&lxb_html_tokenizer_destroy)> tokenizer(
      lxb_html_tokenizer_create(), &lxb_html_tokenizer_destroy);
  Reading reading{html, take};
  auto* data = reinterpret_cast<const lxb_char_t*>(html.data());
  bool ok = lxb_html_tokenizer_init(tokenizer.get()) == LXB_STATUS_OK;
  if (ok) {
    lxb_html_tokenizer_callback_token_done_set(tokenizer.get(), on_token, &reading);
    ok = lxb_html_tokenizer_begin(tokenizer.get()) == LXB_STATUS_OK &&
         lxb_html_tokenizer_chunk(tokenizer.get(), data, html.size()) == LXB_STATUS_OK &&
         lxb_html_tokenizer_end(tokenizer.get()) == LXB_STATUS_OK;
  }
  if (ok && !reading.failed) return {};
  return fail(ErrorCode::kUnavailable, "no memory to read the HTML");
}

}  // namespace eider::parse
