// Replays a recording through the ports.

#include <charconv>

#include "models/recorded/recorded.h"
#include "models/recorded/recording.h"
#include "models/recorded/replies.h"

namespace eider::models {
namespace {

std::unexpected<Error> damaged(const Recording& recording, const std::string& key) {
  return fail(ErrorCode::kCorrupt, "the reply with key " + key + " is damaged", recording.path(),
              "record it again with the real model");
}

/// A count that was not recorded is -1: counting has no error to give.
std::int64_t recorded_count(const Recording& recording, std::string_view text) {
  const auto reply = recording.reply("count", count_key(text));
  std::int64_t count = -1;
  if (reply) std::from_chars(reply->data(), reply->data() + reply->size(), count);
  return count;
}

class RecordedGenerator final : public Generator {
 public:
  explicit RecordedGenerator(Recording recording) : recording_(std::move(recording)) {}

  const std::string& name() const override { return recording_.head().name; }
  const std::string& hash() const override { return recording_.head().hash; }
  std::int64_t count_tokens(std::string_view text) const override {
    return recorded_count(recording_, text);
  }

  Result<Completion> complete(const Prompt& prompt, const CompletionOptions& options,
                              const CancelFlag& cancel) override {
    if (cancel.cancelled()) return fail(ErrorCode::kCancelled, "cancelled", name());
    const std::string key = completion_key(prompt, options);
    const auto reply = recording_.reply("complete", key);
    if (!reply) return std::unexpected(reply.error());
    const auto completion = read_completion(*reply);
    if (!completion) return damaged(recording_, key);
    const Constraint* constraint = options.constraint;
    if (constraint != nullptr && completion->finished && !constraint->may_end(completion->text)) {
      return fail(ErrorCode::kCorrupt, "the constraint refuses the recorded reply with key " + key,
                  recording_.path(), "record it again with the real model");
    }
    return *completion;
  }

  Result<std::vector<Likelihood>> score(const Prompt& prompt,
                                        const std::vector<std::string>& continuations,
                                        const CancelFlag& cancel) override {
    if (cancel.cancelled()) return fail(ErrorCode::kCancelled, "cancelled", name());
    const std::string key = score_key(prompt, continuations);
    const auto reply = recording_.reply("score", key);
    if (!reply) return std::unexpected(reply.error());
    const auto likelihoods = read_likelihoods(*reply);
    if (!likelihoods || likelihoods->size() != continuations.size()) {
      return damaged(recording_, key);
    }
    return *likelihoods;
  }

 private:
  const Recording recording_;
};

class RecordedEmbedder final : public Embedder {
 public:
  explicit RecordedEmbedder(Recording recording) : recording_(std::move(recording)) {}

  const std::string& name() const override { return recording_.head().name; }
  const std::string& hash() const override { return recording_.head().hash; }
  std::int64_t dimensions() const override { return recording_.head().dimensions; }
  std::int64_t count_tokens(std::string_view text) const override {
    return recorded_count(recording_, text);
  }

  Result<std::vector<std::vector<float>>> embed(const std::vector<std::string>& texts,
                                                EmbedKind kind, const CancelFlag& cancel) override {
    std::vector<std::vector<float>> vectors;
    for (const std::string& text : texts) {
      if (cancel.cancelled()) return fail(ErrorCode::kCancelled, "cancelled", name());
      const std::string key = embed_key(text, kind);
      const auto reply = recording_.reply("embed", key);
      if (!reply) return std::unexpected(reply.error());
      const auto vector = read_vector(*reply);
      if (!vector || std::ssize(*vector) != dimensions()) return damaged(recording_, key);
      vectors.push_back(*vector);
    }
    return vectors;
  }

 private:
  const Recording recording_;
};

}  // namespace

Result<std::shared_ptr<Generator>> open_recorded_generator(const std::string& path) {
  auto recording = Recording::read(path);
  if (!recording) return std::unexpected(recording.error());
  return std::make_shared<RecordedGenerator>(std::move(*recording));
}

Result<std::shared_ptr<Embedder>> open_recorded_embedder(const std::string& path) {
  auto recording = Recording::read(path);
  if (!recording) return std::unexpected(recording.error());
  if (recording->head().dimensions < 1) {
    return fail(ErrorCode::kCorrupt, "its head names no dimensions", path);
  }
  return std::make_shared<RecordedEmbedder>(std::move(*recording));
}

}  // namespace eider::models
