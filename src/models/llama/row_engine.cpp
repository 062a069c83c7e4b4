#include "models/llama/row_engine.h"

#include <algorithm>
#include <string>
#include <utility>

#include "models/llama/chat.h"
#include "models/llama/row_groups.h"
#include "models/llama/think_tags.h"

namespace eider::models {
namespace {

constexpr std::int64_t kMaxPlaces = 128;
constexpr std::size_t kBranches = 64;
constexpr std::size_t kTailTokens = 12;  // of a prompt, in which a think tag may be open

/// FNV-1a over the tokens: rows of equal prompts and seeds are drawn alike.
std::uint64_t noise_of(std::span<const TokenId> prompt, std::uint64_t seed) {
  std::uint64_t hash = 0xCBF29CE484222325 ^ seed;
  for (const TokenId token : prompt) {
    hash = (hash ^ static_cast<std::uint64_t>(token)) * 0x100000001B3;
  }
  return hash;
}

bool ends_thinking_open(const Weights& weights, const TokenSets& sets,
                        std::span<const TokenId> prompt) {
  std::string tail;
  for (const TokenId token : prompt.last(std::min(kTailTokens, prompt.size()))) {
    tail += sets.bytes(weights, token);
  }
  return opens_thinking(tail);
}

}  // namespace

LlamaRowEngine::LlamaRowEngine(std::unique_ptr<RowContext> rows,
                               std::shared_ptr<const Weights> weights,
                               const RowEngineOptions& options)
    : weights_(std::move(weights)),
      vocabulary_(weights_),
      sets_(token_sets(*weights_)),
      rows_(std::move(rows)),
      prefixes_(*rows_, static_cast<SequenceId>(options.places)),
      places_(static_cast<std::size_t>(options.places)),
      window_(
          std::min<std::int64_t>(options.window_tokens, llama_model_n_ctx_train(weights_->get()))) {
  for (std::size_t i = places_; i-- > 0;) free_sequences_.push_back(static_cast<SequenceId>(i));
  for (std::size_t i = kBranches; i-- > 0;) {
    free_branches_.push_back(static_cast<SequenceId>(places_ + HeldPrefixes::kCount + i));
  }
}

Result<std::unique_ptr<RowEngine>> LlamaRowEngine::open(std::shared_ptr<const Weights> weights,
                                                        const RowEngineOptions& options) {
  if (options.places < 1 || options.places > kMaxPlaces) {
    return fail(ErrorCode::kInvalidArgument,
                "rows worked on together are 1 to " + std::to_string(kMaxPlaces),
                weights->file().entry.name);
  }
  const std::size_t sequences =
      static_cast<std::size_t>(options.places) + HeldPrefixes::kCount + kBranches;
  auto rows = RowContext::open(weights, options, sequences);
  if (!rows) return std::unexpected(rows.error());
  return std::unique_ptr<RowEngine>(
      new LlamaRowEngine(std::move(*rows), std::move(weights), options));
}

std::int64_t LlamaRowEngine::count_tokens(const Prompt& prompt) const {
  return std::ssize(chat_tokens(*weights_, prompt));
}

// ---- admitting

Result<void> LlamaRowEngine::check_room(std::size_t prompt, std::size_t reply,
                                        std::int64_t limit) const {
  if (static_cast<std::int64_t>(prompt + reply) <= limit) return {};
  return fail(ErrorCode::kLimit,
              "the prompt has " + std::to_string(prompt) + " tokens; with " +
                  std::to_string(reply) + " for the reply it passes the limit of " +
                  std::to_string(limit),
              weights_->file().entry.name, "shorten the text or split it");
}

Result<LlamaRowEngine::Row> LlamaRowEngine::row_of(RowTask task) const {
  Row row;
  row.reply.number = task.number;
  row.tokens = chat_tokens(*weights_, task.prompt);
  bool thinking = ends_thinking_open(*weights_, sets_, row.tokens);
  if (thinking && (task.constraint != nullptr || !task.continuations.empty())) {
    const auto close = weights_->tokens_of_form("\n</think>\n\n");
    row.tokens.insert(row.tokens.end(), close.begin(), close.end());
    thinking = false;
  }
  row.prompt = row.tokens.size();
  if (!task.continuations.empty()) {
    std::vector<std::vector<TokenId>> continuations;
    for (const std::string& each : task.continuations) {
      continuations.push_back(weights_->tokens_of(each));
    }
    row.scoring.emplace(continuations);
    row.need = row.prompt + row.scoring->cells();
    const auto room = check_room(row.prompt, row.scoring->longest(), window_);
    if (!room) return std::unexpected(room.error());
    const auto cells =
        check_room(row.prompt, row.scoring->cells(), static_cast<std::int64_t>(rows_->cells()));
    if (!cells) return std::unexpected(cells.error());
    return row;
  }
  const auto reply = static_cast<std::size_t>(std::max<std::int64_t>(0, task.max_tokens));
  const auto room = check_room(row.prompt, reply, window_);
  if (!room) return std::unexpected(room.error());
  row.need = row.prompt + reply;
  row.writer.emplace(*weights_, sets_,
                     RowWriter::Task{.max_tokens = task.max_tokens,
                                     .stop = std::move(task.stop),
                                     .constraint = task.constraint,
                                     .temperature = task.temperature,
                                     .noise = noise_of(row.tokens, task.seed),
                                     .opened_thinking = thinking});
  const std::vector<TokenId> forced = row.writer->begin();
  row.tokens.insert(row.tokens.end(), forced.begin(), forced.end());
  return row;
}

Result<void> LlamaRowEngine::admit(std::vector<RowTask> tasks) {
  if (tasks.size() > free_places()) {
    return fail(ErrorCode::kInvalidArgument,
                std::to_string(tasks.size()) + " rows for " + std::to_string(free_places()) +
                    " free places",
                weights_->file().entry.name);
  }
  std::vector<Row> rows;
  std::vector<std::vector<TokenId>> prompts;
  for (RowTask& task : tasks) {
    const std::uint64_t number = task.number;
    auto row = row_of(std::move(task));
    if (!row) {
      ended_.push_back({.number = number, .error = row.error()});
    } else if (row->writer && row->writer->ended()) {
      row->writer->write_to(row->reply);
      ended_.push_back(std::move(row->reply));
    } else {
      prompts.push_back(row->tokens);
      rows.push_back(std::move(*row));
    }
  }
  for (const RowGroup& group : group_prompts(prompts)) {
    std::vector<Row> members;
    for (const std::size_t i : group.prompts) members.push_back(std::move(rows[i]));
    add_group(std::move(members), group.shared);
  }
  return {};
}

void LlamaRowEngine::add_group(std::vector<Row> group, std::size_t shared) {
  const std::vector<TokenId>& first = group.front().tokens;
  const bool single = group.size() == 1;
  const std::size_t start = single ? first.size() - 1 : shared;
  const SharedPart part = prefixes_.use(std::span(first).first(start), group.size(), free_cells());
  for (Row& row : group) {
    row.part = part;
    row.alone = single && !part.held;
    row.fed = part.size;
    row.need -= part.size;
    row.reply.shared_tokens = static_cast<std::int64_t>(std::min(part.size, row.prompt));
    row.reply.prompt_tokens = static_cast<std::int64_t>(row.prompt) - row.reply.shared_tokens;
    row.sequence = free_sequences_.back();
    free_sequences_.pop_back();
    at_work_.push_back(std::move(row));
  }
}

// ---- cells

std::size_t LlamaRowEngine::cells_taken() const {
  std::size_t taken = prefixes_.cells();
  for (const Row& row : at_work_) taken += row.started ? row.need : 0;
  return taken;
}

std::size_t LlamaRowEngine::free_cells() const {
  const std::size_t taken = cells_taken();
  return taken >= rows_->cells() ? 0 : rows_->cells() - taken;
}

/// Rows get their cells in the order in which they came; the first that must wait lets none pass.
void LlamaRowEngine::start_rows() {
  for (Row& row : at_work_) {
    if (!row.started) {
      if (row.need > free_cells()) prefixes_.give_up(row.need - free_cells());
      row.started = row.need <= free_cells();
      const bool first = &row == &at_work_.front();
      if (!row.started && first) start_alone(row);
      if (!row.started) return;
    }
    if (!row.given && prefixes_.is_ready(row.part)) {
      prefixes_.give(row.part, row.sequence);
      row.given = true;
    }
  }
}

/// The first row of all, when prefixes leave it too few cells: nobody else is at work, and a
/// window fits the cells, so without them it starts.
void LlamaRowEngine::start_alone(Row& row) {
  for (Row& each : at_work_) {
    if (each.started) continue;
    prefixes_.release(each.part);
    each.need += each.part.size;
    each.reply.prompt_tokens += each.reply.shared_tokens;
    each.reply.shared_tokens = 0;
    each.part = {};
    each.fed = 0;
  }
  prefixes_.give_up(rows_->cells());
  row.started = true;
}

// ---- a step

void LlamaRowEngine::feed(Row& row, RowBatch& batch) {
  row.feeding = 0;
  row.place.reset();
  if (row.scoring) row.scoring->begin_batch();
  if (!row.started || !row.given) return;
  const std::size_t left = row.tokens.size() - row.fed;
  row.feeding = std::min(left, RowContext::batch_tokens() - batch.size());
  const bool full = batch.outputs() == RowContext::batch_outputs();
  if (row.feeding == left && left > 0 && full) --row.feeding;
  const bool last = row.feeding == left;
  if (row.scoring && last) {
    row.scoring->open_group(*rows_, row.sequence, row.fed, free_branches_);
  }
  std::span<const SequenceId> sequences(&row.sequence, 1);
  if (row.scoring && !row.scoring->sequences().empty()) sequences = row.scoring->sequences();
  for (std::size_t i = row.fed; i < row.fed + row.feeding; ++i) {
    const bool wanted = i + 1 == row.tokens.size();
    const std::size_t place = batch.add(row.tokens[i], i, sequences, wanted);
    if (wanted) row.place = place;
  }
  if (row.scoring && last) row.scoring->feed(batch, row.prompt);
}

/// Rows that write come first, then what rows wait for to be shared, then prompts.
RowBatch LlamaRowEngine::next_batch() {
  RowBatch batch;
  for (Row& row : at_work_) {
    if (row.fed >= row.prompt) feed(row, batch);
  }
  prefixes_.feed(batch);
  for (Row& row : at_work_) {
    if (row.fed < row.prompt) feed(row, batch);
  }
  return batch;
}

void LlamaRowEngine::read_logits(Row& row) {
  const bool read_now = row.fed < row.prompt && row.fed + row.feeding >= row.prompt;
  row.fed += row.feeding;
  row.feeding = 0;
  if (read_now && row.alone) {
    prefixes_.adopt(row.sequence, std::span(row.tokens).first(row.prompt), free_cells());
  }
  if (row.scoring) {
    if (row.place) row.scoring->read_prompt(rows_->logits(*row.place));
    row.scoring->batch_done(*rows_, row.prompt, free_branches_);
  } else if (row.place) {
    const std::vector<TokenId> more = row.writer->go_on(rows_->logits(*row.place));
    row.tokens.insert(row.tokens.end(), more.begin(), more.end());
  }
  row.place.reset();
}

void LlamaRowEngine::free_place(Row& row) {
  if (row.scoring) row.scoring->close(*rows_, free_branches_);
  rows_->cut(row.sequence, 0);
  prefixes_.release(row.part);
  free_sequences_.push_back(row.sequence);
}

std::vector<RowReply> LlamaRowEngine::take_ended() {
  std::erase_if(at_work_, [this](Row& row) {
    if (row.scoring ? !row.scoring->done() : !row.writer->ended()) return false;
    if (row.scoring) row.reply.likelihoods = row.scoring->likelihoods();
    if (row.writer) row.writer->write_to(row.reply);
    free_place(row);
    ended_.push_back(std::move(row.reply));
    return true;
  });
  return std::exchange(ended_, {});
}

Result<std::vector<RowReply>> LlamaRowEngine::step(const CancelFlag& cancel) {
  if (broken_) return std::unexpected(*broken_);
  start_rows();
  RowBatch batch = next_batch();
  if (batch.size() == 0) return std::exchange(ended_, {});
  const auto computed = rows_->compute(batch, cancel);
  if (!computed) {
    if (computed.error().code != ErrorCode::kCancelled) broken_ = computed.error();
    return std::unexpected(computed.error());
  }
  prefixes_.batch_done();
  for (Row& row : at_work_) read_logits(row);
  return take_ended();
}

void LlamaRowEngine::drop(std::uint64_t number) {
  std::erase_if(ended_, [number](const RowReply& reply) { return reply.number == number; });
  std::erase_if(at_work_, [this, number](Row& row) {
    if (row.reply.number != number) return false;
    free_place(row);
    return true;
  });
}

Result<std::unique_ptr<RowEngine>> open_row_engine(const ModelFile& file,
                                                   const RowEngineOptions& options) {
  auto weights = Weights::open(file);
  if (!weights) return std::unexpected(weights.error());
  return LlamaRowEngine::open(std::move(*weights), options);
}

}  // namespace eider::models
