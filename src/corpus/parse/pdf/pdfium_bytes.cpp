// The file libpdfium.so, put into the program's read-only data by the assembler.

#include <string_view>

#include "corpus/parse/pdf/pdfium.h"

asm(".pushsection .rodata.eider_pdfium, \"a\", @progbits\n"
    ".balign 64\n"
    ".local eider_pdfium_start\n"
    "eider_pdfium_start:\n"
    ".incbin \"" EIDER_PDFIUM_FILE
    "\"\n"
    ".local eider_pdfium_stop\n"
    "eider_pdfium_stop:\n"
    ".popsection\n");

extern "C" {
extern const char eider_pdfium_start[] __attribute__((visibility("hidden")));
extern const char eider_pdfium_stop[] __attribute__((visibility("hidden")));
}

namespace eider::parse::pdf {

std::string_view pdfium_bytes() { return {eider_pdfium_start, eider_pdfium_stop}; }

}  // namespace eider::parse::pdf
