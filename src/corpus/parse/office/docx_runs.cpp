#include "corpus/parse/office/docx_runs.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "text/utf8.h"

namespace eider::parse {
namespace {

constexpr std::size_t kMostFields = 32;  // one inside the other
constexpr std::size_t kCodeBytes = 64;   // of a field's code; its kind stands in front
constexpr char32_t kPrivateUse = 0xE000;

// Elements whose text is not read: what was deleted or moved away, readings, properties.
constexpr std::array<std::string_view, 10> kSkipped = {
    "del",   "moveFrom", "rt",      "pPr",     "sdtPr",
    "tblPr", "rPr",      "delText", "fldData", "numberingChange"};

bool is_skipped(std::string_view name) {
  return std::find(kSkipped.begin(), kSkipped.end(), name) != kSkipped.end();
}

bool is_hidden(pugi::xml_node run) {
  pugi::xml_node vanish = descend(run, {"rPr", "vanish"});
  return vanish && is_on(attribute(vanish, "val"), true);
}

bool has_text(pugi::xml_node node) {
  if (local_name(node) == "t" && !text_of(node).empty()) return true;
  return std::any_of(node.begin(), node.end(), has_text);
}

// Rule: of the forms of one thing the first that holds text is read, and only it.
pugi::xml_node chosen_form(pugi::xml_node alternatives) {
  for (pugi::xml_node form : alternatives) {
    if (has_text(form)) return form;
  }
  return alternatives.first_child();
}

// A character of a symbol font: its code says nothing unless it is a character's.
void append_symbol(std::string_view code, std::string& text) {
  unsigned value = 0;
  std::from_chars(code.data(), code.data() + code.size(), value, 16);
  if (value >= 0x20 && value < kPrivateUse) text::append(text, value);
}

}  // namespace

RunText DocxRuns::read(pugi::xml_node paragraph) {
  RunText out;
  walk(paragraph, out);
  return out;
}

bool DocxRuns::in_contents() const {
  return std::any_of(fields_.begin(), fields_.end(),
                     [](const Field& field) { return text::trim(field.code).starts_with("TOC"); });
}

bool DocxRuns::shows() const {
  return std::none_of(fields_.begin(), fields_.end(),
                      [](const Field& field) { return field.in_code; });
}

void DocxRuns::walk(pugi::xml_node node, RunText& out) {
  for (pugi::xml_node inner : node) {
    std::string_view name = local_name(inner);
    if (is_skipped(name)) continue;
    if (name == "r" && is_hidden(inner)) continue;
    if (name == "AlternateContent") {
      pugi::xml_node form = chosen_form(inner);
      if (form) walk(form, out);
    } else if (name == "txbxContent") {
      out.text_boxes.push_back(inner);
    } else {
      take(inner, name, out);
    }
  }
}

void DocxRuns::take(pugi::xml_node node, std::string_view name, RunText& out) {
  if (name == "fldChar") {
    take_field_mark(attribute(node, "fldCharType"));
  } else if (name == "instrText") {
    if (!fields_.empty() && fields_.back().in_code && fields_.back().code.size() < kCodeBytes) {
      fields_.back().code += text_of(node);
    }
  } else if (!shows()) {
    walk(node, out);  // a field inside a field's code
  } else if (name == "t") {
    out.text += text_of(node);
  } else if (name == "tab" || name == "ptab") {
    out.text += '\t';
  } else if (name == "br" || name == "cr") {
    out.text += '\n';
  } else if (name == "noBreakHyphen") {
    out.text += '-';
  } else if (name == "sym") {
    append_symbol(attribute(node, "char"), out.text);
  } else if (name == "footnoteReference" || name == "endnoteReference") {
    std::string kind(name.substr(0, name.find("note") + 4));
    out.notes.push_back(kind.append(" ").append(attribute(node, "id")));
  } else {
    walk(node, out);
  }
}

void DocxRuns::take_field_mark(std::string_view type) {
  bool overflows = overflow_ > 0 || (type == "begin" && fields_.size() == kMostFields);
  if (overflows) {
    if (type == "begin") ++overflow_;
    if (type == "end") --overflow_;
    return;
  }
  if (type == "begin") fields_.emplace_back();
  if (fields_.empty()) return;
  if (type == "separate") fields_.back().in_code = false;
  if (type == "end") fields_.pop_back();
}

}  // namespace eider::parse
