// Files of any format -> their reading text, one JSON line {"path", "seconds", "error", "text"} a
// file, in the order given: parsing alone, in this process, without a store.
// usage: read_files FILE...

#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "corpus/parse/parse.h"

namespace {

nlohmann::json read(const std::string& path) {
  const auto began = std::chrono::steady_clock::now();
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const auto parsed = eider::parse::parse_document({path, bytes});
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  return {{"path", path},
          {"seconds", took.count()},
          {"error", parsed ? parsed->document.error : parsed.error().message()},
          {"text", parsed ? parsed->document.text : ""}};
}

}  // namespace

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) fmt::print("{}\n", read(argv[i]).dump());
  return 0;
}
