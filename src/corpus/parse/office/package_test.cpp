#include "corpus/parse/office/package.h"

#include <gtest/gtest.h>

#include "corpus/parse/limits.h"
#include "corpus/parse/office/testing_zip.h"
#include "corpus/parse/testing.h"

namespace eider::parse {
namespace {

Error error_of(std::string_view bytes, const std::string& path = "a.docx") {
  Result<ParsedDocument> parsed = parse_document({path, bytes});
  EXPECT_FALSE(parsed.has_value());
  return parsed ? Error{} : parsed.error();
}

TEST(ZipArchive, MembersByNameWithoutCase) {
  std::string zip = zip_of({{"Word/A.xml", "one"}, {"b", std::string(100'000, 'x')}});
  Result<ZipArchive> archive = ZipArchive::open(zip);
  ASSERT_TRUE(archive.has_value());
  EXPECT_TRUE(archive->has("/word/a.XML"));
  EXPECT_EQ(archive->read("word/a.xml").value(), "one");
  EXPECT_EQ(archive->read("b").value().size(), 100'000u);
  EXPECT_EQ(archive->read("c").error().code, ErrorCode::kNotFound);
}

TEST(ZipArchive, ABombIsALimit) {
  std::string zip = zip_of({{"word/d.xml", std::string(64u << 20, ' ')}});
  Result<ZipArchive> archive = ZipArchive::open(zip);
  ASSERT_TRUE(archive.has_value());
  Result<std::string> bytes = archive->read("word/d.xml");
  ASSERT_FALSE(bytes);
  EXPECT_EQ(bytes.error().code, ErrorCode::kLimit);
  EXPECT_EQ(bytes.error().where, "word/d.xml");
}

TEST(ZipArchive, TooManyMembersAreALimit) {
  std::vector<ZipPart> parts;
  for (std::size_t i = 0; i <= kMaxZipMembers; ++i) parts.push_back({std::to_string(i), ""});
  Result<ZipArchive> archive = ZipArchive::open(zip_of(parts));
  ASSERT_FALSE(archive);
  EXPECT_EQ(archive.error().code, ErrorCode::kLimit);
}

TEST(ZipArchive, AWrongChecksumIsNamed) {
  std::string zip = zip_of({{"a", "plain text that is stored"}});
  std::size_t directory = zip.rfind("PK\x01\x02");
  zip[directory + 16] = static_cast<char>(zip[directory + 16] ^ 0x55);
  Result<ZipArchive> archive = ZipArchive::open(zip);
  ASSERT_TRUE(archive.has_value());
  EXPECT_EQ(archive->read("a").error().code, ErrorCode::kCorrupt);
}

TEST(ZipArchive, ACutAnywhereIsAnError) {
  std::string zip = docx_of("<w:p><w:r><w:t>港口</w:t></w:r></w:p>");
  for (std::size_t size = 0; size + 4 < zip.size(); ++size) {
    EXPECT_FALSE(parse_document({"a.docx", zip.substr(0, size)}).has_value()) << size;
  }
}

TEST(ZipArchive, EveryFlippedByteIsHarmless) {
  const std::string zip = docx_of("<w:p><w:r><w:t>港口的新聞</w:t></w:r></w:p>");
  for (std::size_t at = 0; at < zip.size(); ++at) {
    std::string broken = zip;
    broken[at] = static_cast<char>(broken[at] ^ 0xFF);
    Result<ParsedDocument> parsed = parse_document({"a.docx", broken});
    if (parsed) expect_invariants(*parsed);
  }
}

TEST(OfficePackage, EncryptedAndOldFilesSayWhatToDo) {
  Error password = error_of(zip_of({{"_rels/.rels", "<a/>"}}, "secret"));
  EXPECT_EQ(password.code, ErrorCode::kUnsupported);
  EXPECT_EQ(password.what, "encrypted");
  Error old = error_of("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more");
  EXPECT_EQ(old.code, ErrorCode::kUnsupported);
  EXPECT_EQ(old.message(),
            "a.docx: old binary format, or encrypted; save it as .docx without a password");
}

TEST(OfficePackage, MissingPartsAreNamed) {
  EXPECT_EQ(error_of(zip_of({{"a.txt", "港口"}})).code, ErrorCode::kCorrupt);
  Error part = error_of(zip_of(
      {relations_part("_rels/.rels", relation("r", "officeDocument", "../../word/none.xml"))}));
  EXPECT_EQ(part.where, "a.docx, word/none.xml");
  EXPECT_EQ(error_of("").code, ErrorCode::kCorrupt);
  EXPECT_EQ(error_of("PK\x03\x04").code, ErrorCode::kCorrupt);
}

TEST(OfficePackage, NamesThatAreNoTextDoNotReachAnError) {
  Error error = error_of(
      zip_of({relations_part("_rels/.rels", relation("r", "officeDocument", "&#xD800;.xml"))}));
  EXPECT_TRUE(text::is_valid_utf8(error.message()));
}

TEST(OfficePackage, RelationsInACircleEnd) {
  ParsedDocument parsed = parse_ok(
      "a.docx",
      docx_of("<w:p><w:r><w:t>正文。</w:t></w:r></w:p>",
              {relations_part("word/_rels/d.xml.rels", relation("h", "header", "d.xml") +
                                                           relation("s", "styles", "d.xml"))}));
  EXPECT_EQ(texts(parsed, BlockKind::kParagraph), (Texts{"正文。"}));
}

TEST(OfficePackage, PathsStayInsideThePackage) {
  EXPECT_EQ(resolve_part("ppt/slides/s.xml", "../media/m.xml"), "ppt/media/m.xml");
  EXPECT_EQ(resolve_part("ppt/slides/s.xml", "/xl/a.xml"), "xl/a.xml");
  EXPECT_EQ(resolve_part("a.xml", "../../../etc/passwd"), "etc/passwd");
}

TEST(Xml, NoEntityOfADocumentTypeIsExpanded) {
  std::string bomb =
      "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY f SYSTEM "
      "\"file:///etc/passwd\">]><d><t>&b;&f;&amp;</t></d>";
  auto xml = read_xml(bomb, "d.xml");
  ASSERT_TRUE(xml.has_value());
  EXPECT_EQ(text_of(child((*xml)->root(), "t")), "&b;&f;&");
}

TEST(Xml, DeepNestingIsALimit) {
  std::string deep;
  for (int i = 0; i < 10'000; ++i) deep += "<w:sdt>";
  for (int i = 0; i < 10'000; ++i) deep += "</w:sdt>";
  Error error = error_of(docx_of(deep));
  EXPECT_EQ(error.code, ErrorCode::kLimit);
  EXPECT_EQ(error.where, "a.docx, word/d.xml");
  EXPECT_TRUE(read_xml("<a><b/><b><c/></b></a>", "x").has_value());
}

TEST(Xml, BrokenBytesAndCharactersThatAreNone) {
  Error error = read_xml("<a>\xE6\xB8</a>", "x.xml").error();
  EXPECT_EQ(error.message(), "x.xml: broken UTF-8 at byte 3");
  EXPECT_EQ(text_of((*read_xml("<a>&#xD800;x</a>", "x"))->root()),
            "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDx");
  EXPECT_FALSE(read_xml("", "x").has_value());
  EXPECT_FALSE(read_xml("<a", "x").has_value());
}

TEST(Xml, Utf16Parts) {
  std::string_view bytes("\xFF\xFE<\0a\0>\0\x2F\x6E<\0/\0a\0>\0", 18);
  EXPECT_EQ(text_of((*read_xml(std::string(bytes), "x"))->root()), "港");
}

}  // namespace
}  // namespace eider::parse
