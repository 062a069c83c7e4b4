// In three passes. Files at known paths are hashed: those that are as they were give their rows.
// Then, with all that differs in view, it is decided what moved, changed, came and went, so that
// two files that exchanged their names are two moves. Then each step is carried out.

#include "pipeline/refresh.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "base/sha256.h"
#include "pipeline/ask.h"
#include "pipeline/files.h"

namespace eider::pipeline {
namespace {

Result<FileContent> read_content(const RootFile& file) {
  auto bytes = read_named_file(file.location);
  if (!bytes) return std::unexpected(bytes.error());
  FileContent content{file.path, std::move(*bytes), ""};
  content.hash = sha256(content.bytes);
  return content;
}

/// A refresh makes no tables.
Result<void> check_tables(Host& host, const Scope& scope) {
  const auto lease = host.lease();
  if (!lease) return std::unexpected(lease.error());
  const auto present = store::open_schema(lease->connection(), scope.tables());
  if (!present) return std::unexpected(present.error());
  return *present ? Result<void>() : require_store(lease->connection(), scope);
}

/// Of a store without a root: why there is none.
Error no_root(store::Connection connection, const Scope& scope) {
  const auto there = require_store(connection, scope);
  if (!there) return there.error();
  return {ErrorCode::kNotFound, "it remembers no folder: an older Eider loaded it",
          "store " + scope.store, "load its folder once more: CALL eider_load('folder')"};
}

Error stopped() { return {ErrorCode::kCancelled, "the refresh was stopped", "", ""}; }

}  // namespace

Result<Refresh> Refresh::begin(Host& host, const Scope& scope) {
  if (auto there = check_tables(host, scope); !there) return std::unexpected(there.error());
  auto intake = Intake::open(host, scope);
  if (!intake) return std::unexpected(intake.error());
  Refresh refresh(std::move(*intake));
  if (auto looked = refresh.look_around(); !looked) return std::unexpected(looked.error());
  return refresh;
}

Result<void> Refresh::look_around() {
  auto holdings = intake_.look_around();
  if (!holdings) return std::unexpected(holdings.error());
  if (holdings->roots.empty()) {
    return std::unexpected(no_root(intake_.connection(), intake_.scope()));
  }
  roots_ = std::move(holdings->roots);
  known_ = std::move(holdings->documents);
  accounted_.resize(known_.size());
  for (std::size_t i = 0; i < known_.size(); ++i) by_path_.emplace(known_[i].path, i);
  below_ = files_below(roots_, known_);
  std::erase_if(below_.files, [&](const RootFile& found) {
    return is_database(found.location, holdings->database_file);
  });
  if (below_.files.empty() && below_.unknown.size() == roots_.size()) {
    return std::unexpected(below_.unknown.front().error);
  }
  for (const store::SourceRoot& root : below_.roots) {
    auto done =
        store::remember_root(intake_.connection(), intake_.tables(), intake_.scope().store, root);
    if (!done) return done;
  }
  return {};
}

LoadedDocument Refresh::row(std::size_t document, const std::string& status) const {
  const store::KnownDocument& known = known_[document];
  return {known.id, known.path, status, "", known.articles, known.chunks};
}

Result<std::optional<LoadedDocument>> Refresh::next() {
  while (true) {
    if (intake_.cancel().cancelled()) return std::unexpected(stopped());
    if (next_unknown_ < below_.unknown.size()) {
      const UnreadableFolder& folder = below_.unknown[next_unknown_++];
      return LoadedDocument{0, shown_path(folder.path), "error", folder.error.message()};
    }
    if (next_file_ < below_.files.size()) {
      auto same = compare(below_.files[next_file_++]);
      if (same) return same;
      continue;
    }
    if (!planned_) {
      if (auto done = plan(); !done) return std::unexpected(done.error());
      planned_ = true;
    }
    if (next_step_ == steps_.size()) {
      if (auto finished = intake_.finish(); !finished) return std::unexpected(finished.error());
      return std::nullopt;
    }
    auto done = carry_out(steps_[next_step_++]);
    if (!done || *done) return done;
  }
}

/// The row of a file that is as it was; else it waits for the plan.
std::optional<LoadedDocument> Refresh::compare(const RootFile& file) {
  const std::string path = shown_path(file.path);
  const auto [first, last] = by_path_.equal_range(path);
  if (first == last) {
    waiting_.push_back({file, "", kNone});
    return std::nullopt;
  }
  const auto content = read_content(file);
  if (!content && content.error().code == ErrorCode::kNotFound) return std::nullopt;
  if (!content) {
    accounted_[first->second] = true;
    LoadedDocument kept = row(first->second, "error");
    kept.error = content.error().message();
    return kept;
  }
  for (auto at = first; at != last; ++at) {
    if (accounted_[at->second] || !intake_.is_whole(known_[at->second], content->hash)) continue;
    accounted_[at->second] = true;
    LoadedDocument same = row(at->second, "unchanged");
    same.error = known_[at->second].error;
    return same;
  }
  waiting_.push_back({file, content->hash, first->second});
  return std::nullopt;
}

Result<void> Refresh::plan() {
  if (auto hashed = hash_what_may_have_moved(); !hashed) return hashed;
  plan_moves();
  for (const Waiting& file : waiting_) {
    std::size_t stood = file.document;
    if (stood != kNone && accounted_[stood]) stood = kNone;
    if (stood != kNone) accounted_[stood] = true;
    steps_.push_back({stood == kNone ? Change::kAdded : Change::kChanged, file.file, stood});
  }
  std::stable_sort(steps_.begin(), steps_.end(),
                   [](const Step& a, const Step& b) { return a.file.path < b.file.path; });
  plan_removals();
  return {};
}

/// A new file is hashed where a document that may be gone had as many bytes; others can't be it.
Result<void> Refresh::hash_what_may_have_moved() {
  std::vector<std::int64_t> sizes;
  for (std::size_t i = 0; i < known_.size(); ++i) {
    if (!accounted_[i] && !known_[i].source_hash.empty()) sizes.push_back(known_[i].file_bytes);
  }
  std::sort(sizes.begin(), sizes.end());
  const bool any_size = !sizes.empty() && sizes.front() < 0;
  for (Waiting& file : waiting_) {
    if (intake_.cancel().cancelled()) return std::unexpected(stopped());
    if (!file.hash.empty() || sizes.empty()) continue;
    std::error_code unknown;
    const auto size = std::filesystem::file_size(file.file.location, unknown);
    const bool same_size =
        !unknown && std::binary_search(sizes.begin(), sizes.end(), static_cast<std::int64_t>(size));
    if (!any_size && !same_size) continue;
    // One that can't be read is reported when its step comes.
    if (const auto content = read_content(file.file)) file.hash = content->hash;
  }
  return {};
}

/// Of the copies of a file, one that is still at its path is not one that moved.
void Refresh::plan_moves() {
  std::vector<bool> moves = accounted_;
  moves.flip();
  const auto in_place = [&](const Waiting& file) {
    return file.document != kNone && known_[file.document].source_hash == file.hash;
  };
  for (const Waiting& file : waiting_) {
    if (in_place(file)) moves[file.document] = false;
  }
  std::multimap<std::string, std::size_t> by_hash;
  for (std::size_t i = 0; i < known_.size(); ++i) {
    if (moves[i] && !known_[i].source_hash.empty()) by_hash.emplace(known_[i].source_hash, i);
  }
  std::erase_if(waiting_, [&](const Waiting& file) {
    const auto found = in_place(file) ? by_hash.end() : by_hash.find(file.hash);
    if (found == by_hash.end()) return false;
    accounted_[found->second] = true;
    steps_.push_back({Change::kMoved, file.file, found->second});
    by_hash.erase(found);
    return true;
  });
}

/// What lies below a root and was not found, unless it may stand where nobody could look.
void Refresh::plan_removals() {
  for (std::size_t i = 0; i < known_.size(); ++i) {
    const std::string& path = known_[i].path;
    const auto covers = [&](const auto& folder) { return lies_under(path, folder.path); };
    if (accounted_[i] || std::none_of(roots_.begin(), roots_.end(), covers)) continue;
    const auto& unknown = below_.unknown;
    if (std::any_of(unknown.begin(), unknown.end(), covers)) continue;
    steps_.push_back({Change::kRemoved, {}, i});
  }
}

Result<std::optional<LoadedDocument>> Refresh::carry_out(const Step& step) {
  if (step.change != Change::kRemoved) return read(step);
  const auto gone = intake_.remove(known_[step.document].id);
  if (!gone) return std::unexpected(gone.error());
  LoadedDocument removed = row(step.document, "removed");
  removed.articles = 0;
  removed.chunks = 0;
  return removed;
}

Result<std::optional<LoadedDocument>> Refresh::read(const Step& step) {
  const store::KnownDocument* known = step.document == kNone ? nullptr : &known_[step.document];
  auto content = read_content(step.file);
  const std::string path = shown_path(step.file.path);
  if (!content) {
    // It went after it was seen: the next refresh finds it gone, or somewhere else.
    if (content.error().code == ErrorCode::kNotFound) return std::nullopt;
    auto refused = intake_.refuse(path, content.error(), known);
    if (!refused) return std::unexpected(refused.error());
    return std::move(*refused);
  }
  content->path = path;
  auto taken = intake_.take(*content, known);
  if (!taken) return std::unexpected(taken.error());
  if (taken->status == "error") return std::move(*taken);
  switch (step.change) {
    case Change::kMoved:
      taken->status = "moved";
      break;
    case Change::kChanged:
      taken->status = "changed";
      break;
    default:
      taken->status = "added";
  }
  return std::move(*taken);
}

}  // namespace eider::pipeline
