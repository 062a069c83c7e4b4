#include "pipeline/row_key.h"

#include <bit>

#include "base/sha256.h"

namespace eider::pipeline {
namespace {

constexpr std::size_t kKeyDigits = 32;

void add(std::string& bytes, std::uint64_t number) {
  for (int shift = 0; shift < 64; shift += 8) bytes += static_cast<char>(number >> shift & 0xFF);
}

void add(std::string& bytes, std::string_view field) {
  add(bytes, std::uint64_t{field.size()});
  bytes += field;
}

void add(std::string& bytes, const std::vector<std::string>& fields) {
  add(bytes, std::uint64_t{fields.size()});
  for (const std::string& field : fields) add(bytes, std::string_view(field));
}

}  // namespace

std::string key_of(std::string_view model_hash, const models::RowTask& task,
                   std::string_view constraint_text) {
  std::string bytes;
  bytes.reserve(task.prompt.system.size() + task.prompt.user.size() + 256);
  add(bytes, model_hash);
  add(bytes, std::string_view(task.prompt.system));
  add(bytes, std::string_view(task.prompt.user));
  add(bytes, std::string_view(task.prompt.lead_in));
  add(bytes, task.continuations);
  add(bytes, task.stop);
  add(bytes, constraint_text);
  add(bytes, static_cast<std::uint64_t>(task.max_tokens));
  add(bytes, std::bit_cast<std::uint64_t>(task.temperature));
  add(bytes, task.seed);
  return sha256(bytes).substr(0, kKeyDigits);
}

}  // namespace eider::pipeline
