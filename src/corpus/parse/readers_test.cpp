#include "corpus/parse/readers.h"

#include <gtest/gtest.h>

namespace eider::parse {
namespace {

std::string type_of(const std::string& path, std::string_view head = "") {
  auto reader = reader_of(path, head);
  return reader ? (*reader)->media_type : reader.error().message();
}

TEST(Readers, ByExtension) {
  EXPECT_EQ(type_of("a.MD"), "text/markdown");
  EXPECT_EQ(type_of("folder.x/a"), "text/plain");
  EXPECT_EQ(type_of("a.xlsm"), type_of("a.xlsx"));
  EXPECT_TRUE(type_of("a.png").starts_with("a.png: the format .png is not read; formats read: "));
  EXPECT_TRUE(type_of("a.txt md").starts_with("a.txt md: the format"));
}

TEST(Readers, ContentThatContradictsTheName) {
  EXPECT_EQ(type_of("a.txt", "%PDF-1.7"), "application/pdf");
  EXPECT_EQ(type_of("a", "\xEF\xBB\xBF <!DOCTYPE html><p>"), "text/html");
  EXPECT_EQ(type_of("report.docx", "<html><body>"), "text/html");
  EXPECT_EQ(type_of("export.xls", "<html><table>"), "text/html");
  EXPECT_EQ(type_of("export.xls", "PK\x03\x04"), type_of("a.xlsx"));
  EXPECT_EQ(type_of("a.md", "<html>"), "text/markdown");
  EXPECT_EQ(type_of("a.csv", "PK\x03\x04"),
            "a.csv: a zip archive, not text; unpack it, or name it .docx, .pptx or .xlsx if it is "
            "one");
  EXPECT_EQ(type_of("a.txt", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
            "a.txt: an old binary office file, not text; save it as .docx, .pptx or .xlsx");
  EXPECT_EQ(type_of("a.doc", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
            "a.doc: the old binary format .doc is not read; save it as .docx");
}

TEST(Readers, HostileFormatsAreReadApart) {
  for (const char* path : {"a.docx", "a.pptx", "a.xlsx", "a.pdf"}) {
    EXPECT_TRUE((*reader_of(path, ""))->apart) << path;
  }
}

}  // namespace
}  // namespace eider::parse
