#include "fetchers/extract/child_launch.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>

namespace griffier::fetchers {
namespace {

// Until it runs the program the child makes only async-signal-safe calls and writes to no memory but its own stack.

#if defined(__x86_64__)
constexpr unsigned kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr unsigned kArchitecture = AUDIT_ARCH_AARCH64;
#else
#error "the filter of system calls is written for x86_64 and aarch64"
#endif

constexpr sock_filter statement(unsigned code, unsigned value) {
  return {static_cast<std::uint16_t>(code), 0, 0, value};
}
constexpr sock_filter jump(unsigned code, unsigned value, std::uint8_t yes, std::uint8_t no) {
  return {static_cast<std::uint16_t>(code), yes, no, value};
}

// Refuses (EPERM) every way to a socket, io_uring (which opens sockets on its own) and leaving the process group, which
// would escape the kill. A system call of another architecture ends the process. See seccomp(2).
constexpr std::uint32_t kX32Bit = 0x40000000;
constexpr std::array kFilter{
    statement(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)),
    jump(BPF_JMP | BPF_JEQ | BPF_K, kArchitecture, 1, 0),
    statement(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
    statement(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
    jump(BPF_JMP | BPF_JGE | BPF_K, kX32Bit, 6, 0),
    jump(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 5, 0),
    jump(BPF_JMP | BPF_JEQ | BPF_K, SYS_socketpair, 4, 0),
    jump(BPF_JMP | BPF_JEQ | BPF_K, SYS_io_uring_setup, 3, 0),
    jump(BPF_JMP | BPF_JEQ | BPF_K, SYS_setsid, 2, 0),
    jump(BPF_JMP | BPF_JEQ | BPF_K, SYS_setpgid, 1, 0),
    statement(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    statement(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
};

bool limit_to(__rlimit_resource_t resource, rlim_t soft, rlim_t hard) {
  rlimit current{};
  if (getrlimit(resource, &current) != 0) return false;
  const rlimit wanted{std::min(soft, current.rlim_max), std::min(hard, current.rlim_max)};
  return setrlimit(resource, &wanted) == 0;
}

bool confine(const sock_fprog& filter) {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
  // The filter alone keeps the network away; where a kernel lacks seccomp, a network namespace does if it may.
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0) == 0) return true;
  return unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0 || unshare(CLONE_NEWNET) == 0;
}

void close_from(unsigned first) {
  if (syscall(SYS_close_range, first, ~0U, 0U) == 0) return;
  rlimit files{};
  const bool known = getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur != RLIM_INFINITY;
  const int last = known ? static_cast<int>(std::min<rlim_t>(files.rlim_cur, 1U << 20)) : 1 << 16;
  for (int fd = static_cast<int>(first); fd < last; ++fd) close(fd);
}

// Returns only on failure, with errno set.
void become_program(const ChildLaunch& launch, const sock_fprog& filter) {
  sigset_t none;
  sigemptyset(&none);
  if (setpgid(0, 0) != 0 || prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) return;
  if (getppid() != launch.parent) _exit(127);  // the parent died before the line above could tell
  for (int number = 1; number < 32; ++number) std::signal(number, SIG_DFL);
  for (int fd = 0; fd < 3; ++fd) {
    if (dup2(launch.streams.at(static_cast<std::size_t>(fd)), fd) != fd) return;
  }
  // Number 3 may be one of the pipes, which are all duplicated by now; the report moves there and all else closes.
  if (launch.report != 3 && dup2(launch.report, 3) != 3) return;
  if (fcntl(3, F_SETFD, FD_CLOEXEC) != 0) return;
  close_from(4);
  if (chdir(launch.folder) != 0) return;
  umask(077);
  if (!limit_to(RLIMIT_CORE, 0, 0) || !limit_to(RLIMIT_NOFILE, 64, 64)) return;
  if (!limit_to(RLIMIT_FSIZE, launch.file_size, launch.file_size)) return;
  if (!limit_to(RLIMIT_CPU, launch.cpu, launch.cpu + 1) || !limit_to(RLIMIT_AS, launch.memory, launch.memory)) return;
  if (sigprocmask(SIG_SETMASK, &none, nullptr) != 0) return;  // NOLINT(concurrency-mt-unsafe): one thread is here
  if (launch.confined && !confine(filter)) return;
  execve(launch.program, launch.argv, launch.environment);
}

[[noreturn]] void run_launch(const ChildLaunch& launch, const sock_fprog& filter) {
  become_program(launch, filter);
  const int error = errno;
  // Where the failure came before the move to 3, the old number still works.
  if (write(launch.report, &error, sizeof error) < 0 && write(3, &error, sizeof error) < 0) _exit(126);
  _exit(127);
}

}  // namespace

pid_t start_child(const ChildLaunch& launch) {
  std::array filter = kFilter;
  const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  // A handler of a signal must not run in the child, where it would change what is ours.
  pthread_sigmask(SIG_SETMASK, &all, &before);
  const pid_t pid = vfork();                  // NOLINT(clang-analyzer-security.insecureAPI.vfork)
  if (pid == 0) run_launch(launch, program);  // NOLINT(clang-analyzer-unix.Vfork): as said at the top
  const int error = errno;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  errno = error;
  return pid;
}

}  // namespace griffier::fetchers
