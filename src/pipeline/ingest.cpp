#include "pipeline/ingest.h"

#include <filesystem>
#include <utility>

#include "base/sha256.h"
#include "pipeline/roots.h"
#include "store/documents.h"
#include "text/utf8.h"

namespace eider::pipeline {

Result<Ingest> Ingest::begin(Host& host, const Scope& scope, const std::string& path) {
  auto found = find_files(path);
  if (!found) return std::unexpected(found.error());
  if (found->files.empty() && found->unreadable.empty()) {
    return fail(ErrorCode::kInvalidArgument, "the folder holds no files", path);
  }
  auto intake = Intake::open(host, scope);
  if (!intake) return std::unexpected(intake.error());
  Ingest ingest(std::move(*intake));
  ingest.files_ = std::move(found->files);
  ingest.unreadable_ = std::move(found->unreadable);
  if (auto looked = ingest.look_around(path); !looked) return std::unexpected(looked.error());
  return ingest;
}

Result<void> Ingest::look_around(const std::string& path) {
  if (text::is_valid_utf8(path)) {
    auto remembered = store::remember_root(intake_.connection(), intake_.tables(),
                                           intake_.scope().store, root_at(path));
    if (!remembered) return remembered;
  }
  auto holdings = intake_.look_around();
  if (!holdings) return std::unexpected(holdings.error());
  std::erase_if(files_, [&](const std::string& found) {
    return is_database(found, holdings->database_file);
  });
  roots_ = std::move(holdings->roots);
  known_ = std::move(holdings->documents);
  for (std::size_t i = 0; i < known_.size(); ++i) {
    by_path_.emplace(known_[i].path, i);
    if (!known_[i].source_hash.empty()) by_hash_.emplace(known_[i].source_hash, i);
  }
  return {};
}

Result<std::optional<LoadedDocument>> Ingest::next() {
  if (intake_.cancel().cancelled()) return fail(ErrorCode::kCancelled, "the load was stopped");
  if (at_ < files_.size()) {
    auto loaded = load(files_[at_++]);
    if (!loaded) return std::unexpected(loaded.error());
    return std::move(*loaded);
  }
  if (unreadable_.empty()) {
    if (auto finished = intake_.finish(); !finished) return std::unexpected(finished.error());
    return std::nullopt;
  }
  const UnreadableFolder folder = std::move(unreadable_.back());
  unreadable_.pop_back();
  return LoadedDocument{0, shown_path(folder.path), "error", folder.error.message()};
}

const store::KnownDocument* Ingest::known_at(const std::string& path) const {
  const auto found = by_path_.find(path);
  return found == by_path_.end() ? nullptr : &known_[found->second];
}

const store::KnownDocument* Ingest::moved_from(const std::string& hash) {
  const auto [first, last] = by_hash_.equal_range(hash);
  for (auto at = first; at != last; ++at) {
    const store::KnownDocument& known = known_[at->second];
    std::error_code unknown;
    if (std::filesystem::exists(location_of(known.path, roots_), unknown) || unknown) continue;
    by_hash_.erase(at);  // it moves once
    return &known;
  }
  return nullptr;
}

Result<LoadedDocument> Ingest::load(const std::string& file) {
  FileContent content{shown_path(file), "", ""};
  const store::KnownDocument* known = known_at(content.path);
  auto bytes = read_named_file(file);
  if (!bytes) return intake_.refuse(content.path, bytes.error(), known);
  content.bytes = std::move(*bytes);
  content.hash = sha256(content.bytes);
  if (known && known->status != "error" && intake_.is_whole(*known, content.hash)) {
    return LoadedDocument{known->id, content.path, "unchanged", "", known->articles, known->chunks};
  }
  const store::KnownDocument* moved = known ? nullptr : moved_from(content.hash);
  auto loaded = intake_.take(content, moved ? moved : known);
  if (loaded && moved && loaded->status != "error") loaded->status = "moved";
  return loaded;
}

Result<std::int64_t> drop_store(Host& host, const Scope& scope) {
  auto lease = host.lease();
  if (!lease) return std::unexpected(lease.error());
  const auto present = store::open_schema(lease->connection(), scope.tables());
  if (!present) return std::unexpected(present.error());
  std::int64_t documents = 0;
  if (*present) {
    const auto dropped = store::drop_store(lease->connection(), scope.tables(), scope.store);
    if (!dropped) return std::unexpected(dropped.error());
    documents = *dropped;
  }
  if (documents == 0) {
    return fail(ErrorCode::kNotFound, "there is no such store", "store " + scope.store);
  }
  return documents;
}

}  // namespace eider::pipeline
