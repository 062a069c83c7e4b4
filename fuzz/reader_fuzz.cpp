// Any bytes -> the reader of EIDER_FUZZ_NAME -> document, chunks, wire.

#include "promises.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  eider::fuzz::check_file(EIDER_FUZZ_NAME, {reinterpret_cast<const char*>(data), size});
  return 0;
}
