// Any bytes -> what a reading process may answer. A document that comes back keeps every promise
// and is packed to the same bytes.

#include "promises.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto parsed = eider::parse::unpack_parsed(bytes);
  if (parsed && *parsed) eider::fuzz::check_document(**parsed);
  (void)eider::parse::unpack_file(bytes);
  return 0;
}
