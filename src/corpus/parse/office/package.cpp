#include "corpus/parse/office/package.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "corpus/parse/inline_marks.h"
#include "text/ascii.h"
#include "text/dates.h"

namespace eider::parse {
namespace {

constexpr std::string_view kOldBinaryHead = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";  // OLE2

// Names that programs write where nobody gave one.
constexpr std::array<std::string_view, 12> kNobody = {
    "python-docx", "openpyxl", "apache poi",   "administrator",
    "admin",       "user",     "windows user", "microsoft office user",
    "unknown",     "un-named", "\u4f5c\u8005", "\u7528\u6237"};
constexpr std::array<std::string_view, 4> kNoTitles = {
    "powerpoint presentation", "word document", "powerpoint \u6f14\u793a\u6587\u7a3f", "untitled"};

template <std::size_t kSize>
std::string unless_known(std::string text, const std::array<std::string_view, kSize>& known) {
  bool found = std::find(known.begin(), known.end(), text::lower_ascii(text)) != known.end();
  return found ? std::string() : std::move(text);
}

std::string relations_part(std::string_view part) {
  std::size_t slash = part.rfind('/');
  std::size_t name = slash == std::string_view::npos ? 0 : slash + 1;
  std::string path(part.substr(0, name));
  return path.append("_rels/").append(part.substr(name)).append(".rels");
}

std::string date_of(std::string_view text) {
  auto date = text::find_date(text);
  return date ? date->iso : "";
}

}  // namespace

std::string resolve_part(std::string_view beside, std::string_view target) {
  std::string path;
  if (target.starts_with('/')) {
    path = target.substr(1);
  } else {
    std::size_t slash = beside.rfind('/');
    if (slash != std::string_view::npos) path = beside.substr(0, slash + 1);
    path += target;
  }
  std::vector<std::string_view> steps;
  std::string_view rest = path;
  for (std::size_t at = 0; at <= rest.size();) {
    std::size_t end = std::min(rest.find('/', at), rest.size());
    std::string_view step = rest.substr(at, end - at);
    at = end + 1;
    if (step == ".." && !steps.empty()) steps.pop_back();
    if (!step.empty() && step != "." && step != "..") steps.push_back(step);
  }
  std::string resolved;
  for (std::string_view step : steps) {
    if (!resolved.empty()) resolved += '/';
    resolved += step;
  }
  return resolved;
}

std::string_view relation_id(pugi::xml_node node) {
  for (pugi::xml_attribute inner : node.attributes()) {
    std::string_view name(inner.name());
    if (name.ends_with(":id")) return inner.value();
  }
  return {};
}

std::string target_of(const Relations& relations, std::string_view type) {
  for (const auto& [id, relation] : relations) {
    if (relation.type == type && !relation.target.empty()) return relation.target;
  }
  return "";
}

Result<OfficePackage> OfficePackage::open(std::string_view bytes, const std::string& format) {
  if (bytes.starts_with(kOldBinaryHead)) {
    return fail(ErrorCode::kUnsupported, "old binary format, or encrypted", "",
                "save it as ." + format + " without a password");
  }
  Result<ZipArchive> archive = ZipArchive::open(bytes);
  if (!archive) return std::unexpected(archive.error());
  return OfficePackage(std::move(*archive), format);
}

Result<std::unique_ptr<Xml>> OfficePackage::read(std::string_view part) {
  Result<std::string> bytes = archive_.read(part);
  if (!bytes) return std::unexpected(bytes.error());
  return read_xml(std::move(*bytes), part);
}

Result<Relations> OfficePackage::relations(std::string_view part) {
  Relations relations;
  std::string name = relations_part(part);
  if (!has(name)) return relations;
  auto xml = read(name);
  if (!xml) return std::unexpected(xml.error());
  for (pugi::xml_node node : children((*xml)->root(), "Relationship")) {
    std::string_view type = attribute(node, "Type");
    Relation relation{std::string(type.substr(type.rfind('/') + 1)), ""};
    if (attribute(node, "TargetMode") != "External") {
      relation.target = resolve_part(part, attribute_text(node, "Target"));
    }
    relations.emplace(attribute(node, "Id"), std::move(relation));
  }
  return relations;
}

Result<std::string> OfficePackage::main_part() {
  auto related = relations("");
  if (!related) return std::unexpected(related.error());
  std::string part = target_of(*related, "officeDocument");
  if (part.empty() || !has(part)) {
    return fail(ErrorCode::kCorrupt, "a zip archive, but no ." + format_ + ": no document in it",
                part, "save the file again in its own program");
  }
  return part;
}

PageFacts OfficePackage::facts() {
  PageFacts facts;
  auto related = relations("");
  std::string part = related ? target_of(*related, "core-properties") : "";
  if (part.empty() || !has(part)) return facts;
  auto xml = read(part);
  if (!xml) return facts;  // properties are no text: without them the document is whole
  pugi::xml_node root = (*xml)->root();
  facts.title = unless_known(tidy_spaces(text_of(child(root, "title"))), kNoTitles);
  facts.author = unless_known(tidy_spaces(text_of(child(root, "creator"))), kNobody);
  facts.saved_at = date_of(text_of(child(root, "modified")));
  if (facts.saved_at.empty()) facts.saved_at = date_of(text_of(child(root, "created")));
  return facts;
}

}  // namespace eider::parse
