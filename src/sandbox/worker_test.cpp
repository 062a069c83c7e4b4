#include "sandbox/worker.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <iterator>
#include <thread>

namespace eider::sandbox {
namespace {

using namespace std::chrono_literals;

Program program(std::vector<std::string> arguments = {}) {
  Program program{{EIDER_TEST_PROGRAM}, "test program 1"};
  program.command.insert(program.command.end(), arguments.begin(), arguments.end());
  return program;
}

constexpr Allowance kPlenty{1h, 1h, 64u << 20};

Worker started(std::vector<std::string> arguments = {}) {
  auto worker = Worker::start(program(std::move(arguments)), {});
  if (!worker) ADD_FAILURE() << worker.error().message();
  return std::move(*worker);
}

/// The reply, or the error's text; after an error the worker must be gone.
std::string ask(Worker& worker, const std::string& request, const Allowance& allowance = kPlenty) {
  auto reply = worker.ask(request, allowance, {});
  if (reply) return *reply;
  EXPECT_FALSE(worker.runs());
  return reply.error().what;
}

std::string end_of(const std::string& request) {
  Worker worker = started();
  return ask(worker, request);
}

bool has_children() {
  siginfo_t info{};
  return ::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0 || errno != ECHILD;
}

auto open_descriptors() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
}

TEST(Worker, answers_a_hundred_requests) {
  Worker worker = started();
  for (int n = 0; n < 100; ++n) EXPECT_EQ(std::to_string(n), ask(worker, std::to_string(n)));
  EXPECT_EQ("", ask(worker, ""));
  EXPECT_TRUE(worker.runs());
}

TEST(Worker, carries_requests_and_replies_larger_than_a_pipe) {
  Worker worker = started();
  std::string bytes;
  bytes.resize(20'000'000);
  for (std::size_t i = 0; i < bytes.size(); i += 101) bytes[i] = static_cast<char>(i);
  EXPECT_TRUE(ask(worker, bytes) == bytes);
  EXPECT_EQ(60'000'000u, ask(worker, "grow 60000000").size());
}

TEST(Worker, leaves_no_child_and_no_descriptor) {
  const auto before = open_descriptors();
  {
    Worker idle = started();
    Worker crashed = started();
    ask(crashed, "crash");
    Worker moved = std::move(idle);
    idle = std::move(crashed);
    EXPECT_EQ("hello", ask(moved, "hello"));
  }
  EXPECT_FALSE(has_children());
  EXPECT_EQ(before, open_descriptors());
}

TEST(Worker, a_crash_is_an_error_with_its_signal) {
  EXPECT_EQ("crashed (signal 11)", end_of("crash"));
  EXPECT_EQ("crashed (signal 11)", end_of("overflow"));
  EXPECT_EQ("crashed (signal 6)", end_of("abort"));
  EXPECT_EQ("crashed (signal 4)", end_of("trap"));
  EXPECT_EQ("ended by itself (exit code 7)", end_of("exit 7"));
  EXPECT_EQ("ended by itself (exit code 0)", end_of("exit 0"));
}

TEST(Worker, an_ended_worker_says_so_and_another_can_be_started) {
  Worker worker = started();
  ask(worker, "crash");
  auto again = worker.ask("hello", kPlenty, {});
  ASSERT_FALSE(again);
  EXPECT_EQ(ErrorCode::kUnavailable, again.error().code);
  worker = started();
  EXPECT_EQ("hello", ask(worker, "hello"));
}

TEST(Worker, an_endless_loop_costs_no_more_than_its_processor_time) {
  Worker worker = started();
  auto reply = worker.ask("loop", {200ms, 1h, 100}, {});
  ASSERT_FALSE(reply);
  EXPECT_EQ(ErrorCode::kLimit, reply.error().code);
  EXPECT_EQ("took more than 0.2 s of processor time", reply.error().what);
}

TEST(Worker, processor_time_is_counted_for_each_request) {
  Worker worker = started();
  for (int n = 0; n < 20; ++n) EXPECT_EQ("x", ask(worker, "x", {50ms, 1h, 100}));
}

TEST(Worker, a_slow_answer_costs_no_more_than_its_time) {
  Worker worker = started();
  EXPECT_EQ("took longer than 0.3 s", ask(worker, "loop", {1h, 300ms, 100}));
}

TEST(Worker, a_cancel_ends_it) {
  CancelSource source;
  const CancelFlag flag(source);
  Worker worker = started();
  std::jthread canceller([&] { source.cancel_all(); });
  auto reply = worker.ask("loop", kPlenty, flag);
  ASSERT_FALSE(reply);
  EXPECT_EQ(ErrorCode::kCancelled, reply.error().code);
  EXPECT_FALSE(worker.runs());
  EXPECT_FALSE(Worker::start(program({"hang"}), flag));
}

TEST(Worker, memory_ends_at_its_bound) {
  Worker worker = started({"256"});
  EXPECT_EQ("done", ask(worker, "allocate 100"));
  EXPECT_EQ("refused", ask(worker, "allocate 200"));
  EXPECT_EQ("hello", ask(worker, "hello"));
}

TEST(Worker, has_no_file) {
  Worker worker = started();
  EXPECT_EQ("refused", ask(worker, "open /etc/passwd"));
  EXPECT_EQ("refused", ask(worker, "open ."));
  EXPECT_EQ("hello", ask(worker, "hello"));
}

TEST(Worker, has_no_network_process_or_new_code) {
  const std::string stopped = "was stopped: it asked the system for what it may not do";
  EXPECT_EQ(stopped, end_of("socket"));
  EXPECT_EQ(stopped, end_of("fork"));
  EXPECT_EQ(stopped, end_of("execute /bin/true"));
  EXPECT_EQ(stopped, end_of("kill 1"));
  EXPECT_EQ(stopped, end_of("kill " + std::to_string(::getpid())));
  EXPECT_EQ(stopped, end_of("map_code"));
  EXPECT_EQ(stopped, end_of("make_code"));
}

TEST(Worker, every_other_system_call_ends_it) {
  const std::string stopped = "was stopped: it asked the system for what it may not do";
  // ptrace, setrlimit, prctl, prlimit64, seccomp, memfd_create, bpf, io_uring_setup, clone3, and
  // the 32-bit numbering's getpid.
  for (const int call : {101, 160, 157, 302, 317, 319, 321, 425, 435, 0x40000000 + 39}) {
    EXPECT_EQ(stopped, end_of("call " + std::to_string(call))) << call;
  }
}

TEST(Worker, holds_none_of_the_hosts_files) {
  const int inherited = ::open("/dev/null", O_RDWR);  // without O_CLOEXEC, as a careless host does
  ASSERT_GE(inherited, 0);
  Worker worker = started();
  ::close(inherited);
  EXPECT_EQ("0 1 2 3 ", ask(worker, "descriptors"));
}

TEST(Worker, a_reply_above_the_limit_is_refused) {
  Worker worker = started();
  EXPECT_EQ("answers with more than 1000 bytes", ask(worker, "grow 1001", {1h, 1h, 1000}));
  EXPECT_EQ("answers with more than 67108864 bytes", end_of("send_size 18446744073709551615"));
}

TEST(Worker, a_reply_shorter_than_it_says_is_no_reply) {
  Worker worker = started();
  // 1000 bytes are announced; what comes is another frame, "done", and nothing after it.
  EXPECT_EQ("took longer than 0.3 s", ask(worker, "send_size 1000", {1h, 300ms, 1000}));
}

TEST(Worker, a_request_it_can_not_hold_ends_it) {
  Worker worker = started();
  EXPECT_EQ("ended by itself (exit code 1)", ask(worker, std::string((64u << 20) + 1, 'x')));
}

TEST(Worker, killed_from_outside) {
  Worker worker = started();
  ::kill(worker.id(), SIGKILL);
  siginfo_t info{};
  ::waitid(P_PID, static_cast<id_t>(worker.id()), &info, WEXITED | WNOWAIT);
  EXPECT_FALSE(worker.runs());
  EXPECT_EQ("was killed from outside, or by the system for want of memory", ask(worker, "x"));
}

TEST(Worker, killed_while_it_works) {
  Worker worker = started();
  std::jthread killer([id = worker.id()] {
    std::this_thread::sleep_for(50ms);
    ::kill(id, SIGKILL);
  });
  auto reply = worker.ask("loop", kPlenty, {});
  ASSERT_FALSE(reply);
  EXPECT_EQ(ErrorCode::kIo, reply.error().code);
}

TEST(Worker, dies_with_its_host_even_while_it_works) {
  int ends[2];
  ASSERT_EQ(0, ::pipe(ends));
  const pid_t host = ::fork();
  if (host == 0) {  // a host that starts a worker, tells its number, and is killed
    Worker worker = started();
    const pid_t id = worker.id();
    (void)!::write(ends[1], &id, sizeof id);
    (void)worker.ask("loop", kPlenty, {});
    ::_exit(0);
  }
  pid_t id = 0;
  ASSERT_EQ(static_cast<ssize_t>(sizeof id), ::read(ends[0], &id, sizeof id));
  std::this_thread::sleep_for(50ms);
  ::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);  // so that an orphan's end is told here
  ::kill(host, SIGKILL);
  ::waitpid(host, nullptr, 0);
  int status = 0;
  EXPECT_EQ(id, ::waitpid(id, &status, 0));
  EXPECT_EQ(SIGKILL, WTERMSIG(status));
  ::prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0);
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST(Worker, outlives_the_thread_that_started_it) {
  std::optional<Worker> worker;
  std::thread([&] { worker = started(); }).join();
  EXPECT_EQ("hello", ask(*worker, "hello"));
}

