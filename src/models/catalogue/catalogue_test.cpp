#include "models/catalogue/catalogue.h"

#include <gtest/gtest.h>

#include <set>

namespace eider::models {
namespace {

bool is_sha256(const std::string& text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

TEST(Catalogue, EveryEntryIsWhole) {
  ASSERT_FALSE(catalogue().empty());
  std::set<std::string> files;
  for (const ModelEntry& entry : catalogue()) {
    EXPECT_TRUE(is_sha256(entry.sha256)) << entry.name;
    EXPECT_GT(entry.bytes, 0) << entry.name;
    EXPECT_FALSE(entry.licence.empty()) << entry.name;
    EXPECT_TRUE(files.insert(entry.file).second) << entry.file;
    EXPECT_EQ(entry.role == Role::kEmbedder, entry.dimensions > 0) << entry.name;
    for (const Carrier& carrier : entry.carriers) {
      EXPECT_TRUE(is_sha256(carrier.sha256)) << entry.name;
      EXPECT_FALSE(carrier.parts.empty()) << entry.name;
      const bool converts = carrier.conversion != Conversion::kNone;
      EXPECT_EQ(converts, carrier.sha256 != entry.sha256) << entry.name;
      for (const CarrierPart& part : carrier.parts) {
        EXPECT_TRUE(is_sha256(part.wheel_sha256)) << part.package;
        EXPECT_FALSE(part.version.empty()) << part.package;
        EXPECT_NE(part.member.find('/'), std::string::npos) << part.package;
      }
    }
  }
}

TEST(Catalogue, HasOneDefaultOfEachRole) {
  EXPECT_EQ(default_entry(Role::kGenerator).name, "qwen2.5-coder-1.5b");
  EXPECT_EQ(default_entry(Role::kEmbedder).name, "multilingual-e5-small");
}

TEST(Catalogue, FindsByNameOnly) {
  ASSERT_NE(find_entry("qwen2.5-coder-0.5b"), nullptr);
  EXPECT_EQ(find_entry("qwen2.5-coder-0.5b")->carriers.front().parts.size(), 6U);
  EXPECT_EQ(find_entry("qwen2.5-coder-1.5b")->carriers.front().parts.size(), 22U);
  EXPECT_EQ(find_entry(""), nullptr);
  EXPECT_EQ(find_entry("模型"), nullptr);
}

}  // namespace
}  // namespace eider::models
