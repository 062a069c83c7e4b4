#pragma once
// Reasoning models write what they think between <think> and </think> before their reply; the
// form of the chat may have written the first tag already.

#include <string>
#include <string_view>

namespace eider::models {

inline constexpr std::string_view kThinkOpen = "<think>";
inline constexpr std::string_view kThinkClose = "</think>";

struct ThoughtAndReply {
  std::string_view thinking;  // without the tags and the white space around
  std::string_view reply;     // "" while the thinking goes on
  bool thinks = false;        // the thinking has not ended
};

/// Splits what a model wrote; `opened`: the prompt ended within a think tag. The views are of
/// `written`. Without a tag at its start all of it is the reply.
ThoughtAndReply split_thinking(std::string_view written, bool opened);

/// Does the prompt end within a think tag?
bool opens_thinking(std::string_view prompt);

}  // namespace eider::models
