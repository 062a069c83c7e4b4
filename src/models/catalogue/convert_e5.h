#pragma once
// Turns the e5 carrier (multilingual-e5-small with 4-bit matrices, as one flat file) into a GGUF
// that the bert reader of llama.cpp loads.
//   carrier: "E5S1" and version 1 in 8 bytes | 7 i32 sizes | f32 epsilon | i32 block | 5 i32
//   special ids |
//            u64 piece bytes, u32 offsets, f32 scores, pieces | i32, u32 n, n bytes of a
//            normalisation map (not used: the caller normalises) | i32 count and as many tensor
//            entries: u16 name length, name, u8, u32 values, u64 offset, u64 bytes
// Invariant: lossless and deterministic. A 4-bit block of the carrier (f16 scale, 16 bytes of
// nibbles, low half first, bias 8) has the same bytes as a Q4_0 block, so blocks are copied.

#include <string>

#include "base/error.h"

namespace eider::models {

/// Errors: kNotFound, kIo, kCorrupt.
Result<void> convert_e5(const std::string& carrier, const std::string& gguf);

}  // namespace eider::models
