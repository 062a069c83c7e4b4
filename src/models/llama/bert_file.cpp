// The file is mapped and stays so: the pieces' rows, most of its bytes, are read where they stand,
// and their memory is the system's page cache.

#include "models/llama/bert_file.h"

#include <fcntl.h>
#include <gguf.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace eider::models {
namespace {

using Bytes = std::span<const std::uint8_t>;

struct Mapped {
  explicit Mapped(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    struct stat status{};
    if (::fstat(file, &status) == 0 && status.st_size > 0) {
      const auto size = static_cast<std::size_t>(status.st_size);
      void* start = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file, 0);
      if (start != MAP_FAILED) bytes = {static_cast<const std::uint8_t*>(start), size};
    }
    ::close(file);
  }
  Mapped(const Mapped&) = delete;
  Mapped& operator=(const Mapped&) = delete;
  ~Mapped() {
    if (!bytes.empty()) ::munmap(const_cast<std::uint8_t*>(bytes.data()), bytes.size());
  }
  Bytes bytes;
};

/// The parts of a GGUF file by name. What is asked for and is not there as asked makes `ok` false.
class GgufFile {
 public:
  explicit GgufFile(const std::string& path)
      : head_(gguf_init_from_file(path.c_str(), {true, nullptr}), &gguf_free),
        mapped_(std::make_shared<const Mapped>(path)) {
    ok_ = head_ != nullptr && !mapped_->bytes.empty();
  }
  bool ok() const { return ok_; }
  std::shared_ptr<const void> keeps() const { return mapped_; }

  std::string_view text(const char* key) {
    const auto id = find(key, GGUF_TYPE_STRING);
    return id < 0 ? std::string_view() : gguf_get_val_str(head_.get(), id);
  }
  std::size_t number(const char* key) {
    const auto id = find(key, GGUF_TYPE_UINT32);
    return id < 0 ? 0 : gguf_get_val_u32(head_.get(), id);
  }
  float real(const char* key) {
    const auto id = find(key, GGUF_TYPE_FLOAT32);
    return id < 0 ? 0 : gguf_get_val_f32(head_.get(), id);
  }

  /// The bytes of rows x columns values; rows 0: as many as there are.
  Bytes values(const std::string& name, ggml_type type, std::size_t columns, std::size_t rows) {
    const auto id = ok_ ? gguf_find_tensor(head_.get(), name.c_str()) : -1;
    if (id < 0) return missing();
    const std::int64_t* shape = gguf_get_tensor_ne(head_.get(), id);
    const bool fits = gguf_get_tensor_type(head_.get(), id) == type &&
                      shape[0] == static_cast<std::int64_t>(columns) && shape[2] == 1 &&
                      (rows == 0 || shape[1] == static_cast<std::int64_t>(rows));
    const std::size_t begin =
        gguf_get_data_offset(head_.get()) + gguf_get_tensor_offset(head_.get(), id);
    const std::size_t size = gguf_get_tensor_size(head_.get(), id);
    const Bytes file = mapped_->bytes;
    if (!fits || begin > file.size() || size > file.size() - begin) return missing();
    return file.subspan(begin, size);
  }
  std::vector<float> floats(const std::string& name, std::size_t columns, std::size_t rows = 1) {
    const Bytes bytes = values(name, GGML_TYPE_F32, columns, rows);
    std::vector<float> floats(bytes.size() / sizeof(float));
    if (!bytes.empty()) std::memcpy(floats.data(), bytes.data(), bytes.size());
    return floats;
  }
  encoder::Norm norm(const std::string& name, std::size_t size) {
    return {floats(name + ".weight", size), floats(name + ".bias", size)};
  }
  encoder::Q4Matrix matrix(const std::string& name, std::size_t inputs, std::size_t outputs) {
    const Bytes blocks = values(name + ".weight", GGML_TYPE_Q4_0, inputs, outputs);
    std::vector<float> bias = floats(name + ".bias", outputs);
    return ok_ ? encoder::Q4Matrix(blocks, inputs, std::move(bias)) : encoder::Q4Matrix();
  }

 private:
  Bytes missing() {
    ok_ = false;
    return {};
  }
  std::int64_t find(const char* key, gguf_type type) {
    const auto id = ok_ ? gguf_find_key(head_.get(), key) : -1;
    if (id >= 0 && gguf_get_kv_type(head_.get(), id) == type) return id;
    ok_ = false;
    return -1;
  }

  std::unique_ptr<gguf_context, void (*)(gguf_context*)> head_;
  std::shared_ptr<const Mapped> mapped_;
  bool ok_ = false;
};

encoder::Layer read_layer(GgufFile& file, const encoder::BertWeights& weights, std::size_t at) {
  const std::string name = "blk." + std::to_string(at) + ".";
  const std::size_t hidden = weights.hidden;
  encoder::Layer layer;
  layer.query_key_value = file.matrix(name + "attn_q", hidden, hidden);
  layer.query_key_value.append(file.matrix(name + "attn_k", hidden, hidden));
  layer.query_key_value.append(file.matrix(name + "attn_v", hidden, hidden));
  layer.attention_output = file.matrix(name + "attn_output", hidden, hidden);
  layer.up = file.matrix(name + "ffn_up", hidden, weights.feed_forward);
  layer.down = file.matrix(name + "ffn_down", weights.feed_forward, hidden);
  layer.attention_norm = file.norm(name + "attn_output_norm", hidden);
  layer.output_norm = file.norm(name + "layer_output_norm", hidden);
  return layer;
}

bool runs(const encoder::BertWeights& weights) {
  return weights.hidden > 0 && weights.heads > 0 && weights.feed_forward > 0 &&
         weights.hidden % encoder::kBlock == 0 && weights.feed_forward % encoder::kBlock == 0 &&
         weights.hidden % (weights.heads * encoder::kBlock) == 0;
}

}  // namespace

std::optional<encoder::BertWeights> read_bert(const std::string& path) {
  constexpr std::size_t kMean = 1;
  GgufFile file(path);
  if (file.text("general.architecture") != "bert") return std::nullopt;
  encoder::BertWeights weights;
  weights.hidden = file.number("bert.embedding_length");
  weights.heads = file.number("bert.attention.head_count");
  weights.feed_forward = file.number("bert.feed_forward_length");
  weights.epsilon = file.real("bert.attention.layer_norm_epsilon");
  const std::size_t window = file.number("bert.context_length");
  const std::size_t layers = file.number("bert.block_count");
  if (file.number("bert.pooling_type") != kMean || !file.ok() || !runs(weights)) {
    return std::nullopt;
  }
  const std::size_t hidden = weights.hidden;
  weights.keeps = file.keeps();
  weights.pieces = file.values("token_embd.weight", GGML_TYPE_Q4_0, hidden, 0);
  weights.positions = file.floats("position_embd.weight", hidden, window);
  // All pieces are of the first type.
  const std::vector<float> types = file.floats("token_types.weight", hidden, 2);
  if (!file.ok()) return std::nullopt;
  for (std::size_t i = 0; i < weights.positions.size(); ++i) {
    weights.positions[i] += types[i % hidden];
  }
  weights.input_norm = file.norm("token_embd_norm", hidden);
  for (std::size_t at = 0; file.ok() && at < layers; ++at) {
    weights.layers.push_back(read_layer(file, weights, at));
  }
  if (!file.ok()) return std::nullopt;
  return weights;
}

}  // namespace eider::models
