#include "corpus/parse/pdf/pdfium.h"

#include <dlfcn.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <string_view>

namespace eider::parse::pdf {
namespace {

struct LibraryConfig {  // FPDF_LIBRARY_CONFIG, version 2
  int version;
  const char** font_folders;
  void* isolate;
  unsigned int embedder_slot;
};

class MemoryFile {
 public:
  MemoryFile() : file_(memfd_create("eider-pdfium", MFD_CLOEXEC)) {}
  ~MemoryFile() {
    if (file_ >= 0) close(file_);
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  bool write_all(std::string_view bytes) const {
    while (file_ >= 0 && !bytes.empty()) {
      ssize_t written = write(file_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return file_ >= 0;
  }
  std::string path() const { return "/proc/self/fd/" + std::to_string(file_); }

 private:
  int file_;
};

template <typename F>
bool find(void* library, const char* name, F& function) {
  void* found = dlsym(library, name);
  static_assert(sizeof(found) == sizeof(function));
  std::memcpy(&function, &found, sizeof(found));
  return found != nullptr;
}

bool find_page_functions(void* lib, Pdfium& p) {
  return find(lib, "FPDF_InitLibraryWithConfig", p.init) &&
         find(lib, "FPDF_GetLastError", p.last_error) &&
         find(lib, "FPDF_LoadMemDocument64", p.load_document) &&
         find(lib, "FPDF_CloseDocument", p.close_document) &&
         find(lib, "FPDF_GetPageCount", p.page_count) &&
         find(lib, "FPDF_GetMetaText", p.meta_text) && find(lib, "FPDF_LoadPage", p.load_page) &&
         find(lib, "FPDF_ClosePage", p.close_page) &&
         find(lib, "FPDF_GetPageBoundingBox", p.page_bounds) &&
         find(lib, "FPDFPage_GetRotation", p.page_rotation) &&
         find(lib, "FPDFPage_GetAnnotCount", p.count_annotations) &&
         find(lib, "FPDFPage_Flatten", p.flatten) &&
         find(lib, "FPDFBookmark_GetFirstChild", p.first_bookmark) &&
         find(lib, "FPDFBookmark_GetNextSibling", p.next_bookmark) &&
         find(lib, "FPDFBookmark_GetTitle", p.bookmark_title) &&
         find(lib, "FPDFBookmark_GetDest", p.bookmark_dest) &&
         find(lib, "FPDFDest_GetDestPageIndex", p.dest_page);
}

bool find_text_functions(void* lib, Pdfium& p) {
  return find(lib, "FPDFText_LoadPage", p.load_text) &&
         find(lib, "FPDFText_ClosePage", p.close_text) &&
         find(lib, "FPDFText_CountChars", p.count_characters) &&
         find(lib, "FPDFText_GetUnicode", p.unicode) &&
         find(lib, "FPDFText_IsGenerated", p.is_generated) &&
         find(lib, "FPDFText_GetLooseCharBox", p.loose_box) &&
         find(lib, "FPDFText_GetCharOrigin", p.character_origin) &&
         find(lib, "FPDFText_GetMatrix", p.character_matrix) &&
         find(lib, "FPDFText_GetFontSize", p.font_size) &&
         find(lib, "FPDFText_GetTextObject", p.text_object) &&
         find(lib, "FPDFTextObj_GetFont", p.object_font) &&
         find(lib, "FPDFFont_GetBaseFontName", p.font_name) &&
         find(lib, "FPDFFont_GetFlags", p.font_flags) &&
         find(lib, "FPDFFont_GetWeight", p.font_weight);
}

bool find_object_functions(void* lib, Pdfium& p) {
  return find(lib, "FPDFPage_CountObjects", p.count_objects) &&
         find(lib, "FPDFPage_GetObject", p.page_object) &&
         find(lib, "FPDFPageObj_GetType", p.object_type) &&
         find(lib, "FPDFPageObj_GetBounds", p.object_bounds) &&
         find(lib, "FPDFPageObj_GetMatrix", p.object_matrix) &&
         find(lib, "FPDFFormObj_CountObjects", p.count_form_objects) &&
         find(lib, "FPDFFormObj_GetObject", p.form_object) &&
         find(lib, "FPDFPath_GetDrawMode", p.draw_mode) &&
         find(lib, "FPDFPath_CountSegments", p.count_segments) &&
         find(lib, "FPDFPath_GetPathSegment", p.path_segment) &&
         find(lib, "FPDFPathSegment_GetType", p.segment_type) &&
         find(lib, "FPDFPathSegment_GetPoint", p.segment_point) &&
         find(lib, "FPDFPathSegment_GetClose", p.segment_closes);
}

Result<Pdfium> open_library() {
  MemoryFile file;
  if (!file.write_all(pdfium_bytes())) {
    return fail(ErrorCode::kUnavailable, "no memory file for the PDF library");
  }
  void* library = dlopen(file.path().c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    const char* why = dlerror();
    return fail(ErrorCode::kUnavailable, std::string("the PDF library cannot be opened: ") +
                                             (why == nullptr ? "no reason given" : why));
  }
  Pdfium functions{};
  if (!find_page_functions(library, functions) || !find_text_functions(library, functions) ||
      !find_object_functions(library, functions)) {
    return fail(ErrorCode::kUnavailable, "the PDF library lacks a function");
  }
  std::array<const char*, 1> no_folders{nullptr};  // else it would read the system's fonts
  LibraryConfig config{2, no_folders.data(), nullptr, 0};
  functions.init(&config);
  return functions;
}

}  // namespace

Result<const Pdfium*> pdfium() {
  static const Result<Pdfium> opened = open_library();
  if (!opened) return std::unexpected(opened.error());
  return &*opened;
}

PdfiumLock::PdfiumLock() {
  static std::mutex one_at_a_time;
  lock_ = std::unique_lock(one_at_a_time);
}

}  // namespace eider::parse::pdf
