// Makes a recording: asks the real model and appends what is new.

#include <filesystem>
#include <fstream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>

#include "models/recorded/recorded.h"
#include "models/recorded/recording.h"
#include "models/recorded/replies.h"

namespace eider::models {
namespace {

using nlohmann::json;

/// The file, and which keys it holds. Thread-safe.
class Log {
 public:
  explicit Log(std::string path, Recording held)
      : path_(std::move(path)), held_(std::move(held)), file_(path_, std::ios::app) {}

  /// Appends the reply, unless the key is there. A write that fails shows in `check`.
  void add(const std::string& kind, const std::string& key, const std::string& reply) {
    const std::lock_guard lock(mutex_);
    if (held_.reply(kind, key) || !added_.insert(kind + ":" + key).second) return;
    file_
        << json{{"kind", kind}, {"key", key}, {"reply", json::parse(reply, nullptr, false)}}.dump()
        << '\n';
    file_.flush();
  }
  Result<void> check() const {
    if (file_) return {};
    return fail(ErrorCode::kIo, "can't be written", path_);
  }

 private:
  std::mutex mutex_;
  std::string path_;
  Recording held_;
  std::set<std::string> added_;
  std::ofstream file_;
};

Result<std::unique_ptr<Log>> open_log(const std::string& path, const RecordingHead& head) {
  std::error_code problem;
  if (!std::filesystem::exists(path, problem)) {
    std::ofstream file(path);
    file << json{{"kind", "head"},
                 {"name", head.name},
                 {"hash", head.hash},
                 {"dimensions", head.dimensions}}
                .dump()
         << '\n';
    file.close();
    if (!file) return fail(ErrorCode::kIo, "can't be written", path);
  }
  auto held = Recording::read(path);
  if (!held) return std::unexpected(held.error());
  if (held->head().hash != head.hash) {
    return fail(ErrorCode::kCorrupt, "it was recorded from model " + held->head().name, path,
                "record into a new file");
  }
  return std::make_unique<Log>(path, std::move(*held));
}

class RecordingGenerator final : public Generator {
 public:
  RecordingGenerator(std::shared_ptr<Generator> source, std::unique_ptr<Log> log)
      : source_(std::move(source)), log_(std::move(log)) {}

  const std::string& name() const override { return source_->name(); }
  const std::string& hash() const override { return source_->hash(); }
  std::int64_t count_tokens(std::string_view text) const override {
    const std::int64_t count = source_->count_tokens(text);
    log_->add("count", count_key(text), std::to_string(count));
    return count;
  }
  Result<Completion> complete(const Prompt& prompt, const CompletionOptions& options,
                              const CancelFlag& cancel) override {
    auto completion = source_->complete(prompt, options, cancel);
    if (!completion) return completion;
    log_->add("complete", completion_key(prompt, options), write_completion(*completion));
    if (const auto kept = log_->check(); !kept) return std::unexpected(kept.error());
    return completion;
  }
  Result<std::vector<Likelihood>> score(const Prompt& prompt,
                                        const std::vector<std::string>& continuations,
                                        const CancelFlag& cancel) override {
    auto likelihoods = source_->score(prompt, continuations, cancel);
    if (!likelihoods) return likelihoods;
    log_->add("score", score_key(prompt, continuations), write_likelihoods(*likelihoods));
    if (const auto kept = log_->check(); !kept) return std::unexpected(kept.error());
    return likelihoods;
  }

 private:
  std::shared_ptr<Generator> source_;
  std::unique_ptr<Log> log_;
};

class RecordingEmbedder final : public Embedder {
 public:
  RecordingEmbedder(std::shared_ptr<Embedder> source, std::unique_ptr<Log> log)
      : source_(std::move(source)), log_(std::move(log)) {}

  const std::string& name() const override { return source_->name(); }
  const std::string& hash() const override { return source_->hash(); }
  std::int64_t dimensions() const override { return source_->dimensions(); }
  std::int64_t count_tokens(std::string_view text) const override {
    const std::int64_t count = source_->count_tokens(text);
    log_->add("count", count_key(text), std::to_string(count));
    return count;
  }
  Result<std::vector<std::vector<float>>> embed(const std::vector<std::string>& texts,
                                                EmbedKind kind, const CancelFlag& cancel) override {
    auto vectors = source_->embed(texts, kind, cancel);
    if (!vectors) return vectors;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      log_->add("embed", embed_key(texts[i], kind), write_vector((*vectors)[i]));
    }
    if (const auto kept = log_->check(); !kept) return std::unexpected(kept.error());
    return vectors;
  }

 private:
  std::shared_ptr<Embedder> source_;
  std::unique_ptr<Log> log_;
};

}  // namespace

Result<std::shared_ptr<Generator>> record_generator(std::shared_ptr<Generator> source,
                                                    const std::string& path) {
  auto log = open_log(path, {source->name(), source->hash(), 0});
  if (!log) return std::unexpected(log.error());
  return std::make_shared<RecordingGenerator>(std::move(source), std::move(*log));
}

Result<std::shared_ptr<Embedder>> record_embedder(std::shared_ptr<Embedder> source,
                                                  const std::string& path) {
  auto log = open_log(path, {source->name(), source->hash(), source->dimensions()});
  if (!log) return std::unexpected(log.error());
  return std::make_shared<RecordingEmbedder>(std::move(source), std::move(*log));
}

}  // namespace eider::models
