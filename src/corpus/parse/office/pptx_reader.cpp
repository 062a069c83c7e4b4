#include "corpus/parse/office/pptx_reader.h"

#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "corpus/parse/office/chart.h"
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
    page_.needs_ocr = page_.pieces.empty() && package_.has_pictures();
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
    return read_related(part, *slide);
  }

  void add(Piece piece) {
    bool repeated = piece.kind == BlockKind::kBoilerplate && !edges_.insert(piece.text).second;
    if (repeated) return;
    if (piece.kind == BlockKind::kHeading) piece.depth += below_cover_;
    piece.box.page = slide_;
    page_.pieces.push_back(std::move(piece));
  }

  // Charts, diagrams and notes: what breaks in them costs only itself.
  Result<void> read_related(const std::string& part, const SlideText& slide) {
    auto related = package_.relations(part);
    if (!related) return std::unexpected(related.error());
    for (const std::string& id : slide.charts) {
      auto xml = part_of(*related, id);
      if (!xml) continue;
      Result<std::vector<Piece>> chart = read_chart(xml->root(), budget_);
      if (!chart) return fail(chart.error().code, chart.error().what, part);
      for (Piece& piece : *chart) add(std::move(piece));
    }
    for (const std::string& id : slide.diagrams) {
      auto xml = part_of(*related, id);
      if (!xml) continue;
      for (Piece& piece : read_diagram(xml->root())) add(std::move(piece));
    }
    for (const auto& [id, relation] : *related) {
      auto xml = relation.type == "notesSlide" ? part_of(*related, id) : nullptr;
      if (!xml) continue;
      for (Piece& piece : read_slide_notes(xml->root())) add(std::move(piece));
    }
    return {};
  }

  std::unique_ptr<Xml> part_of(const Relations& related, const std::string& id) {
    auto relation = related.find(id);
    if (relation == related.end() || relation->second.target.empty()) return nullptr;
    auto xml = package_.read(relation->second.target);
    if (xml) return std::move(*xml);
    complain(xml.error());
    return nullptr;
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
