#include "extension/worker_entry.h"

#include <dlfcn.h>

#include <filesystem>
#include <system_error>

#include "pipeline/read_apart.h"

extern "C" {
// Defined by the loader itself, so its place is the loader's.
void* __tls_get_addr(void*);
int eider_worker_main(int count, char** words, char** environment);
}

namespace eider::extension {
namespace {

constexpr const char* kUsualLoader = "/lib64/ld-linux-x86-64.so.2";

std::string file_of(const void* address) {
  Dl_info found{};
  if (::dladdr(address, &found) == 0 || found.dli_fname == nullptr) return "";
  std::error_code error;
  const auto path = std::filesystem::absolute(found.dli_fname, error);
  return error ? "" : path.string();
}

}  // namespace

Result<std::vector<std::string>> worker_command() {
  std::string loader = file_of(reinterpret_cast<const void*>(&__tls_get_addr));
  std::error_code error;
  if (!std::filesystem::exists(loader, error)) loader = kUsualLoader;
  const std::string library = file_of(reinterpret_cast<const void*>(&eider_worker_main));
  if (!library.empty()) return std::vector<std::string>{loader, library};
  return fail(ErrorCode::kUnavailable, "the extension's own file is not known");
}

}  // namespace eider::extension

int eider_worker_main(int, char**, char**) { return eider::pipeline::serve_reads(); }

// What the loader jumps to (System V ABI, x86-64, 3.4.1): words on the stack, rdx the loader's
// last wish. libc sets itself up, runs the constructors, calls the function in rdi and exits.
asm(R"(
  .section .text.eider_worker_start, "ax", @progbits
  .globl eider_worker_start
  .hidden eider_worker_start
  .type eider_worker_start, @function
eider_worker_start:
  .cfi_startproc
  .cfi_undefined rip
  xorl %ebp, %ebp
  movq %rdx, %r9
  popq %rsi
  movq %rsp, %rdx
  andq $-16, %rsp
  pushq %rax
  pushq %rsp
  xorl %r8d, %r8d
  xorl %ecx, %ecx
  leaq eider_worker_main(%rip), %rdi
  callq *__libc_start_main@GOTPCREL(%rip)
  hlt
  .cfi_endproc
  .size eider_worker_start, . - eider_worker_start
  .previous
)");
