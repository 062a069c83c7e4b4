#include "models/recorded/recording.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "base/sha256.h"

namespace eider::models {
namespace {

using nlohmann::json;

std::string key_of(const json& request) {
  return sha256(request.dump(-1, ' ', false, json::error_handler_t::replace));
}

json fields_of(const Prompt& prompt) {
  return json::array({prompt.system, prompt.user, prompt.lead_in});
}

std::string text_field(const json& line, const char* name) {
  return line.contains(name) && line[name].is_string() ? line[name].get<std::string>() : "";
}

}  // namespace

std::string completion_key(const Prompt& prompt, const CompletionOptions& options) {
  return key_of(json::array({"complete", fields_of(prompt), options.max_tokens, options.stop,
                             options.constraint != nullptr}));
}

std::string score_key(const Prompt& prompt, const std::vector<std::string>& continuations) {
  return key_of(json::array({"score", fields_of(prompt), continuations}));
}

std::string count_key(std::string_view text) { return key_of(json::array({"count", text})); }

std::string embed_key(std::string_view text, EmbedKind kind) {
  return key_of(json::array({"embed", kind == EmbedKind::kQuery ? "query" : "passage", text}));
}

Result<Recording> Recording::read(const std::string& path) {
  std::ifstream file(path);
  if (!file) return fail(ErrorCode::kNotFound, "there is no such recording", path);
  Recording recording;
  recording.path_ = path;
  std::size_t number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.empty()) continue;
    if (!recording.add_line(line)) {
      return fail(ErrorCode::kCorrupt, "not a line of a recording",
                  path + ":" + std::to_string(number));
    }
  }
  if (recording.head_.name.empty()) return fail(ErrorCode::kCorrupt, "it has no head", path);
  return recording;
}

Result<void> Recording::add_line(const std::string& line) {
  const json fields = json::parse(line, nullptr, false);
  const std::string kind = fields.is_object() ? text_field(fields, "kind") : "";
  if (kind == "head") {
    head_ = {text_field(fields, "name"), text_field(fields, "hash"), 0};
    if (fields.contains("dimensions") && fields["dimensions"].is_number_integer()) {
      head_.dimensions = fields["dimensions"].get<std::int64_t>();
    }
    return {};
  }
  const std::string key = kind.empty() ? "" : text_field(fields, "key");
  if (key.empty() || !fields.contains("reply")) return fail(ErrorCode::kCorrupt, "bad line");
  replies_[kind + ":" + key] = fields["reply"].dump();
  return {};
}

Result<std::string> Recording::reply(std::string_view kind, const std::string& key) const {
  const auto found = replies_.find(std::string(kind) + ":" + key);
  if (found != replies_.end()) return found->second;
  return fail(ErrorCode::kNotFound,
              "the recording has no " + std::string(kind) + " with key " + key, path_,
              "record it again with the real model");
}

}  // namespace eider::models
