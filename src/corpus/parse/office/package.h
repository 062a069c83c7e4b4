#pragma once
// An office file as a package of parts that point to each other (ECMA-376 part 2, OPC).
// Relations are read one part at a time and never followed in a circle.

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "corpus/parse/office/xml.h"
#include "corpus/parse/office/zip_archive.h"
#include "corpus/parse/piece.h"

namespace eider::parse {

struct Relation {
  std::string type;    // the last part of its URI: "styles", "slide", "worksheet"
  std::string target;  // the part's name inside the package, "" where it lies outside
};

using Relations = std::map<std::string, Relation, std::less<>>;  // by id

class OfficePackage {
 public:
  /// `bytes` must outlive the package; `format` is "docx", "xlsx" or "pptx".
  /// Errors: those of ZipArchive::open; kUnsupported for the old binary formats and for what
  /// is encrypted.
  static Result<OfficePackage> open(std::string_view bytes, const std::string& format);

  bool has(std::string_view part) const { return archive_.has(part); }
  bool has_pictures() const { return archive_.has_inside("/media/"); }
  Result<std::unique_ptr<Xml>> read(std::string_view part);

  /// The relations of `part`, those of the package for ""; none where it has no such part.
  Result<Relations> relations(std::string_view part);

  /// The name of the part that the package begins with. Errors: kCorrupt without one.
  Result<std::string> main_part();

  /// Title, author and date that the file's properties (docProps/core.xml) say.
  PageFacts facts();

 private:
  OfficePackage(ZipArchive archive, std::string format)
      : archive_(std::move(archive)), format_(std::move(format)) {}

  ZipArchive archive_;
  std::string format_;
};

/// The first relation of that type; "" where there is none.
std::string target_of(const Relations& relations, std::string_view type);

/// The value of `r:id`, which points to a relation, as `id` does not.
std::string_view relation_id(pugi::xml_node node);

/// Every name that a relation's target may take: "../media/a.xml" beside "ppt/slides/b.xml" is
/// "ppt/media/a.xml".
std::string resolve_part(std::string_view beside, std::string_view target);

}  // namespace eider::parse
