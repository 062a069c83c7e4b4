#include "rows/questions.h"

#include <algorithm>

#include "text/utf8.h"

namespace eider::rows {
namespace {

// What is said before the text, between it and the condition or the labels, after them, and the
// start of the reply. Small models do better where the question follows the text.
struct Wording {
  std::string_view text;
  std::string_view before;
  std::string_view after;
  std::string_view lead_in;
};

constexpr Wording kFilterEnglish = {
    "Text:\n", "\n\nAccording to the text, is it true: ", "? Answer yes or no.", ""};
constexpr Wording kFilterChinese = {"\u6587\u672c\uff1a\n",
                                    "\n\n\u6839\u636e\u6587\u672c\uff0c\u201c",
                                    "\u201d\u662f\u771f\u7684\u5417\uff1f\u53ea\u56de\u7b54\u201c"
                                    "\u662f\u201d\u6216\u201c\u5426\u201d\u3002",
                                    ""};

// The answers that mean yes, then as many that mean no.
constexpr std::string_view kEnglishAnswers[] = {"yes", "Yes", "no", "No"};
constexpr std::string_view kChineseAnswers[] = {"\u662f", "\u5426"};

constexpr Wording kClassifyEnglish = {"Text:\n", "\n\nWhich class does it belong to: ", "?",
                                      "Class:"};
constexpr Wording kClassifyChinese = {
    "\u6587\u672c\uff1a\n", "\n\n\u8fd9\u6bb5\u6587\u672c\u5c5e\u4e8e\u54ea\u4e00\u7c7b\uff1a",
    "\uff1f", "\u7c7b\u522b\uff1a"};
constexpr std::string_view kEnglishComma = ", ";
constexpr std::string_view kChineseComma = "\u3001";

// NOLINTBEGIN(bugprone-suspicious-missing-comma): a text is broken over lines
constexpr std::string_view kEnglishPanel[] = {
    "Strong winds will hold up some coastal trains at the weekend; passengers should watch "
    "the station notices.",
    "The noodle shop has been open for thirty years, and its owner says the broth has never "
    "changed.",
    "After their talks the two foreign ministers said they would keep in touch about fishing.",
    "Researchers found a small shrimp in a mountain lake that nobody had described before.",
    "The company held its regular meeting yesterday and talked about the next steps.",
    "Traders expect prices to move up and down within the present range for a while.",
    "Libraries across the country had a tenth more visitors last year than the year before, "
    "a survey shows.",
    "The home side scored twice in the second half and ended a run of five defeats.",
    "He wrote in his letter that the children had settled in at their new school.",
    "The firm sits on an industrial estate and makes and sells parts."};

constexpr std::string_view kChinesePanel[] = {
    "\u5468\u672b\u5927\u98ce\u964d\u6e29\uff0c\u6cbf\u6d77\u5217\u8f66\u90e8\u5206\u505c"
    "\u8fd0\uff0c\u8bf7\u65c5\u5ba2\u7559\u610f\u8f66\u7ad9\u901a\u77e5\u3002",
    "\u8fd9\u5bb6\u9762\u9986\u5f00\u4e86\u4e09\u5341\u5e74\uff0c\u8001\u677f\u8bf4\u6c64"
    "\u5934\u7684\u914d\u65b9\u4ece\u6ca1\u53d8\u8fc7\u3002",
    "\u4e24\u56fd\u5916\u957f\u5728\u4f1a\u8c08\u540e\u8868\u793a\uff0c\u5c06\u7ee7\u7eed"
    "\u5c31\u6e14\u4e1a\u95ee\u9898\u4fdd\u6301\u6c9f\u901a\u3002",
    "\u7814\u7a76\u4eba\u5458\u5728\u9ad8\u539f\u6e56\u6cca\u91cc\u53d1\u73b0\u4e86\u4e00"
    "\u79cd\u4ece\u672a\u8bb0\u5f55\u8fc7\u7684\u5c0f\u867e\u3002",
    "\u516c\u53f8\u6628\u5929\u53ec\u5f00\u4f8b\u4f1a\uff0c\u8ba8\u8bba\u4e86\u4e0b\u4e00"
    "\u9636\u6bb5\u7684\u5de5\u4f5c\u3002",
    "\u5e02\u5834\u4eba\u58eb\u8a8d\u70ba\uff0c\u77ed\u671f\u5167\u50f9\u683c\u4ecd\u6703"
    "\u5728\u76ee\u524d\u5340\u9593\u5167\u4f86\u56de\u6ce2\u52d5\u3002",
    "\u636e\u7edf\u8ba1\uff0c\u53bb\u5e74\u5168\u56fd\u56fe\u4e66\u9986\u63a5\u5f85\u8bfb"
    "\u8005\u7684\u4eba\u6b21\u6bd4\u524d\u5e74\u591a\u4e86\u4e00\u6210\u3002",
    "\u4e3b\u961f\u4e0b\u534a\u573a\u8fde\u8fdb\u4e24\u7403\uff0c\u7ec8\u4e8e\u7ed3\u675f"
    "\u4e86\u4e94\u8fde\u8d25\u3002",
    "\u4ed6\u5728\u4fe1\u88e1\u5beb\u9053\uff0c\u5b69\u5b50\u5011\u5df2\u7d93\u7fd2\u6163"
    "\u4e86\u65b0\u5b78\u6821\u7684\u751f\u6d3b\u3002",
    "\u8fd9\u5bb6\u4f01\u4e1a\u4f4d\u4e8e\u5de5\u4e1a\u56ed\u533a\u5185\uff0c\u4e3b\u8981"
    "\u4ece\u4e8b\u96f6\u90e8\u4ef6\u7684\u52a0\u5de5\u4e0e\u9500\u552e\u3002"};
// NOLINTEND(bugprone-suspicious-missing-comma)

bool is_chinese(std::span<const std::string> texts) {
  return std::ranges::any_of(
      texts, [](const std::string& text) { return tongue_of(text) == Tongue::kChinese; });
}

void append_all(std::string& text, std::initializer_list<std::string_view> parts) {
  for (const std::string_view part : parts) text += part;
}

}  // namespace

Tongue tongue_of(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const text::CodePoint point = text::decode(text, at);
    if (text::is_han(point.value)) return Tongue::kChinese;
    at += point.size;
  }
  return Tongue::kEnglish;
}

Question filter_question(std::string_view text, std::string_view condition) {
  const bool chinese = tongue_of(condition) == Tongue::kChinese;
  const Wording& said = chinese ? kFilterChinese : kFilterEnglish;
  Question question;
  append_all(question.prompt.user, {said.text, text, said.before, condition, said.after});
  std::span<const std::string_view> answers = kEnglishAnswers;
  if (chinese) answers = kChineseAnswers;
  question.continuations.assign(answers.begin(), answers.end());
  return question;
}

Question classify_question(std::string_view text, std::span<const std::string> labels) {
  const bool chinese = is_chinese(labels);
  const Wording& said = chinese ? kClassifyChinese : kClassifyEnglish;
  Question question;
  std::string& user = question.prompt.user;
  append_all(user, {said.text, text, said.before});
  for (const std::string& label : labels) {
    if (&label != labels.data()) user += chinese ? kChineseComma : kEnglishComma;
    user += label;
    question.continuations.push_back(chinese ? label : " " + label);
  }
  user += said.after;
  question.prompt.lead_in = said.lead_in;
  return question;
}

std::span<const std::string_view> panel(Tongue tongue) {
  if (tongue == Tongue::kChinese) return kChinesePanel;
  return kEnglishPanel;
}

}  // namespace eider::rows
