#include "theme/mentions/dictionary.h"

#include <gtest/gtest.h>

#include "text/fold.h"

namespace eider::theme {
namespace {

Company company(std::int64_t id, std::string name, std::vector<std::string> aliases) {
  Company made;
  made.id = id;
  made.name = std::move(name);
  made.aliases = std::move(aliases);
  made.aliases.insert(made.aliases.begin(), made.name);
  return made;
}

std::size_t sighted(const CompanyDictionary& dictionary, std::string_view text) {
  return dictionary.sightings(text::fold_text(text)).size();
}

TEST(CompanyDictionary, LatinNamesNeedTheBoundaryOfAWord) {
  const CompanyDictionary dictionary({company(1, "C3.ai", {"AI", "360"})});
  EXPECT_EQ(sighted(dictionary, "MAIL, AID, RAI"), 0u);
  EXPECT_EQ(sighted(dictionary, "用AI做"), 1u);
  EXPECT_EQ(sighted(dictionary, "(ai)"), 1u);
  EXPECT_EQ(sighted(dictionary, "1360与3600"), 0u);
  EXPECT_EQ(sighted(dictionary, "360集团"), 1u);
  EXPECT_EQ(sighted(dictionary, "Ｃ３．ＡＩ"), 2u);  // full width: C3.ai, and AI after its point
}

TEST(CompanyDictionary, BothScriptsAreOnePattern) {
  const CompanyDictionary dictionary({company(1, "台积电", {"台積電"})});
  EXPECT_EQ(sighted(dictionary, "台積電與台积电"), 2u);
}

TEST(CompanyDictionary, ANameNeedsSupportWhereItIsCommonAndShort) {
  Company apple = company(7, "苹果", {"苹果公司", "Apple Inc.", "AAPL.US"});
  apple.contexts = {"iPhone"};
  const CompanyDictionary dictionary({apple});
  const auto kind = [&](std::string_view text) {
    const auto found = dictionary.sightings(text::fold_text(text));
    return found.empty() ? ClaimKind::kBlock : found.back().claims->front().kind;
  };
  EXPECT_EQ(kind("苹果"), ClaimKind::kShortName);
  EXPECT_EQ(kind("苹果公司"), ClaimKind::kName);
  EXPECT_EQ(kind("AAPL.US"), ClaimKind::kName);
  EXPECT_EQ(kind("IPHONE"), ClaimKind::kSupport);
  EXPECT_EQ(dictionary.company_id(0), 7);
}

TEST(CompanyDictionary, NoCompaniesSeeNothing) {
  EXPECT_EQ(sighted(CompanyDictionary({}), "寒武纪"), 0u);
  EXPECT_EQ(sighted(CompanyDictionary({company(1, "", {"", " "})}), "寒 武 纪"), 0u);
}

}  // namespace
}  // namespace eider::theme
