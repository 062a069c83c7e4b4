#include "models/catalogue/convert_e5.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include "models/catalogue/gguf_writer.h"

namespace eider::models {
namespace {

constexpr std::uint32_t kWindow = 512;
constexpr std::uint64_t kBlockValues = 32;
constexpr std::uint64_t kBlockBytes = 18;
enum PieceType : std::int32_t { kNormal = 1, kUnknown = 2, kControl = 3 };

struct Shape {
  std::int32_t hidden = 0, layers = 0, heads = 0, feed_forward = 0;
  std::int32_t vocabulary = 0, positions = 0, types = 0;
  float epsilon = 0;
};

struct Pieces {
  std::int32_t begin = 0, end = 0, pad = 0, unknown = 0;
  std::vector<std::string_view> texts;
  std::vector<float> scores;
};

struct Carrier {
  Shape shape;
  Pieces pieces;
  std::map<std::string, std::string_view> tensors;
};

/// Reads forward; after the first read past the end every read gives zeros and `ok` is false.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : bytes_(bytes) {}
  bool ok() const { return ok_; }

  std::string_view take(std::uint64_t size) {
    if (size > bytes_.size() - at_) {
      ok_ = false;
      return {};
    }
    at_ += size;
    return bytes_.substr(at_ - size, size);
  }
  template <typename T>
  T value() {
    T value{};
    const std::string_view bytes = take(sizeof value);
    if (!bytes.empty()) std::memcpy(&value, bytes.data(), sizeof value);
    return value;
  }
  template <typename T>
  std::vector<T> values(std::uint64_t count) {
    const std::string_view bytes = take(count * sizeof(T));
    std::vector<T> values(bytes.size() / sizeof(T));
    if (!bytes.empty()) std::memcpy(values.data(), bytes.data(), bytes.size());
    return values;
  }

 private:
  std::string_view bytes_;
  std::uint64_t at_ = 0;
  bool ok_ = true;
};

Result<std::string> read_file(const std::string& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rbe"),
                                                             &std::fclose);
  if (!file) {
    const auto code = errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo;
    return fail(code, std::strerror(errno), path);
  }
  std::string bytes;
  std::vector<char> piece(1u << 20);
  while (const std::size_t read = std::fread(piece.data(), 1, piece.size(), file.get())) {
    bytes.append(piece.data(), read);
  }
  if (std::ferror(file.get())) return fail(ErrorCode::kIo, std::strerror(errno), path);
  return bytes;
}

Shape read_shape(Cursor& cursor) {
  Shape shape{};
  for (std::int32_t* size : {&shape.hidden, &shape.layers, &shape.heads, &shape.feed_forward,
                             &shape.vocabulary, &shape.positions, &shape.types}) {
    *size = cursor.value<std::int32_t>();
  }
  shape.epsilon = cursor.value<float>();
  return shape;
}

bool fits(const Shape& shape) {
  const auto between = [](std::int32_t value, std::int32_t low, std::int32_t high) {
    return low <= value && value <= high;
  };
  return between(shape.hidden, 32, 8192) && shape.hidden % 32 == 0 &&
         between(shape.layers, 1, 256) && between(shape.heads, 1, 256) &&
         between(shape.feed_forward, 32, 65536) && shape.feed_forward % 32 == 0 &&
         between(shape.vocabulary, 1, 1 << 22) && shape.types == 2 &&
         between(shape.positions, static_cast<std::int32_t>(kWindow), 1 << 16);
}

Pieces read_pieces(Cursor& cursor) {
  Pieces pieces{};
  const auto count = static_cast<std::uint64_t>(std::max(0, cursor.value<std::int32_t>()));
  for (std::int32_t* id : {&pieces.begin, &pieces.end, &pieces.pad, &pieces.unknown}) {
    *id = cursor.value<std::int32_t>();
  }
  const auto size = cursor.value<std::uint64_t>();
  const auto offsets = cursor.values<std::uint32_t>(count + 1);
  pieces.scores = cursor.values<float>(count);
  const std::string_view bytes = cursor.take(size);
  for (std::uint64_t i = 0; cursor.ok() && i < count; ++i) {
    if (offsets[i] > offsets[i + 1] || offsets[i + 1] > bytes.size()) break;
    pieces.texts.push_back(bytes.substr(offsets[i], offsets[i + 1] - offsets[i]));
  }
  return pieces;
}

