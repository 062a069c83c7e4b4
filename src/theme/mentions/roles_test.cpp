#include "theme/mentions/roles.h"

#include <gtest/gtest.h>

#include "text/fold.h"

namespace eider::theme {
namespace {

/// The role of the first `name` in `text`.
MentionRole role(std::string_view text, std::string_view name) {
  const std::string folded = text::fold_text(text);
  const std::string wanted = text::fold_text(name);
  const std::size_t at = folded.find(wanted);
  EXPECT_NE(at, std::string::npos) << text;
  return role_of(folded,
                 {static_cast<std::int64_t>(at), static_cast<std::int64_t>(at + wanted.size())});
}

TEST(RoleOf, CreditsAreSources) {
  for (const std::string_view text :
       {"成交额减少410亿元。（同花顺财经）", "不构成投资建议。(来源：同花顺)", "来源：同花顺财经",
        "文章來源：同花順\n正文", "【同花顺财经讯】今天，", "同花顺财经8月18日讯 记者报道",
        "同花顺财经讯，今天，", "据同花顺数据，全年", "根据同花顺统计，", "（图/同花顺）",
        "Shares rose. (Source: 同花顺)"}) {
    EXPECT_EQ(role(text, text::fold_text(text).contains("同花顺") ? "同花顺" : ""),
              MentionRole::kSource)
        << text;
  }
}

TEST(RoleOf, AQuotedAnalystsBrokerIsASpeaker) {
  EXPECT_EQ(role("中信证券分析师陆一鸣在会上说", "中信证券"), MentionRole::kSpeaker);
  EXPECT_EQ(role("中信證券首席分析師陸一鳴表示", "中信证券"), MentionRole::kSpeaker);
  EXPECT_EQ(role("华泰证券研究员舒望则认为，液冷", "华泰证券"), MentionRole::kSpeaker);
  EXPECT_EQ(role("中信证券研报称，行业回暖", "中信证券"), MentionRole::kSpeaker);
  EXPECT_EQ(role("中信证券认为，行业回暖", "中信证券"), MentionRole::kSpeaker);
  EXPECT_EQ(role("said Ann Lee, an analyst at Huatai.", "Huatai"), MentionRole::kSpeaker);
  EXPECT_EQ(role("Huatai analyst Ann Lee said", "Huatai"), MentionRole::kSpeaker);
}

TEST(RoleOf, WhatACompanyDoesOrSaysOfItselfIsItsSubject) {
  for (const std::string_view text :
       {"寒武纪发布新芯片。", "寒武纪表示，合同履行正常。", "加速卡来自多家公司（寒武纪、海光）。",
        "寒武纪8月18日在北京宣布", "寒武纪研究员展示了样机", "寒武纪（688256.SH）发布公告",
        "他买了寒武纪", "这一芯片由寒武纪\n供应", "据寒武纪公告，", "寒武纪9月18日电动车测试"}) {
    EXPECT_EQ(role(text, "寒武纪"), MentionRole::kSubject) << text;
  }
  EXPECT_EQ(role("中信证券上调人工智能业务投入。", "中信证券"), MentionRole::kSubject);
  EXPECT_EQ(role("科大讯飞6月2日发布大模型", "科大讯飞"), MentionRole::kSubject);
}

TEST(RoleOf, ANameAloneIsASubject) { EXPECT_EQ(role("寒武纪", "寒武纪"), MentionRole::kSubject); }

}  // namespace
}  // namespace eider::theme