TEST(Worker, a_host_that_ignores_its_children_still_gets_answers) {
  const auto before = ::signal(SIGCHLD, SIG_IGN);
  Worker worker = started();
  EXPECT_EQ("hello", ask(worker, "hello"));
  EXPECT_EQ("ended early (how is not known: this program ignores SIGCHLD)", ask(worker, "crash"));
  ::signal(SIGCHLD, before);
}

TEST(Worker, the_hosts_signals_are_not_its_own) {
  const auto before = ::signal(SIGTERM, SIG_IGN);
  sigset_t blocked, old;
  sigfillset(&blocked);
  ::pthread_sigmask(SIG_BLOCK, &blocked, &old);
  Worker worker = started();
  ::pthread_sigmask(SIG_SETMASK, &old, nullptr);
  ::signal(SIGTERM, before);
  ::kill(worker.id(), SIGTERM);
  EXPECT_EQ("crashed (signal 15)", ask(worker, "loop"));
}

TEST(Worker, is_no_member_of_the_hosts_group) {  // which a terminal's Ctrl-C goes to
  Worker worker = started();
  EXPECT_EQ(worker.id(), ::getpgid(worker.id()));
}

TEST(Worker, a_host_with_less_memory_gives_no_more) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "the sanitizer's shadow takes more address space than the host is to have";
#endif
  const pid_t host = ::fork();
  if (host == 0) {
    const rlimit bound{1u << 30, 1u << 30};
    ::setrlimit(RLIMIT_AS, &bound);
    Worker worker = started({"2048"});
    const auto reply = worker.ask("allocate 1500", kPlenty, {});
    ::_exit(reply && *reply == "refused" ? 0 : 1);
  }
  int status = 0;
  ::waitpid(host, &status, 0);
  EXPECT_EQ(0, status);
}

