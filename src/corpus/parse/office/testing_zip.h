#pragma once
// For tests alone: zip archives and office packages made of given parts, in memory.

#include <gtest/gtest.h>
#include <minizip/zip.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace eider::parse {

struct ZipPart {
  std::string name;
  std::string bytes;
};

namespace testing_zip {

struct Target {
  std::string bytes;
  std::size_t at = 0;
};

inline Target& target(voidpf opaque) { return *static_cast<Target*>(opaque); }

inline zlib_filefunc64_def calls_to(Target& out) {
  zlib_filefunc64_def calls{};
  calls.zopen64_file = [](voidpf opaque, const void*, int) -> voidpf { return opaque; };
  calls.zread_file = [](voidpf, voidpf, void*, uLong) -> uLong { return 0; };
  calls.zwrite_file = [](voidpf opaque, voidpf, const void* from, uLong size) -> uLong {
    Target& to = target(opaque);
    to.bytes.resize(std::max<std::size_t>(to.bytes.size(), to.at + size));
    std::copy_n(static_cast<const char*>(from), size, to.bytes.data() + to.at);
    to.at += size;
    return size;
  };
  calls.ztell64_file = [](voidpf opaque, voidpf) -> ZPOS64_T { return target(opaque).at; };
  calls.zseek64_file = [](voidpf opaque, voidpf, ZPOS64_T offset, int origin) -> long {
    Target& to = target(opaque);
    std::size_t base = origin == ZLIB_FILEFUNC_SEEK_END   ? to.bytes.size()
                       : origin == ZLIB_FILEFUNC_SEEK_CUR ? to.at
                                                          : 0;
    to.at = base + static_cast<std::size_t>(offset);
    return 0;
  };
  calls.zclose_file = [](voidpf, voidpf) -> int { return 0; };
  calls.zerror_file = [](voidpf, voidpf) -> int { return 0; };
  calls.opaque = &out;
  return calls;
}

}  // namespace testing_zip

/// A deflated archive; `password` encrypts it where it is given.
inline std::string zip_of(const std::vector<ZipPart>& parts, const char* password = nullptr) {
  testing_zip::Target out;
  zlib_filefunc64_def calls = testing_zip::calls_to(out);
  zipFile zip = zipOpen2_64("", APPEND_STATUS_CREATE, nullptr, &calls);
  for (const ZipPart& part : parts) {
    auto crc = crc32(0, reinterpret_cast<const Bytef*>(part.bytes.data()),
                     static_cast<uInt>(part.bytes.size()));
    EXPECT_EQ(zipOpenNewFileInZip3_64(zip, part.name.c_str(), nullptr, nullptr, 0, nullptr, 0,
                                      nullptr, Z_DEFLATED, 6, 0, -MAX_WBITS, DEF_MEM_LEVEL,
                                      Z_DEFAULT_STRATEGY, password, crc, 0),
              ZIP_OK);
    zipWriteInFileInZip(zip, part.bytes.data(), static_cast<unsigned>(part.bytes.size()));
    zipCloseFileInZip(zip);
  }
  zipClose(zip, nullptr);
  return out.bytes;
}

/// One line of a part's relations.
inline std::string relation(const std::string& id, const std::string& type,
                            const std::string& target) {
  return "<Relationship Id=\"" + id + "\" Type=\"http://x/relationships/" + type + "\" Target=\"" +
         target + "\"/>";
}

inline ZipPart relations_part(const std::string& name, const std::string& lines) {
  return {name, "<Relationships>" + lines + "</Relationships>"};
}

/// A .docx whose body is `body`, with further parts.
inline std::string docx_of(const std::string& body, std::vector<ZipPart> more = {}) {
  more.push_back(relations_part("_rels/.rels", relation("r", "officeDocument", "word/d.xml")));
  more.push_back({"word/d.xml", "<w:document><w:body>" + body + "</w:body></w:document>"});
  return zip_of(more);
}

/// A file of src/corpus/parse/testdata.
inline std::string test_file(const std::string& name) {
  std::ifstream file(EIDER_SOURCE_DIR "/src/corpus/parse/testdata/" + name, std::ios::binary);
  EXPECT_TRUE(file.good()) << name;
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace eider::parse
