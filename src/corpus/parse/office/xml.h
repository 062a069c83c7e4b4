#pragma once
// XML parts of office files, read with pugixml: no document type, so no entity is ever expanded.
// Elements and attributes are known by their local names, whatever their prefix.
// Invariant: elements nest at most kMaxXmlDepth deep, so code may walk them by calling itself.

#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace eider::parse {

/// Nodes point into `bytes`, so it lives where it was made.
struct Xml {
  std::string bytes;
  pugi::xml_document document;

  pugi::xml_node root() const { return document.document_element(); }
};

/// Errors, each naming `name`: kCorrupt with the byte (no XML, broken UTF-8), kLimit
/// (kMaxXmlDepth), kUnavailable without memory.
Result<std::unique_ptr<Xml>> read_xml(std::string bytes, std::string_view name);

std::string_view local_name(const char* name);
inline std::string_view local_name(pugi::xml_node node) { return local_name(node.name()); }

/// The first child element of that local name; an empty node where there is none.
pugi::xml_node child(pugi::xml_node node, std::string_view name);

/// Descends by several names.
pugi::xml_node descend(pugi::xml_node node, std::initializer_list<std::string_view> names);

/// All child elements of that local name.
std::vector<pugi::xml_node> children(pugi::xml_node node, std::string_view name);

/// The value of the attribute of that local name; "" where there is none.
std::string_view attribute(pugi::xml_node node, std::string_view name);

/// That value as a text: what is no UTF-8 becomes U+FFFD.
std::string attribute_text(pugi::xml_node node, std::string_view name);

/// The value of a decimal number; `otherwise` where there is none or it does not fit.
long integer(std::string_view text, long otherwise);

/// "1", "true" and "on" are true; "" is `otherwise`.
bool is_on(std::string_view text, bool otherwise);

/// The element's own text, valid UTF-8: what is not becomes U+FFFD.
std::string text_of(pugi::xml_node node);

}  // namespace eider::parse