TEST(Worker, works_where_the_host_has_closed_its_standard_streams) {
  const pid_t host = ::fork();
  if (host == 0) {
    for (int fd = 0; fd < 3; ++fd) ::close(fd);
    Worker worker = started();
    const auto reply = worker.ask("hello", kPlenty, {});
    ::_exit(reply && *reply == "hello" ? 0 : 1);
  }
  int status = 0;
  ::waitpid(host, &status, 0);
  EXPECT_EQ(0, status);
}

std::string start_error(const Program& program) {
  auto worker = Worker::start(program, {});
  if (worker) return "it started";
  EXPECT_EQ(ErrorCode::kUnavailable, worker.error().code);
  EXPECT_FALSE(has_children());
  return worker.error().message();
}

TEST(Worker, says_why_it_does_not_start) {
  const std::string path = EIDER_TEST_PROGRAM;
  EXPECT_EQ("/no/such: can't be started as a program: No such file or directory",
            start_error({{"/no/such"}, ""}));
  EXPECT_EQ("complain: part.so: the part is missing", start_error(program({"complain"})));
  EXPECT_EQ("die: ended by itself (exit code 3)", start_error(program({"die"})));
  EXPECT_EQ(path + ": is not the file that was loaded: it was replaced; start this program anew",
            start_error({{path}, "another program 1"}));
}

}  // namespace
}  // namespace eider::sandbox
