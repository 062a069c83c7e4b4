#include "corpus/parse/office/xlsx_reader.h"

#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "corpus/parse/inline_marks.h"
#include "corpus/parse/office/package.h"
#include "corpus/parse/office/sheet.h"
#include "corpus/parse/office/sheet_tables.h"

namespace eider::parse {
namespace {

std::vector<NumberFormat> formats_of(pugi::xml_node styles) {
  std::map<long, NumberFormat> own;
  for (pugi::xml_node node : children(child(styles, "numFmts"), "numFmt")) {
    own[integer(attribute(node, "numFmtId"), -1)] = format_of_code(attribute(node, "formatCode"));
  }
  std::vector<NumberFormat> formats;
  for (pugi::xml_node node : children(child(styles, "cellXfs"), "xf")) {
    long id = integer(attribute(node, "numFmtId"), 0);
    auto found = own.find(id);
    formats.push_back(found == own.end() ? built_in_format(id) : found->second);
  }
  return formats;
}

class XlsxReader {
 public:
  XlsxReader(OfficePackage package, std::string part)
      : package_(std::move(package)), part_(std::move(part)) {}

  Result<Page> read() {
    auto workbook = package_.read(part_);
    if (!workbook) return std::unexpected(workbook.error());
    auto related = package_.relations(part_);
    if (!related) return std::unexpected(related.error());
    relations_ = std::move(*related);
    pugi::xml_node root = (*workbook)->root();
    texts_.since_1904 = is_on(attribute(child(root, "workbookPr"), "date1904"), false);
    Result<void> shared = read_shared();
    if (!shared) return std::unexpected(shared.error());
    page_.facts = package_.facts();
    for (pugi::xml_node sheet : children(child(root, "sheets"), "sheet")) {
      Result<void> done = read_one(sheet);
      if (!done && done.error().code == ErrorCode::kLimit) return std::unexpected(done.error());
      if (!done) complain(done.error());
    }
    if (page_.pieces.empty() && first_error_) return std::unexpected(*first_error_);
    return std::move(page_);
  }

 private:
  void complain(const Error& error) {
    if (!first_error_) first_error_ = error;
    if (!page_.complaint.empty()) page_.complaint += "; ";
    page_.complaint += error.message();
  }

  // Without the shared texts the cells would be wrong, so their errors are the file's.
  Result<void> read_shared() {
    std::string styles = target_of(relations_, "styles");
    if (package_.has(styles)) {
      auto xml = package_.read(styles);
      if (!xml) return std::unexpected(xml.error());
      texts_.formats = formats_of((*xml)->root());
    }
    std::string strings = target_of(relations_, "sharedStrings");
    if (strings.empty()) return {};
    auto xml = package_.read(strings);
    if (!xml) return std::unexpected(xml.error());
    for (pugi::xml_node node : children((*xml)->root(), "si")) {
      texts_.strings.push_back(rich_text(node));
    }
    return {};
  }

  Result<void> read_one(pugi::xml_node node) {
    auto relation = relations_.find(relation_id(node));
    if (relation == relations_.end() || relation->second.type != "worksheet") return {};
    auto xml = package_.read(relation->second.target);
    if (!xml) return std::unexpected(xml.error());
    Result<Sheet> sheet = read_sheet((*xml)->root(), texts_, budget_);
    if (!sheet) return std::unexpected(named(sheet.error(), relation->second.target));
    xml->reset();  // before its tables are made: a large sheet is held once
    Result<std::vector<Piece>> pieces = pieces_of_sheet(std::move(*sheet), budget_);
    if (!pieces) return std::unexpected(named(pieces.error(), relation->second.target));
    if (pieces->empty()) return {};
    add(tidy_spaces(attribute_text(node, "name")), std::move(*pieces));
    return {};
  }

  static Error named(Error error, const std::string& part) {
    error.where = part;
    return error;
  }

  // A sheet's name is no title of the workbook: the first table's caption is, or the file's name.
  void add(std::string name, std::vector<Piece> pieces) {
    if (page_.facts.title.empty() && page_.pieces.empty() &&
        pieces.front().kind == BlockKind::kCaption) {
      page_.facts.title = pieces.front().text;
    }
    Piece heading;
    heading.kind = BlockKind::kHeading;
    heading.depth = 1;
    heading.text = std::move(name);
    heading.is_section = true;
    page_.pieces.push_back(std::move(heading));
    std::move(pieces.begin(), pieces.end(), std::back_inserter(page_.pieces));
  }

  OfficePackage package_;
  std::string part_;
  Relations relations_;
  WorkbookTexts texts_;
  TableBudget budget_;
  Page page_;
  std::optional<Error> first_error_;
};

}  // namespace

Result<Page> read_xlsx(std::string_view bytes) {
  Result<OfficePackage> package = OfficePackage::open(bytes, "xlsx");
  if (!package) return std::unexpected(package.error());
  Result<std::string> part = package->main_part();
  if (!part) return std::unexpected(part.error());
  return XlsxReader(std::move(*package), std::move(*part)).read();
}

}  // namespace eider::parse
