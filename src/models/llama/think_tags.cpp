#include "models/llama/think_tags.h"

#include <algorithm>

namespace eider::models {
namespace {

constexpr std::string_view kWhite = " \t\r\n";

std::string_view without_white_start(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(kWhite), text.size()));
  return text;
}

std::string_view trimmed(std::string_view text) {
  text = without_white_start(text);
  return text.substr(0, text.find_last_not_of(kWhite) + 1);
}

}  // namespace

ThoughtAndReply split_thinking(std::string_view written, bool opened) {
  std::string_view rest = written;
  if (!opened) {
    rest = without_white_start(written);
    if (!rest.starts_with(kThinkOpen)) return {"", written, false};
    rest.remove_prefix(kThinkOpen.size());
  }
  const std::size_t end = rest.find(kThinkClose);
  if (end == std::string_view::npos) return {trimmed(rest), {}, true};
  return {trimmed(rest.substr(0, end)), without_white_start(rest.substr(end + kThinkClose.size())),
          false};
}

bool opens_thinking(std::string_view prompt) {
  const std::size_t open = prompt.rfind(kThinkOpen);
  return open != std::string_view::npos && trimmed(prompt.substr(open)) == kThinkOpen;
}

}  // namespace eider::models
