#pragma once
// The functions of PDFium that are used, as pointers; nothing else of Eider knows the library.
// It is carried inside the program as bytes and opened once from memory: no file is needed, no
// system font is looked for, and the build has no JavaScript and no forms. The declarations follow
// PDFium's public headers (Copyright The PDFium Authors, BSD-3-Clause and Apache-2.0).
// PDFium serves one thread at a time: hold a PdfiumLock while anything of it is in use.

#include <memory>
#include <mutex>

#include "base/error.h"

namespace eider::parse::pdf {

struct FpdfDocument;
struct FpdfPage;
struct FpdfTextPage;
struct FpdfObject;
struct FpdfSegment;
struct FpdfFont;
struct FpdfBookmark;
struct FpdfDest;

struct FpdfRect {
  float left, top, right, bottom;  // y grows upwards
};
struct FpdfMatrix {
  float a, b, c, d, e, f;  // x' = a x + c y + e, y' = b x + d y + f
};

enum FpdfError : unsigned long { kFpdfSuccess = 0, kFpdfPassword = 4, kFpdfSecurity = 5 };
enum FpdfObjectType : int {
  kFpdfText = 1,
  kFpdfPath = 2,
  kFpdfImage = 3,
  kFpdfShading = 4,
  kFpdfForm = 5
};
enum FpdfSegmentType : int { kFpdfLineTo = 0, kFpdfBezierTo = 1, kFpdfMoveTo = 2 };

/// Named as in PDFium without the prefix FPDF; every int result but a count is a truth value.
struct Pdfium {
  void (*init)(const void* config);
  unsigned long (*last_error)();
  FpdfDocument* (*load_document)(const void* bytes, std::size_t size, const char* password);
  void (*close_document)(FpdfDocument*);
  int (*page_count)(FpdfDocument*);
  unsigned long (*meta_text)(FpdfDocument*, const char* key, void* utf16, unsigned long bytes);
  FpdfPage* (*load_page)(FpdfDocument*, int page);
  void (*close_page)(FpdfPage*);
  int (*page_bounds)(FpdfPage*, FpdfRect*);
  int (*page_rotation)(FpdfPage*);  // quarter turns, clockwise
  int (*count_annotations)(FpdfPage*);
  int (*flatten)(FpdfPage*, int usage);  // draws annotations into the page; 1: it did

  FpdfTextPage* (*load_text)(FpdfPage*);
  void (*close_text)(FpdfTextPage*);
  int (*count_characters)(FpdfTextPage*);
  unsigned int (*unicode)(FpdfTextPage*, int at);
  int (*is_generated)(FpdfTextPage*, int at);
  int (*loose_box)(FpdfTextPage*, int at, FpdfRect*);
  int (*character_origin)(FpdfTextPage*, int at, double* x, double* y);
  int (*character_matrix)(FpdfTextPage*, int at, FpdfMatrix*);
  double (*font_size)(FpdfTextPage*, int at);
  FpdfObject* (*text_object)(FpdfTextPage*, int at);

  FpdfFont* (*object_font)(FpdfObject*);
  std::size_t (*font_name)(FpdfFont*, char* name, std::size_t bytes);
  int (*font_flags)(FpdfFont*);
  int (*font_weight)(FpdfFont*);

  int (*count_objects)(FpdfPage*);
  FpdfObject* (*page_object)(FpdfPage*, int at);
  int (*object_type)(FpdfObject*);
  int (*object_bounds)(FpdfObject*, float* left, float* bottom, float* right, float* top);
  int (*object_matrix)(FpdfObject*, FpdfMatrix*);
  int (*count_form_objects)(FpdfObject*);
  FpdfObject* (*form_object)(FpdfObject*, unsigned long at);
  int (*draw_mode)(FpdfObject*, int* fill, int* stroke);
  int (*count_segments)(FpdfObject*);
  FpdfSegment* (*path_segment)(FpdfObject*, int at);
  int (*segment_type)(FpdfSegment*);
  int (*segment_point)(FpdfSegment*, float* x, float* y);
  int (*segment_closes)(FpdfSegment*);

  FpdfBookmark* (*first_bookmark)(FpdfDocument*, FpdfBookmark* parent);
  FpdfBookmark* (*next_bookmark)(FpdfDocument*, FpdfBookmark*);
  unsigned long (*bookmark_title)(FpdfBookmark*, void* utf16, unsigned long bytes);
  FpdfDest* (*bookmark_dest)(FpdfDocument*, FpdfBookmark*);
  int (*dest_page)(FpdfDocument*, FpdfDest*);  // -1 if it has none
};

/// Opens the library at the first call; lives for ever. Errors: kUnavailable.
Result<const Pdfium*> pdfium();

/// One thread at a time.
class PdfiumLock {
 public:
  PdfiumLock();

 private:
  std::unique_lock<std::mutex> lock_;
};

template <typename T>
struct FpdfCloser {
  void (*close)(T*);
  void operator()(T* handle) const { close(handle); }
};

template <typename T>
using FpdfHandle = std::unique_ptr<T, FpdfCloser<T>>;

/// The library's file, as it lies in the program.
std::string_view pdfium_bytes();

}  // namespace eider::parse::pdf
