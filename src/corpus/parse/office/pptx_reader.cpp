#include "corpus/parse/office/pptx_reader.h"

#include <optional>
#include <set>
#include <utility>

#include "corpus/parse/office/package.h"
#include "corpus/parse/office/slide.h"

namespace eider::parse {
namespace {

class PptxReader {
 public:
  PptxReader(OfficePackage package, std::string part)
      : package_(std::move(package)), part_(std::move(part)) {}

  Result<Page> read() {
    auto presentation = package_.read(part_);
    if (!presentation) return std::unexpected(presentation.error());
    auto related = package_.relations(part_);
    if (!related) return std::unexpected(related.error());
    page_.facts = package_.facts();
    for (pugi::xml_node node : children(child((*presentation)->root(), "sldIdLst"), "sldId")) {
      ++slide_;
      auto relation = related->find(relation_id(node));
      if (relation == related->end() || relation->second.target.empty()) continue;
      Result<void> done = read_one(relation->second.target);
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

  Result<void> read_one(const std::string& part) {
    auto xml = package_.read(part);
    if (!xml) return std::unexpected(xml.error());
    Result<SlideText> slide = read_slide((*xml)->root(), budget_);
    if (!slide) return fail(slide.error().code, slide.error().what, part);
    bool cover = slide_ == 1 && slide->is_cover;
    for (Piece& piece : slide->pieces) add(std::move(piece));
    if (cover && !page_.pieces.empty()) {
      page_.facts.title = page_.pieces.front().text;
      below_cover_ = 1;
    }
    return read_notes(part);
  }

  void add(Piece piece) {
    bool repeated = piece.kind == BlockKind::kBoilerplate && !edges_.insert(piece.text).second;
    if (repeated) return;
    if (piece.kind == BlockKind::kHeading) piece.depth += below_cover_;
    piece.box.page = slide_;
    page_.pieces.push_back(std::move(piece));
  }

  Result<void> read_notes(const std::string& slide) {
    auto related = package_.relations(slide);
    if (!related) return std::unexpected(related.error());
    std::string part = target_of(*related, "notesSlide");
    if (part.empty()) return {};
    auto xml = package_.read(part);
    if (!xml) return std::unexpected(xml.error());
    for (Piece& piece : read_slide_notes((*xml)->root())) add(std::move(piece));
    return {};
  }

  OfficePackage package_;
  std::string part_;
  TableBudget budget_;
  Page page_;
  std::set<std::string> edges_;  // dates and footers seen
  std::optional<Error> first_error_;
  std::int64_t slide_ = 0;
  int below_cover_ = 0;  // 1: the cover's title stands above the other slides' titles
};

}  // namespace

Result<Page> read_pptx(std::string_view bytes) {
  Result<OfficePackage> package = OfficePackage::open(bytes, "pptx");
  if (!package) return std::unexpected(package.error());
  Result<std::string> part = package->main_part();
  if (!part) return std::unexpected(part.error());
  return PptxReader(std::move(*package), std::move(*part)).read();
}

}  // namespace eider::parse