Result<Carrier> read_carrier(std::string_view bytes, const std::string& path) {
  const auto corrupt = [&](std::string_view what) { return fail(ErrorCode::kCorrupt, what, path); };
  Cursor cursor(bytes);
  Carrier carrier;
  if (cursor.take(8) != std::string_view("E5S1\x01\0\0\0", 8)) {
    return corrupt("not an e5 carrier of version 1");
  }
  carrier.shape = read_shape(cursor);
  if (cursor.value<std::int32_t>() != static_cast<std::int32_t>(kBlockValues) ||
      !fits(carrier.shape)) {
    return corrupt("the sizes in its head make no sense");
  }
  carrier.pieces = read_pieces(cursor);
  const auto& pieces = carrier.pieces;
  if (pieces.texts.empty() || pieces.texts.size() != pieces.scores.size() ||
      pieces.texts.size() > static_cast<std::size_t>(carrier.shape.vocabulary)) {
    return corrupt("the vocabulary is damaged");
  }
  cursor.value<std::int32_t>();
  cursor.take(cursor.value<std::uint32_t>());
  const auto count = cursor.value<std::int32_t>();
  for (std::int32_t i = 0; cursor.ok() && i < count; ++i) {
    const std::string name(cursor.take(cursor.value<std::uint16_t>()));
    cursor.value<std::uint8_t>();
    cursor.value<std::uint32_t>();
    const auto offset = cursor.value<std::uint64_t>();
    const auto size = cursor.value<std::uint64_t>();
    if (offset > bytes.size() || size > bytes.size() - offset) return corrupt("a tensor is cut");
    carrier.tensors[name] = bytes.substr(offset, size);
  }
  if (!cursor.ok()) return corrupt("the file ends too early");
  return carrier;
}

void add_fields(GgufWriter& writer, const Shape& shape) {
  writer.add_text("general.architecture", "bert");
  writer.add_text("general.name", "multilingual-e5-small");
  writer.add_text("general.license", "mit");
  writer.add_u32("general.file_type", 2);  // mostly Q4_0
  writer.add_u32("general.quantization_version", 2);
  writer.add_u32("bert.context_length", kWindow);
  writer.add_u32("bert.embedding_length", static_cast<std::uint32_t>(shape.hidden));
  writer.add_u32("bert.block_count", static_cast<std::uint32_t>(shape.layers));
  writer.add_u32("bert.feed_forward_length", static_cast<std::uint32_t>(shape.feed_forward));
  writer.add_u32("bert.attention.head_count", static_cast<std::uint32_t>(shape.heads));
  writer.add_f32("bert.attention.layer_norm_epsilon", shape.epsilon);
  writer.add_bool("bert.attention.causal", false);
  writer.add_u32("bert.pooling_type", 1);  // mean
}

void add_pieces(GgufWriter& writer, const Pieces& pieces, std::int32_t types) {
  const auto id = [](std::int32_t value) { return static_cast<std::uint32_t>(value); };
  std::vector<std::int32_t> kinds(pieces.texts.size(), kNormal);
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const auto piece = static_cast<std::int32_t>(i);
    if (piece == pieces.begin || piece == pieces.end || piece == pieces.pad ||
        pieces.texts[i] == "<mask>") {
      kinds[i] = kControl;
    }
    if (piece == pieces.unknown) kinds[i] = kUnknown;
  }
  writer.add_text("tokenizer.ggml.model", "t5");
  writer.add_text("tokenizer.ggml.pre", "default");
  writer.add_texts("tokenizer.ggml.tokens", pieces.texts);
  writer.add_f32s("tokenizer.ggml.scores", pieces.scores);
  writer.add_i32s("tokenizer.ggml.token_type", kinds);
  writer.add_bool("tokenizer.ggml.add_space_prefix", true);
  writer.add_bool("tokenizer.ggml.remove_extra_whitespaces", true);
  writer.add_u32("tokenizer.ggml.token_type_count", id(types));
  writer.add_u32("tokenizer.ggml.bos_token_id", id(pieces.begin));
  writer.add_u32("tokenizer.ggml.eos_token_id", id(pieces.end));
  writer.add_u32("tokenizer.ggml.seperator_token_id", id(pieces.end));  // spelt so by GGUF
  writer.add_u32("tokenizer.ggml.padding_token_id", id(pieces.pad));
  writer.add_u32("tokenizer.ggml.unknown_token_id", id(pieces.unknown));
  writer.add_bool("tokenizer.ggml.add_bos_token", true);
  writer.add_bool("tokenizer.ggml.add_eos_token", true);
}

