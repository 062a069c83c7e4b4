#pragma once
// Writes a GGUF file, version 3: header, key-value pairs, tensor table, tensors aligned to 32.
// Fields and tensors keep the order in which they were added, so equal input gives equal bytes.
// Source: ggml's docs/gguf.md. Tensor data is not owned and must outlive `write`.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace eider::models {

enum class TensorType : std::uint32_t { kF32 = 0, kQ4_0 = 2, kQ8_0 = 8 };

class GgufWriter {
 public:
  void add_text(std::string_view key, std::string_view value);
  void add_u32(std::string_view key, std::uint32_t value);
  void add_f32(std::string_view key, float value);
  void add_bool(std::string_view key, bool value);
  void add_texts(std::string_view key, const std::vector<std::string_view>& values);
  void add_f32s(std::string_view key, const std::vector<float>& values);
  void add_i32s(std::string_view key, const std::vector<std::int32_t>& values);
  /// `shape` has the fastest dimension first; `bytes` is the data in its final form.
  void add_tensor(std::string_view name, const std::vector<std::uint64_t>& shape, TensorType type,
                  std::string_view bytes);
  /// Errors: kIo.
  Result<void> write(const std::string& path) const;

 private:
  void add_key(std::string_view key, std::uint32_t type);

  std::string fields_;
  std::uint64_t field_count_ = 0;
  std::string tensors_;
  std::vector<std::string_view> bytes_;
  std::uint64_t offset_ = 0;
};

}  // namespace eider::models
