#include "models/llama/chat.h"

#include <array>
#include <optional>
#include <string>

namespace eider::models {
namespace {

// Stand for the caller's text while the form is made, and are then replaced by its tokens.
constexpr std::string_view kSystemMark = "EIDERSYSTEMTEXT";
constexpr std::string_view kUserMark = "EIDERUSERTEXT";

constexpr std::string_view kChatml =
    "<|im_start|>system\nEIDERSYSTEMTEXT<|im_end|>\n"
    "<|im_start|>user\nEIDERUSERTEXT<|im_end|>\n<|im_start|>assistant\n";
constexpr std::string_view kChatmlWithoutSystem =
    "<|im_start|>user\nEIDERUSERTEXT<|im_end|>\n<|im_start|>assistant\n";

/// The form of the model file, if llama.cpp knows it and it keeps the marks in order.
std::optional<std::string> form_of_file(const Weights& weights, bool has_system) {
  const char* source = llama_model_chat_template(weights.get(), nullptr);
  if (source == nullptr) return std::nullopt;
  const std::array<llama_chat_message, 2> messages = {
      llama_chat_message{"system", kSystemMark.data()},
      llama_chat_message{"user", kUserMark.data()}};
  const std::size_t skipped = has_system ? 0 : 1;
  std::string form(4096, '\0');
  const std::int32_t size =
      llama_chat_apply_template(source, messages.data() + skipped, messages.size() - skipped, true,
                                form.data(), static_cast<std::int32_t>(form.size()));
  if (size <= 0 || size > static_cast<std::int32_t>(form.size())) return std::nullopt;
  form.resize(static_cast<std::size_t>(size));
  const std::size_t system = has_system ? form.find(kSystemMark) : 0;
  const std::size_t user = form.find(kUserMark);
  if (system == std::string::npos || user == std::string::npos || system > user) {
    return std::nullopt;
  }
  return form;
}

void append(std::vector<TokenId>& tokens, const std::vector<TokenId>& more) {
  tokens.insert(tokens.end(), more.begin(), more.end());
}

}  // namespace

std::vector<TokenId> chat_tokens(const Weights& weights, const Prompt& prompt) {
  const bool has_system = !prompt.system.empty();
  const std::string form = form_of_file(weights, has_system)
                               .value_or(std::string(has_system ? kChatml : kChatmlWithoutSystem));
  std::vector<TokenId> tokens;
  const llama_vocab* vocabulary = weights.vocabulary();
  if (llama_vocab_get_add_bos(vocabulary)) tokens.push_back(llama_vocab_bos(vocabulary));
  std::size_t at = 0;
  if (has_system) {
    at = form.find(kSystemMark);
    append(tokens, weights.tokens_of_form(form.substr(0, at)));
    append(tokens, weights.tokens_of(prompt.system));
    at += kSystemMark.size();
  }
  const std::size_t user = form.find(kUserMark, at);
  append(tokens, weights.tokens_of_form(form.substr(at, user - at)));
  append(tokens, weights.tokens_of(prompt.user));
  append(tokens, weights.tokens_of_form(form.substr(user + kUserMark.size())));
  append(tokens, weights.tokens_of(prompt.lead_in));
  if (tokens.size() > 1 && tokens[0] == tokens[1] && tokens[0] == llama_vocab_bos(vocabulary)) {
    tokens.erase(tokens.begin());  // the form writes its own begin token
  }
  return tokens;
}

}  // namespace eider::models
