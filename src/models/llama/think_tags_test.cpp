#include "models/llama/think_tags.h"

#include <gtest/gtest.h>

namespace eider::models {
namespace {

TEST(ThinkTags, AreCutFromTheStart) {
  const auto parts = split_thinking("\n<think>\n先想一想。\n</think>\n\n答案", false);
  EXPECT_EQ(parts.thinking, "先想一想。");
  EXPECT_EQ(parts.reply, "答案");
  EXPECT_FALSE(parts.thinks);
}

TEST(ThinkTags, OpenedByThePrompt) {
  EXPECT_TRUE(opens_thinking("<|assistant|>\n<think>\n"));
  EXPECT_FALSE(opens_thinking("<think>\nno more\n</think>\n\n"));
  EXPECT_FALSE(opens_thinking("<think> begun"));
  EXPECT_FALSE(opens_thinking(""));
  const auto parts = split_thinking("so\n</think>yes", true);
  EXPECT_EQ(parts.thinking, "so");
  EXPECT_EQ(parts.reply, "yes");
}

TEST(ThinkTags, UnendedThinkingHasNoReply) {
  const auto parts = split_thinking("<think>on and on", false);
  EXPECT_EQ(parts.thinking, "on and on");
  EXPECT_EQ(parts.reply, "");
  EXPECT_TRUE(parts.thinks);
}

TEST(ThinkTags, TextWithoutOneIsTheReply) {
  for (const char* text : {"", "plain", "a <think>tag</think> inside", "<thin", "</think>"}) {
    EXPECT_EQ(split_thinking(text, false).reply, text);
    EXPECT_EQ(split_thinking(text, false).thinking, "");
  }
}

}  // namespace
}  // namespace eider::models
