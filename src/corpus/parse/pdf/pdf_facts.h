#pragma once
// What a PDF's information dictionary says: title and creation date, both believed with care.

#include <string>
#include <string_view>

#include "corpus/parse/pdf/pdfium.h"
#include "corpus/parse/piece.h"

namespace eider::parse::pdf {

/// The title counts only if the document's text has it too: programs write file names there.
/// The creation date is the file's own, which counts where neither page nor path has one.
void read_pdf_facts(const Pdfium& pdfium, FpdfDocument* document, Page& page);

/// "D:20260501083000+08'00'" -> "2026-05-01T08:30:00"; "" if it is no date.
std::string pdf_date(std::string_view value);

}  // namespace eider::parse::pdf
