#include "corpus/parse/office/docx_reader.h"

#include <iterator>
#include <map>
#include <utility>

#include "corpus/parse/office/docx_body.h"
#include "corpus/parse/office/package.h"
#include "corpus/parse/text_reader.h"

namespace eider::parse {
namespace {

class DocxReader {
 public:
  DocxReader(OfficePackage package, std::string part)
      : package_(std::move(package)), part_(std::move(part)) {}

  Result<Page> read() {
    auto document = package_.read(part_);
    if (!document) return std::unexpected(document.error());
    auto related = package_.relations(part_);
    if (!related) return std::unexpected(related.error());
    relations_ = std::move(*related);
    read_styles();
    page_.facts = package_.facts();
    pugi::xml_node body = child((*document)->root(), "body");
    if (!body) return fail(ErrorCode::kCorrupt, "no body in the document", part_);
    DocxBody text(styles_);
    Result<void> done = text.read(body);
    if (!done) return std::unexpected(done.error());
    if (!text.title().empty()) page_.facts.title = text.title();
    page_.pieces = std::move(text.pieces());
    mend(page_.pieces);
    add_notes(text.notes());
    page_.needs_ocr = page_.pieces.empty() && package_.has_pictures();
    add_page_edges("header");
    add_page_edges("footer");
    return std::move(page_);
  }

 private:
  void complain(const Error& error) {
    if (!page_.complaint.empty()) page_.complaint += "; ";
    page_.complaint += error.message();
  }

  std::unique_ptr<Xml> read_part(const std::string& part) {
    if (part.empty()) return nullptr;
    auto xml = package_.read(part);
    if (xml) return std::move(*xml);
    complain(xml.error());
    return nullptr;
  }

  void read_styles() {
    auto xml = read_part(target_of(relations_, "styles"));
    if (xml) styles_ = DocxStyles::read(xml->root());
  }

  // Each note that the text points to, once, in the text's order.
  void add_notes(const std::vector<std::string>& wanted) {
    std::map<std::string, std::vector<Piece>> notes;
    for (const char* kind : {"footnote", "endnote"}) {
      auto xml = read_part(target_of(relations_, std::string(kind) + "s"));
      if (!xml) continue;
      for (pugi::xml_node node : children(xml->root(), kind)) {
        std::string name = std::string(kind) + " ";
        notes.emplace(name.append(attribute(node, "id")), pieces_of(node));
      }
    }
    int number = 0;
    for (const std::string& name : wanted) {
      auto found = notes.find(name);
      if (found == notes.end() || found->second.empty()) continue;
      found->second.front().text.insert(0, "[" + std::to_string(++number) + "] ");
      std::move(found->second.begin(), found->second.end(), std::back_inserter(page_.pieces));
      found->second.clear();
    }
  }

  void add_page_edges(std::string_view type) {
    std::map<std::string, bool> seen;
    for (const auto& [id, relation] : relations_) {
      if (relation.type != type) continue;
      auto xml = read_part(relation.target);
      if (!xml) continue;
      for (Piece& piece : pieces_of(xml->root())) {
        piece.kind = BlockKind::kBoilerplate;
        piece.depth = 0;
        if (seen.emplace(piece.text, true).second) page_.pieces.push_back(std::move(piece));
      }
    }
  }

  std::vector<Piece> pieces_of(pugi::xml_node container) {
    DocxBody text(styles_);
    Result<void> done = text.read(container);
    if (!done) complain(done.error());
    return std::move(text.pieces());
  }

  OfficePackage package_;
  std::string part_;
  Relations relations_;
  DocxStyles styles_;
  Page page_;
};

}  // namespace

Result<Page> read_docx(std::string_view bytes) {
  Result<OfficePackage> package = OfficePackage::open(bytes, "docx");
  if (!package) return std::unexpected(package.error());
  Result<std::string> part = package->main_part();
  if (!part) return std::unexpected(part.error());
  return DocxReader(std::move(*package), std::move(*part)).read();
}

}  // namespace eider::parse
