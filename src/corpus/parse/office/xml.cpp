#include "corpus/parse/office/xml.h"

#include <charconv>
#include <utility>

#include "corpus/parse/limits.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

// A part whose only text is white space keeps it: runs of a sentence are often one space.
constexpr unsigned kFlags = pugi::parse_escapes | pugi::parse_eol | pugi::parse_cdata |
                            pugi::parse_wconv_attribute | pugi::parse_ws_pcdata_single |
                            pugi::parse_embed_pcdata;

bool is_utf16(std::string_view bytes) {
  return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF") ||
         bytes.substr(0, 2).find('\0') != std::string_view::npos;
}

bool is_too_deep(const pugi::xml_document& document) {
  std::size_t depth = 0;
  for (pugi::xml_node node = document.first_child(); node;) {
    if (node.first_child()) {
      if (++depth > kMaxXmlDepth) return true;
      node = node.first_child();
      continue;
    }
    while (node && !node.next_sibling()) {
      node = node.parent();
      if (depth > 0) --depth;
    }
    if (node) node = node.next_sibling();
  }
  return false;
}

// Character references can name what is no character.
void append_valid(std::string& text, std::string_view more) {
  if (text::is_valid_utf8(more)) {
    text += more;
    return;
  }
  for (std::size_t at = 0; at < more.size();) {
    text::CodePoint c = text::decode(more, at);
    text::append(text, c.value);
    at += c.size;
  }
}

}  // namespace

Result<std::unique_ptr<Xml>> read_xml(std::string bytes, std::string_view name) {
  if (!is_utf16(bytes)) {
    std::size_t broken = text::first_invalid_byte(bytes);
    if (broken != std::string_view::npos) {
      return fail(ErrorCode::kCorrupt, "broken UTF-8 at byte " + std::to_string(broken), name);
    }
  }
  auto xml = std::make_unique<Xml>();
  xml->bytes = std::move(bytes);
  pugi::xml_parse_result parsed =
      xml->document.load_buffer_inplace(xml->bytes.data(), xml->bytes.size(), kFlags);
  if (parsed.status == pugi::status_out_of_memory) {
    return fail(ErrorCode::kUnavailable, "no memory to read the XML", name);
  }
  if (!parsed || !xml->root()) {
    return fail(ErrorCode::kCorrupt,
                "broken XML at byte " + std::to_string(parsed.offset) + ": " + parsed.description(),
                name);
  }
  if (is_too_deep(xml->document)) {
    return fail(ErrorCode::kLimit,
                "elements nested more than " + std::to_string(kMaxXmlDepth) + " deep", name);
  }
  return xml;
}

std::string_view local_name(const char* name) {
  std::string_view full(name);
  std::size_t colon = full.find(':');
  return colon == std::string_view::npos ? full : full.substr(colon + 1);
}

pugi::xml_node child(pugi::xml_node node, std::string_view name) {
  for (pugi::xml_node inner : node) {
    if (local_name(inner) == name) return inner;
  }
  return {};
}

pugi::xml_node descend(pugi::xml_node node, std::initializer_list<std::string_view> names) {
  for (std::string_view name : names) node = child(node, name);
  return node;
}

std::vector<pugi::xml_node> children(pugi::xml_node node, std::string_view name) {
  std::vector<pugi::xml_node> found;
  for (pugi::xml_node inner : node) {
    if (local_name(inner) == name) found.push_back(inner);
  }
  return found;
}

std::string_view attribute(pugi::xml_node node, std::string_view name) {
  for (pugi::xml_attribute inner : node.attributes()) {
    if (local_name(inner.name()) == name) return inner.value();
  }
  return {};
}

std::string attribute_text(pugi::xml_node node, std::string_view name) {
  std::string text;
  append_valid(text, attribute(node, name));
  return text;
}

long integer(std::string_view text, long otherwise) {
  long value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? value : otherwise;
}

bool is_on(std::string_view text, bool otherwise) {
  if (text.empty()) return otherwise;
  return text == "1" || text == "true" || text == "on";
}

std::string text_of(pugi::xml_node node) {
  std::string text;
  append_valid(text, node.value());
  for (pugi::xml_node inner : node) {
    bool own = inner.type() == pugi::node_pcdata || inner.type() == pugi::node_cdata;
    if (own) append_valid(text, inner.value());
  }
  return text;
}

}  // namespace eider::parse
