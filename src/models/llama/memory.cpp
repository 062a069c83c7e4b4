#include "models/llama/memory.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <limits>

namespace eider::models {
namespace {

constexpr std::int64_t kUnknown = std::numeric_limits<std::int64_t>::max();

std::string read_text(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// The number at the start of a text; -1 if there is none ("max").
std::int64_t leading_number(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
  std::int64_t value = -1;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::int64_t address_space_left() {
  rlimit limit{};
  if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return kUnknown;
  const std::int64_t used = memory_field(read_text("/proc/self/status"), "VmSize");
  return std::max<std::int64_t>(0, static_cast<std::int64_t>(limit.rlim_cur) - std::max(used, 0L));
}

/// File pages that the kernel can drop count as free.
std::int64_t group_left(const std::string& folder) {
  const std::int64_t limit = leading_number(read_text(folder + "/memory.max"));
  if (limit < 0) return kUnknown;
  const std::int64_t used = leading_number(read_text(folder + "/memory.current"));
  const std::string stat = read_text(folder + "/memory.stat");
  const std::size_t at = stat.find("inactive_file ");
  const std::int64_t droppable =
      at == std::string::npos ? 0 : leading_number(std::string_view(stat).substr(at + 14));
  return std::max<std::int64_t>(0, limit - used + std::max(droppable, 0L));
}

std::int64_t groups_left() {
  const std::string groups = read_text("/proc/self/cgroup");
  const std::size_t at = groups.find("0::");
  if (at == std::string::npos) return kUnknown;
  std::string path = groups.substr(at + 3, groups.find('\n', at) - at - 3);
  std::int64_t left = kUnknown;
  for (;;) {
    left = std::min(left, group_left("/sys/fs/cgroup" + (path == "/" ? "" : path)));
    const std::size_t slash = path.rfind('/');
    if (path.size() <= 1 || slash == std::string::npos) return left;
    path.resize(std::max<std::size_t>(slash, 1));
  }
}

}  // namespace

std::int64_t memory_field(std::string_view text, std::string_view name) {
  const std::string key = std::string(name) + ":";
  for (std::size_t at = 0; (at = text.find(key, at)) != std::string_view::npos; ++at) {
    if (at > 0 && text[at - 1] != '\n') continue;
    const std::int64_t kilobytes = leading_number(text.substr(at + key.size()));
    return kilobytes < 0 ? -1 : kilobytes * 1024;
  }
  return -1;
}

std::int64_t free_memory_bytes() {
  const std::int64_t machine = memory_field(read_text("/proc/meminfo"), "MemAvailable");
  return std::min({machine < 0 ? kUnknown : machine, address_space_left(), groups_left()});
}

Result<void> require_memory(std::string_view name, std::int64_t needed) {
  const std::int64_t left = free_memory_bytes();
  if (left >= needed) return {};
  return fail(ErrorCode::kUnavailable,
              fmt::format("not enough memory for model {}: needs {} MB, {} MB free", name,
                          needed / 1'000'000, left / 1'000'000),
              {}, "end other programs or choose a smaller model (eider models list)");
}

}  // namespace eider::models
