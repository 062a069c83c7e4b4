// Any bytes as EIDER_FUZZ_PART of an office file whose other parts are sound; the archive is made
// around them, uncompressed.

#include <array>
#include <utility>

#include "promises.h"

namespace {

using Part = std::pair<std::string_view, std::string_view>;  // name, bytes

constexpr std::array kParts = {
    Part{"_rels/.rels",
         "<Relationships><Relationship Id='r1' Type='http://x/relationships/officeDocument' "
         "Target='" EIDER_FUZZ_MAIN "'/></Relationships>"},
    Part{"ppt/presentation.xml",
         "<p:presentation><p:sldIdLst><p:sldId id='256' r:id='r1'/></p:sldIdLst></p:presentation>"},
    Part{"ppt/_rels/presentation.xml.rels",
         "<Relationships><Relationship Id='r1' Type='http://x/relationships/slide' "
         "Target='slides/slide1.xml'/></Relationships>"},
    Part{"xl/workbook.xml",
         "<workbook><sheets><sheet name='S' sheetId='1' r:id='r1'/></sheets></workbook>"},
    Part{"xl/_rels/workbook.xml.rels",
         "<Relationships><Relationship Id='r1' Type='http://x/relationships/worksheet' "
         "Target='worksheets/sheet1.xml'/></Relationships>"},
};

std::uint32_t checksum(std::string_view bytes) {  // CRC-32 of a zip member
  std::uint32_t sum = ~0u;
  for (const char byte : bytes) {
    sum ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit) sum = sum >> 1 ^ (sum & 1 ? 0xEDB88320u : 0u);
  }
  return ~sum;
}

void put(std::string& to, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) to += static_cast<char>(value >> 8 * i);
}

/// A zip archive whose members are stored as they are (APPNOTE.TXT 4.3).
class StoredZip {
 public:
  void add(std::string_view name, std::string_view bytes) {
    const auto at = static_cast<std::uint32_t>(zip_.size());
    std::string facts;
    for (const std::uint32_t zero : {20u, 0u, 0u, 0u, 0u}) put(facts, zero, 2);
    put(facts, checksum(bytes), 4);
    put(facts, static_cast<std::uint32_t>(bytes.size()), 4);
    put(facts, static_cast<std::uint32_t>(bytes.size()), 4);
    put(facts, static_cast<std::uint32_t>(name.size()), 2);
    put(facts, 0, 2);
    ((zip_ += "PK\3\4") += facts) += name;
    zip_ += bytes;
    directory_ += "PK\1\2";
    put(directory_, 20, 2);
    directory_ += facts;
    directory_ += std::string(10, '\0');
    put(directory_, at, 4);
    directory_ += name;
    ++members_;
  }
  std::string end() {
    const auto at = static_cast<std::uint32_t>(zip_.size());
    zip_ += directory_;
    zip_ += "PK\5\6";
    put(zip_, 0, 4);
    put(zip_, members_, 2);
    put(zip_, members_, 2);
    put(zip_, static_cast<std::uint32_t>(directory_.size()), 4);
    put(zip_, at, 4);
    put(zip_, 0, 2);
    return zip_;
  }

 private:
  std::string zip_;
  std::string directory_;
  std::uint32_t members_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  StoredZip zip;
  for (const auto& [name, bytes] : kParts) zip.add(name, bytes);
  zip.add(EIDER_FUZZ_PART, {reinterpret_cast<const char*>(data), size});
  eider::fuzz::check_file(EIDER_FUZZ_NAME, zip.end());
  return 0;
}
