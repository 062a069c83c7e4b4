#include "corpus/answer/number_list.h"

#include <gtest/gtest.h>

#include <string>

namespace eider::answer {
namespace {

using Numbers = std::vector<std::int64_t>;

TEST(NumberList, AllowsEveryPrefixOfAList) {
  const NumberListConstraint constraint(12, 3);
  const std::string list = "[3, 12,1]";
  for (std::size_t size = 0; size <= list.size(); ++size) {
    EXPECT_TRUE(constraint.allows(list.substr(0, size))) << list.substr(0, size);
    EXPECT_EQ(constraint.may_end(list.substr(0, size)), size == list.size());
  }
  EXPECT_TRUE(constraint.allows("[]"));
  EXPECT_TRUE(constraint.may_end("[]"));
}

TEST(NumberList, RefusesWhatIsNoList) {
  const NumberListConstraint constraint(12, 3);
  for (const std::string_view text :
       {"1", " [", "[ ", "[,", "[1,,", "[1, ]", "[1,]", "[1  ", "[1 ", "[01", "[]]", "[] ", "[1] ",
        "[1]2", "[一", "[-1", "[1.5", "\xFF", "答案"}) {
    EXPECT_FALSE(constraint.allows(text)) << text;
  }
}

TEST(NumberList, RefusesNumbersThatDoNotExist) {
  const NumberListConstraint constraint(12, 3);
  for (const std::string_view text :
       {"[0", "[13", "[20", "[13]", "[99999999999999999999", "[99999999999999999999]"}) {
    EXPECT_FALSE(constraint.allows(text)) << text;
  }
  EXPECT_FALSE(NumberListConstraint(0, 3).allows("[1"));
  EXPECT_TRUE(NumberListConstraint(0, 3).allows("[]"));
}

TEST(NumberList, RefusesANumberTwice) {
  const NumberListConstraint constraint(12, 4);
  EXPECT_FALSE(constraint.allows("[2, 2]"));
  EXPECT_FALSE(constraint.allows("[2, 2"));
  EXPECT_TRUE(constraint.allows("[1, 1"));  // may become 10
  EXPECT_FALSE(constraint.allows("[1, 1]"));
  EXPECT_TRUE(constraint.allows("[1, 11]"));
}

TEST(NumberList, RefusesListsThatAreTooLong) {
  const NumberListConstraint constraint(12, 2);
  EXPECT_TRUE(constraint.allows("[1, 2]"));
  EXPECT_FALSE(constraint.allows("[1, 2,"));
  EXPECT_FALSE(constraint.allows("[1, 2, 3]"));
}

TEST(NumberList, AfterEveryAllowedTextSomethingIsAllowed) {
  const NumberListConstraint constraint(11, 3);
  std::vector<std::string> open = {""};
  std::size_t lists = 0;
  while (!open.empty()) {
    const std::string text = open.back();
    open.pop_back();
    std::size_t ways = constraint.may_end(text) ? 1 : 0;
    lists += ways;
    for (const char next : std::string("[], 0123456789")) {
      if (!constraint.allows(text + next)) continue;
      ++ways;
      open.push_back(text + next);
    }
    EXPECT_GT(ways, 0u) << text;
  }
  // [], singles, pairs with "," or ", ", triples with either twice
  EXPECT_EQ(lists, 1u + 11 + 2 * 11 * 10 + 4 * 11 * 10 * 9);
}

TEST(NumberList, ParsesInAscendingOrder) {
  EXPECT_EQ(parse_number_list("[]"), Numbers{});
  EXPECT_EQ(parse_number_list(""), Numbers{});
  EXPECT_EQ(parse_number_list("[12, 3,7]"), (Numbers{3, 7, 12}));
}

}  // namespace
}  // namespace eider::answer
