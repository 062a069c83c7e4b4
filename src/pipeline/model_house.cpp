#include "pipeline/model_house.h"

#include <algorithm>
#include <string_view>
#include <thread>

#include "models/catalogue/model_file.h"
#include "models/llama/open.h"

namespace eider::pipeline {
namespace {

constexpr std::string_view kNone = "none";

models::LlamaOptions llama_options() {
  models::LlamaOptions options;
  options.threads = std::max<std::int64_t>(1, std::thread::hardware_concurrency());
  return options;
}

Result<models::ModelFile> locate(const std::string& name, const std::string& folder,
                                 models::Role role) {
  auto file = models::locate(name, folder);
  if (!file || file->entry.role == role) return file;
  return fail(ErrorCode::kInvalidArgument,
              "it is no " + std::string(models::to_string(role)) + " but a " +
                  std::string(models::to_string(file->entry.role)),
              "model " + name, "FROM eider_models() lists the models");
}

Result<std::string> hash_of(const std::string& name, const std::string& folder, models::Role role) {
  const auto known = models::known_models(folder);
  const auto entry = std::ranges::find(known, name, &models::ModelEntry::name);
  if (entry != known.end()) return entry->sha256;
  const auto file = locate(name, folder, role);
  if (!file) return std::unexpected(file.error());
  return file->entry.sha256;
}

const char* status_of(models::Presence presence) {
  switch (presence) {
    case models::Presence::kPresent:
      return "ready";
    case models::Presence::kTruncated:
      return "damaged";
    case models::Presence::kAbsent:
      break;
  }
  return "missing";
}

}  // namespace

Result<std::shared_ptr<models::Generator>> open_generator(const ModelNames& names) {
  const auto file = locate(names.generator, names.folder, models::Role::kGenerator);
  if (!file) return std::unexpected(file.error());
  return models::open_generator(*file, llama_options());
}

Result<std::shared_ptr<models::Embedder>> open_embedder(const ModelNames& names) {
  if (names.embedder == kNone) return nullptr;
  const auto file = locate(names.embedder, names.folder, models::Role::kEmbedder);
  if (!file) return std::unexpected(file.error());
  return models::open_embedder(*file, llama_options());
}

Result<std::unique_ptr<models::RowEngine>> open_row_engine(const ModelNames& names,
                                                           std::int64_t threads) {
  const auto file = locate(names.generator, names.folder, models::Role::kGenerator);
  if (!file) return std::unexpected(file.error());
  models::RowEngineOptions options;
  options.threads = std::max<std::int64_t>(1, threads);
  return models::open_row_engine(*file, options);
}

Result<std::string> generator_hash(const ModelNames& names) {
  return hash_of(names.generator, names.folder, models::Role::kGenerator);
}

Result<std::string> embedder_hash(const ModelNames& names) {
  if (names.embedder == kNone) return std::string();
  return hash_of(names.embedder, names.folder, models::Role::kEmbedder);
}

std::vector<KnownModel> known_models(const std::string& folder) {
  std::vector<KnownModel> known;
  for (const models::ModelEntry& entry : models::known_models(folder)) {
    const std::string status = status_of(models::presence(entry, folder));
    known.push_back({entry.name, std::string(models::to_string(entry.role)), entry.file,
                     entry.bytes, entry.licence, status,
                     status == "ready" ? folder + "/" + entry.file : ""});
  }
  return known;
}

}  // namespace eider::pipeline
