#include "corpus/parse/office/docx_styles.h"

#include <algorithm>
#include <array>

#include "text/utf8.h"

namespace eider::parse {
namespace {

constexpr int kMostAncestors = 16;  // of a style; more are a circle

constexpr std::array<std::string_view, 3> kHeadings = {"heading", "\u6807\u9898", "\u6a19\u984c"};
constexpr std::array<std::string_view, 3> kTitles = {"title", "\u6807\u9898", "\u6a19\u984c"};
constexpr std::array<std::string_view, 4> kCaptions = {"caption", "\u9898\u6ce8", "\u984c\u8a3b",
                                                       "\u6a19\u865f"};
constexpr std::array<std::string_view, 3> kContents = {"toc", "\u76ee\u5f55", "\u76ee\u9304"};

// Lower case, without spaces.
std::string plain_name(std::string_view name) {
  std::string result;
  for (char c : name) {
    if (c == ' ') continue;
    result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return result;
}

// "heading2" after "heading" is 2; 0 if no digit from 1 to 9 ends it.
int number_after(std::string_view name, std::string_view word) {
  if (!name.starts_with(word) || name.size() != word.size() + 1) return 0;
  char digit = name.back();
  return digit >= '1' && digit <= '9' ? digit - '0' : 0;
}

void take_paragraph_properties(pugi::xml_node properties, ParagraphStyle& style) {
  pugi::xml_node outline = child(properties, "outlineLvl");
  long value = integer(attribute(outline, "val"), 9);
  if (value >= 0 && value < 9) style.outline = static_cast<int>(value) + 1;
  pugi::xml_node numbers = child(properties, "numPr");
  if (numbers && attribute(child(numbers, "numId"), "val") != "0") {
    long depth = integer(attribute(child(numbers, "ilvl"), "val"), 0);
    int own = depth >= 0 && depth < 9 ? static_cast<int>(depth) + 1 : 1;
    style.list_depth = std::max(style.list_depth, own);  // "List Bullet 2" says 2 by its name
  }
}

void inherit(const ParagraphStyle& from, ParagraphStyle& style) {
  if (style.outline == 0) style.outline = from.outline;
  if (style.list_depth == 0) style.list_depth = from.list_depth;
  style.caption = style.caption || from.caption;
  style.contents = style.contents || from.contents;
}

}  // namespace

ParagraphStyle style_by_name(std::string_view name) {
  std::string plain = plain_name(name);
  ParagraphStyle style;
  for (std::string_view word : kHeadings) {
    if (int depth = number_after(plain, word)) style.outline = depth;
  }
  for (std::string_view word : kTitles) style.title = style.title || plain == word;
  for (std::string_view word : kCaptions) style.caption = style.caption || plain == word;
  for (std::string_view word : kContents) {
    bool entry = plain == word || number_after(plain, word) > 0;
    style.contents = style.contents || entry || plain == std::string(word) + "heading";
  }
  if (plain.starts_with("listbullet") || plain.starts_with("listnumber")) {
    char last = plain.back();
    style.list_depth = last >= '2' && last <= '5' ? last - '0' : 1;
  }
  return style;
}

DocxStyles DocxStyles::read(pugi::xml_node root) {
  std::map<std::string, pugi::xml_node, std::less<>> nodes;
  for (pugi::xml_node node : children(root, "style")) {
    nodes.emplace(attribute(node, "styleId"), node);
  }
  DocxStyles styles;
  for (const auto& [id, node] : nodes) {
    ParagraphStyle style;
    pugi::xml_node at = node;
    for (int step = 0; at && step < kMostAncestors; ++step) {
      ParagraphStyle own = style_by_name(attribute(child(at, "name"), "val"));
      take_paragraph_properties(child(at, "pPr"), own);
      if (step == 0) {
        style = own;
      } else {
        inherit(own, style);
      }
      auto base = nodes.find(attribute(child(at, "basedOn"), "val"));
      at = base == nodes.end() ? pugi::xml_node() : base->second;
    }
    styles.styles_.emplace(id, style);
  }
  return styles;
}

ParagraphStyle DocxStyles::of(std::string_view style_id) const {
  auto found = styles_.find(style_id);
  return found == styles_.end() ? style_by_name(style_id) : found->second;
}

}  // namespace eider::parse
