#include "sandbox/filter.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/futex.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

namespace eider::sandbox {
namespace {

constexpr std::uint32_t kMachine = AUDIT_ARCH_X86_64;

// All descriptors but the socket are closed by then, so read and write reach the host alone.
constexpr std::uint32_t kKept[] = {
    SYS_read,      SYS_write,   SYS_exit,   SYS_exit_group,     SYS_munmap,
    SYS_mremap,    SYS_madvise, SYS_brk,    SYS_clock_gettime,  SYS_gettimeofday,
    SYS_getrandom, SYS_getpid,  SYS_gettid, SYS_rt_sigprocmask,
};

// Libraries ask these by habit and live with a no.
constexpr std::uint32_t kRefused[] = {
    SYS_open,  SYS_openat,     SYS_access,  SYS_faccessat,         SYS_stat,        SYS_lstat,
    SYS_fstat, SYS_newfstatat, SYS_statx,   SYS_readlink,          SYS_readlinkat,  SYS_getcwd,
    SYS_ioctl, SYS_lseek,      SYS_sysinfo, SYS_sched_getaffinity, SYS_sched_yield,
};

constexpr std::uint32_t low_half(std::size_t argument) {
  return static_cast<std::uint32_t>(offsetof(seccomp_data, args) + 8 * argument);
}

/// A Berkeley packet filter over seccomp_data, written top down: every rule returns or falls on.
class Filter {
 public:
  void end(std::uint32_t action) { rules_.push_back(BPF_STMT(BPF_RET | BPF_K, action)); }
  void load(std::size_t offset) {
    rules_.push_back(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset)));
  }
  // Each passes over the next `count` rules, by what the loaded word is.
  void if_equal_skip(std::uint32_t value, std::uint8_t count) {
    rules_.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, count, 0));
  }
  void unless_equal_skip(std::uint32_t value, std::uint8_t count) {
    rules_.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, count));
  }
  void if_any_bit_skip(std::uint32_t bits, std::uint8_t count) {
    rules_.push_back(BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, bits, count, 0));
  }
  void answer(std::uint32_t call, std::uint32_t action) {
    unless_equal_skip(call, 1);
    end(action);
  }
  /// Keeps `call` where its argument is `value`.
  void keep_with(std::uint32_t call, std::size_t argument, std::uint32_t value) {
    unless_equal_skip(call, 4);
    load(low_half(argument));
    unless_equal_skip(value, 1);
    end(SECCOMP_RET_ALLOW);
    end(SECCOMP_RET_KILL_PROCESS);
  }
  void keep_without_bits(std::uint32_t call, std::size_t argument, std::uint32_t bits) {
    unless_equal_skip(call, 4);
    load(low_half(argument));
    if_any_bit_skip(bits, 1);
    end(SECCOMP_RET_ALLOW);
    end(SECCOMP_RET_KILL_PROCESS);
  }
  bool install() {
    sock_fprog program{static_cast<unsigned short>(rules_.size()), rules_.data()};
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
  }

 private:
  std::vector<sock_filter> rules_;
};

}  // namespace

Result<void> keep_few_system_calls() {
  Filter filter;
  filter.load(offsetof(seccomp_data, arch));
  filter.if_equal_skip(kMachine, 1);
  filter.end(SECCOMP_RET_KILL_PROCESS);
  filter.load(offsetof(seccomp_data, nr));
  for (const std::uint32_t call : kKept) filter.answer(call, SECCOMP_RET_ALLOW);
  for (const std::uint32_t call : kRefused) filter.answer(call, SECCOMP_RET_ERRNO | EACCES);
  filter.keep_without_bits(SYS_mmap, 2, PROT_EXEC);
  filter.keep_without_bits(SYS_mprotect, 2, PROT_EXEC);
  // A lock is let go with a wake, even where nobody waits; to wait would be for ever.
  filter.keep_with(SYS_futex, 1, FUTEX_WAKE_PRIVATE);
  // How a process ends itself: abort().
  filter.keep_with(SYS_tgkill, 0, static_cast<std::uint32_t>(::getpid()));
  filter.end(SECCOMP_RET_KILL_PROCESS);
  if (filter.install()) return {};
  return fail(ErrorCode::kUnavailable,
              std::string("the system does not let it be shut in: ") + std::strerror(errno), {},
              "a kernel with seccomp filters is needed");
}

}  // namespace eider::sandbox
