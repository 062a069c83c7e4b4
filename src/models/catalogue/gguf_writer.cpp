#include "models/catalogue/gguf_writer.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace eider::models {
namespace {

constexpr std::uint64_t kAlignment = 32;
enum FieldType : std::uint32_t { kU32 = 4, kI32 = 5, kF32 = 6, kBool = 7, kText = 8, kArray = 9 };

template <typename T>
void put(std::string& out, T value) {
  char bytes[sizeof value];
  std::memcpy(bytes, &value, sizeof value);
  out.append(bytes, sizeof value);
}

void put_text(std::string& out, std::string_view value) {
  put<std::uint64_t>(out, value.size());
  out += value;
}

std::uint64_t padding(std::uint64_t size) { return (kAlignment - size % kAlignment) % kAlignment; }

}  // namespace

void GgufWriter::add_key(std::string_view key, std::uint32_t type) {
  put_text(fields_, key);
  put(fields_, type);
  ++field_count_;
}

void GgufWriter::add_text(std::string_view key, std::string_view value) {
  add_key(key, kText);
  put_text(fields_, value);
}

void GgufWriter::add_u32(std::string_view key, std::uint32_t value) {
  add_key(key, kU32);
  put(fields_, value);
}

void GgufWriter::add_f32(std::string_view key, float value) {
  add_key(key, kF32);
  put(fields_, value);
}

void GgufWriter::add_bool(std::string_view key, bool value) {
  add_key(key, kBool);
  put(fields_, value);
}

void GgufWriter::add_texts(std::string_view key, const std::vector<std::string_view>& values) {
  add_key(key, kArray);
  put<std::uint32_t>(fields_, kText);
  put<std::uint64_t>(fields_, values.size());
  for (const std::string_view value : values) put_text(fields_, value);
}

void GgufWriter::add_f32s(std::string_view key, const std::vector<float>& values) {
  add_key(key, kArray);
  put<std::uint32_t>(fields_, kF32);
  put<std::uint64_t>(fields_, values.size());
  for (const float value : values) put(fields_, value);
}

void GgufWriter::add_i32s(std::string_view key, const std::vector<std::int32_t>& values) {
  add_key(key, kArray);
  put<std::uint32_t>(fields_, kI32);
  put<std::uint64_t>(fields_, values.size());
  for (const std::int32_t value : values) put(fields_, value);
}

void GgufWriter::add_tensor(std::string_view name, const std::vector<std::uint64_t>& shape,
                            TensorType type, std::string_view bytes) {
  put_text(tensors_, name);
  put(tensors_, static_cast<std::uint32_t>(shape.size()));
  for (const std::uint64_t size : shape) put(tensors_, size);
  put(tensors_, static_cast<std::uint32_t>(type));
  put(tensors_, offset_);
  bytes_.push_back(bytes);
  offset_ += bytes.size() + padding(bytes.size());
}

Result<void> GgufWriter::write(const std::string& path) const {
  std::string head = "GGUF";
  put<std::uint32_t>(head, 3);
  put<std::uint64_t>(head, bytes_.size());
  put(head, field_count_);
  head += fields_ + tensors_;

  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "wbe"),
                                                       &std::fclose);
  if (!file) return fail(ErrorCode::kIo, std::strerror(errno), path);
  const auto put_padded = [&](std::string_view bytes) {
    static constexpr char kZeros[kAlignment] = {};
    const std::uint64_t zeros = padding(bytes.size());
    return std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size() &&
           std::fwrite(kZeros, 1, zeros, file.get()) == zeros;
  };
  bool written = put_padded(head);
  for (const std::string_view bytes : bytes_) written = written && put_padded(bytes);
  if (!written || std::fclose(file.release()) != 0) {
    return fail(ErrorCode::kIo, std::strerror(errno), path);
  }
  return {};
}

}  // namespace eider::models
