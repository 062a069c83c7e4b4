#include "corpus/parse/html_tokens.h"

#include <lexbor/html/tokenizer.h>
#include <lexbor/tag/tag.h>

#include <algorithm>
#include <bit>
#include <memory>
#include <string>

#include "corpus/parse/limits.h"

namespace eider::parse {
namespace {

constexpr std::size_t kPortion = 8192;  // bytes given to the tokenizer at once

struct Reading {
  std::string_view html;
  const std::function<void(const HtmlToken&)>& take;
  HtmlToken out;  // one for all tokens: its memory is kept
  bool failed = false;
};

std::string_view view_of(const lxb_char_t* begin, std::size_t size) {
  if (begin == nullptr) return {};
  return {reinterpret_cast<const char*>(begin), size};
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
    if (name == nullptr) continue;
    out.attributes.emplace_back(view_of(name, length), view_of(attr->value, attr->value_size));
  }
}

void hand_over(lxb_html_tokenizer_t* tokenizer, const lxb_html_token_t* token, Reading& reading) {
  if (token->tag_id != LXB_TAG__TEXT && token->tag_id < LXB_TAG__BEGIN) return;
  HtmlToken& out = reading.out;
  out.attributes.clear();
  out.source = {offset_of(reading, token->begin), offset_of(reading, token->end)};
  if (token->tag_id == LXB_TAG__TEXT) {
    out.kind = HtmlToken::Kind::kText;
    out.tag = LXB_TAG__UNDEF;
    auto size = std::max<std::ptrdiff_t>(token->text_end - token->text_start, 0);
    out.text = view_of(token->text_start, static_cast<std::size_t>(size));
    return reading.take(out);
  }
  bool known = token->tag_id < LXB_TAG__LAST_ENTRY;
  out.tag = known ? static_cast<std::uint16_t>(token->tag_id) : std::uint16_t{LXB_TAG__UNDEF};
  out.text = {};
  bool closes = (token->type & LXB_HTML_TOKEN_TYPE_CLOSE) != 0;
  out.kind = closes ? HtmlToken::Kind::kClose : HtmlToken::Kind::kOpen;
  if (!closes) {
    read_attributes(token, out);
    // Script, style, title and the like hold text, not tags.
    lxb_html_tokenizer_set_state_by_tag(tokenizer, false, token->tag_id, LXB_NS_HTML);
  }
  reading.take(out);
}

// The library keeps unknown names in hash tables that never grow: a page of a million names would
// take a quarter of an hour in the 256 chains it makes by itself.
std::size_t chains_for(std::size_t html_bytes) {
  constexpr std::size_t kFewest = 256;
  constexpr std::size_t kMost = std::size_t{1} << 20;
  return std::clamp(std::bit_ceil(html_bytes / 64 + 1), kFewest, kMost);
}

// The tables of names are the maker's to give back.
struct Destroy {
  void operator()(lxb_html_tokenizer_t* tokenizer) const {
    lxb_html_tokenizer_tags_destroy(tokenizer);
    lxb_html_tokenizer_attrs_destroy(tokenizer);
    lxb_html_tokenizer_destroy(tokenizer);
  }
};

// The library looks through all attributes of a tag for each new one, so their number is looked at
// while a tag is still being read, after each portion of the page.
bool has_too_many_attributes(const lxb_html_token_t* token) {
  std::size_t count = 0;
  for (auto* attr = token->attr_first; attr != nullptr; attr = attr->next) ++count;
  return count > kMaxAttributes;
}

// The library frees only tables that it made by itself.
void destroy(lxb_html_tokenizer_t* tokenizer) {
  if (tokenizer == nullptr) return;
  lxb_html_tokenizer_tags_destroy(tokenizer);
  lxb_html_tokenizer_attrs_destroy(tokenizer);
  lxb_html_tokenizer_destroy(tokenizer);
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

bool HtmlToken::has_attribute(std::string_view wanted) const {
  return std::any_of(attributes.begin(), attributes.end(),
                     [&](const auto& attribute) { return attribute.first == wanted; });
}

Result<void> read_html_tokens(std::string_view html,
                              const std::function<void(const HtmlToken&)>& take) {
  std::unique_ptr<lxb_html_tokenizer_t, decltype(&destroy)> tokenizer(lxb_html_tokenizer_create(),
                                                                      &destroy);
  Reading reading{html, take, {}};
  bool ok = lxb_html_tokenizer_init(tokenizer.get()) == LXB_STATUS_OK;
  if (ok) {
    lxb_html_tokenizer_callback_token_done_set(tokenizer.get(), on_token, &reading);
    std::size_t chains = chains_for(html.size());
    ok = lxb_html_tokenizer_tags_make(tokenizer.get(), chains) == LXB_STATUS_OK &&
         lxb_html_tokenizer_attrs_make(tokenizer.get(), chains) == LXB_STATUS_OK &&
         lxb_html_tokenizer_begin(tokenizer.get()) == LXB_STATUS_OK;
  }
  auto* data = reinterpret_cast<const lxb_char_t*>(html.data());
  for (std::size_t at = 0; ok && at < html.size(); at += kPortion) {
    std::size_t size = std::min(kPortion, html.size() - at);
    ok = lxb_html_tokenizer_chunk(tokenizer.get(), data + at, size) == LXB_STATUS_OK;
    if (has_too_many_attributes(tokenizer->token)) {
      return fail(ErrorCode::kLimit,
                  "more than " + std::to_string(kMaxAttributes) + " attributes on one tag",
                  "byte " + std::to_string(at));
    }
  }
  ok = ok && lxb_html_tokenizer_end(tokenizer.get()) == LXB_STATUS_OK;
  if (ok && !reading.failed) return {};
  return fail(ErrorCode::kUnavailable, "no memory to read the HTML");
}

}  // namespace eider::parse