/// Adds tensors under their GGUF names; remembers the first one that is missing or too short.
class Tensors {
 public:
  Tensors(GgufWriter& writer, const Carrier& carrier) : writer_(writer), carrier_(carrier) {}
  const std::string& missing() const { return missing_; }

  void matrix(const std::string& name, const std::string& source, std::uint64_t columns,
              std::uint64_t rows) {
    add(name, source, {columns, rows}, TensorType::kQ4_0);
  }
  void table(const std::string& name, const std::string& source, std::uint64_t columns,
             std::uint64_t rows) {
    add(name, source, {columns, rows}, TensorType::kF32);
  }
  void row(const std::string& name, const std::string& source, std::uint64_t size) {
    add(name, source, {size}, TensorType::kF32);
  }

 private:
  void add(const std::string& name, const std::string& source,
           const std::vector<std::uint64_t>& shape, TensorType type) {
    std::uint64_t values = 1;
    for (const std::uint64_t size : shape) values *= size;
    const std::uint64_t bytes =
        type == TensorType::kF32 ? values * sizeof(float) : values / kBlockValues * kBlockBytes;
    const auto found = carrier_.tensors.find(source);
    if (found == carrier_.tensors.end() || found->second.size() < bytes) {
      if (missing_.empty()) missing_ = source;
      return;
    }
    writer_.add_tensor(name, shape, type, found->second.substr(0, bytes));
  }

  GgufWriter& writer_;
  const Carrier& carrier_;
  std::string missing_;
};

void add_layer(Tensors& tensors, const Shape& shape, std::int32_t layer) {
  const auto hidden = static_cast<std::uint64_t>(shape.hidden);
  const auto wide = static_cast<std::uint64_t>(shape.feed_forward);
  const std::string from = "l" + std::to_string(layer) + ".";
  const std::string to = "blk." + std::to_string(layer) + ".";
  struct Linear {
    const char *from, *to;
    std::uint64_t columns, rows;
  };
  for (const Linear& linear :
       {Linear{"q", "attn_q", hidden, hidden}, Linear{"k", "attn_k", hidden, hidden},
        Linear{"v", "attn_v", hidden, hidden}, Linear{"ao", "attn_output", hidden, hidden},
        Linear{"fi", "ffn_up", hidden, wide}, Linear{"fo", "ffn_down", wide, hidden}}) {
    tensors.matrix(to + linear.to + ".weight", from + linear.from + ".w", linear.columns,
                   linear.rows);
    tensors.row(to + linear.to + ".bias", from + linear.from + ".b", linear.rows);
  }
  for (const auto& [source, target] :
       {std::pair{"aln", "attn_output_norm"}, std::pair{"oln", "layer_output_norm"}}) {
    tensors.row(to + target + ".weight", from + source + ".w", hidden);
    tensors.row(to + target + ".bias", from + source + ".b", hidden);
  }
}

}  // namespace

Result<void> convert_e5(const std::string& carrier, const std::string& gguf) {
  const auto bytes = read_file(carrier);
  if (!bytes) return std::unexpected(bytes.error());
  const auto read = read_carrier(*bytes, carrier);
  if (!read) return std::unexpected(read.error());
  const Shape& shape = read->shape;
  const auto hidden = static_cast<std::uint64_t>(shape.hidden);

  GgufWriter writer;
  add_fields(writer, shape);
  add_pieces(writer, read->pieces, shape.types);
  Tensors tensors(writer, *read);
  tensors.matrix("token_embd.weight", "emb.word", hidden, read->pieces.texts.size());
  tensors.table("position_embd.weight", "emb.pos", hidden, kWindow);
  tensors.table("token_types.weight", "emb.type", hidden, static_cast<std::uint64_t>(shape.types));
  tensors.row("token_embd_norm.weight", "emb.ln.w", hidden);
  tensors.row("token_embd_norm.bias", "emb.ln.b", hidden);
  for (std::int32_t layer = 0; layer < shape.layers; ++layer) add_layer(tensors, shape, layer);
  if (!tensors.missing().empty()) {
    return fail(ErrorCode::kCorrupt, "no whole tensor " + tensors.missing(), carrier);
  }
  return writer.write(gguf);
}

}  // namespace eider::models
