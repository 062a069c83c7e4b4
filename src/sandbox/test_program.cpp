// The worker that the sandbox's tests start: does the bad thing that a request asks for.
// Requests are a word and an argument, "allocate 100"; any other is sent back as it came.

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>
#include <vector>

#include "sandbox/enter.h"
#include "sandbox/frame.h"

namespace {

using Deed = std::string (*)(const std::string& argument);

std::string said(bool done) { return done ? "done" : "refused"; }

std::string crash(const std::string&) {
  int* volatile nowhere = nullptr;
  return std::to_string(*nowhere);
}

std::string loop(const std::string&) {
  for (;;) asm volatile("");
}

int overflow_stack(int depth) {
  char page[4096];
  asm volatile("" : : "r"(page) : "memory");
  return depth < 0 ? 0 : overflow_stack(depth + 1) + page[0];
}

std::string allocate(const std::string& mebibytes) {
  const std::size_t size = std::stoul(mebibytes) << 20;
  void* memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return said(memory != MAP_FAILED);
}

std::string map_code(const std::string&) {
  void* memory = ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return said(memory != MAP_FAILED);
}

std::string make_code(const std::string&) {
  void* memory = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return said(::mprotect(memory, 4096, PROT_READ | PROT_EXEC) == 0);
}

std::string send_size(const std::string& size) {
  const auto head = eider::sandbox::frame_head(std::stoull(size));
  return said(::write(0, head.data(), head.size()) > 0);
}

std::string open_descriptors(const std::string&) {
  std::string open;
  for (int fd = 0; fd < 64; ++fd) {
    char nothing = 0;
    const bool closed = ::write(fd, &nothing, 0) < 0 && ::read(fd, &nothing, 0) < 0;
    if (!closed) open += std::to_string(fd) + " ";
  }
  return open;
}

const std::map<std::string, Deed>& deeds() {
  static const std::map<std::string, Deed> all = {
      {"crash", crash},
      {"loop", loop},
      {"overflow", [](const std::string&) { return std::to_string(overflow_stack(0)); }},
      {"allocate", allocate},
      {"map_code", map_code},
      {"make_code", make_code},
      {"send_size", send_size},
      {"descriptors", open_descriptors},
      {"abort", [](const std::string&) -> std::string { std::abort(); }},
      {"exit", [](const std::string& code) -> std::string { ::_exit(std::stoi(code)); }},
      {"trap", [](const std::string&) -> std::string { __builtin_trap(); }},
      {"open", [](const std::string& path) { return said(::open(path.c_str(), O_RDONLY) >= 0); }},
      {"socket", [](const std::string&) { return said(::socket(AF_INET, SOCK_STREAM, 0) >= 0); }},
      {"fork", [](const std::string&) { return said(::fork() >= 0); }},
      {"execute",
       [](const std::string& path) { return said(::execl(path.c_str(), "", nullptr) == 0); }},
      {"kill", [](const std::string& id) { return said(::kill(std::stoi(id), 0) == 0); }},
      {"call", [](const std::string& number) { return said(::syscall(std::stol(number)) >= 0); }},
      {"grow", [](const std::string& size) { return std::string(std::stoull(size), 'x'); }},
      {"number", [](const std::string&) { return std::to_string(::getpid()); }},
  };
  return all;
}

std::string answer(std::string_view request) {
  const std::string word(request.substr(0, request.find(' ')));
  const auto deed = deeds().find(word);
  if (deed == deeds().end()) return std::string(request);
  return deed->second(std::string(request.substr(std::min(request.size(), word.size() + 1))));
}

}  // namespace

int main(int count, char** words) {
  const std::string start = count > 1 ? words[1] : "";
  if (start == "die") return 3;
  if (start == "hang") ::pause();
  if (start == "complain") {
    eider::sandbox::complain(
        {eider::ErrorCode::kUnavailable, "the part is missing", "part.so", ""});
    return 1;
  }
  const std::size_t memory = start.empty() ? 0 : std::stoul(start) << 20;
  if (auto entered = eider::sandbox::enter(memory); !entered) {
    eider::sandbox::complain(entered.error());
    return 1;
  }
  return eider::sandbox::serve("test program 1", std::size_t{64} << 20, answer);
}
