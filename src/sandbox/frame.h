#pragma once
// How a request or a reply crosses the socket: its size in 8 bytes, low byte first, then itself.

#include <array>
#include <cstddef>
#include <cstdint>

namespace eider::sandbox {

inline constexpr std::size_t kFrameHeadBytes = 8;
using FrameHead = std::array<char, kFrameHeadBytes>;

inline FrameHead frame_head(std::uint64_t size) {
  FrameHead head{};
  for (char& byte : head) {
    byte = static_cast<char>(size & 0xFF);
    size >>= 8;
  }
  return head;
}

inline std::uint64_t frame_size(const FrameHead& head) {
  std::uint64_t size = 0;
  for (std::size_t i = head.size(); i-- > 0;)
    size = size << 8 | static_cast<unsigned char>(head[i]);
  return size;
}

}  // namespace eider::sandbox
