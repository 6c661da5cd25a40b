#include "fetchers/extract/child.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

namespace griffier::fetchers {
namespace {

constexpr std::size_t kUsualOutput = std::size_t{512} << 10;
constexpr std::size_t kErrorOutput = std::size_t{64} << 10;

[[noreturn]] void fail(int error, const std::string& what) {
  throw std::system_error(error, std::generic_category(), what);
}

// An owned file descriptor, always above 2 so that none is in the way of the child's standard streams.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {
    if (fd_ < 0 || fd_ > 2) return;
    const int moved = fcntl(fd_, F_DUPFD_CLOEXEC, 3);
    const int error = errno;
    close(fd_);
    fd_ = moved;
    if (fd_ < 0) fail(error, "can't duplicate a descriptor");
  }
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { reset(); }

  [[nodiscard]] int get() const { return fd_; }
  void reset() {
    if (fd_ >= 0) close(fd_);
    fd_ = -1;
  }

 private:
  int fd_ = -1;
};

struct Pipe {
  Descriptor read;
  Descriptor write;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) fail(errno, "can't make a pipe");
  Pipe pipe;
  pipe.read = Descriptor(ends[0]);
  pipe.write = Descriptor(ends[1]);
  return pipe;
}

// A pipe that this process reads from without waiting.
Pipe make_output_pipe() {
  Pipe pipe = make_pipe();
  if (fcntl(pipe.read.get(), F_SETFL, O_NONBLOCK) != 0) fail(errno, "can't make a pipe");
  return pipe;
}

// The input as a file in memory: the child may seek in it, and no writer of ours can meet a closed pipe.
Descriptor make_input(std::string_view input) {
  Descriptor file(memfd_create("input", MFD_CLOEXEC));
  if (file.get() < 0) fail(errno, "can't make a file in memory");
  while (!input.empty()) {
    const ssize_t written = write(file.get(), input.data(), input.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(errno, "can't hand the input to a child process");
    input.remove_prefix(static_cast<std::size_t>(written));
  }
  if (lseek(file.get(), 0, SEEK_SET) < 0) fail(errno, "can't hand the input to a child process");
  return file;
}

// A private folder for the child's temporary files, gone with this object.
class PrivateFolder {
 public:
  PrivateFolder() {
    const char* base = std::getenv("TMPDIR");
    path_ = std::string(base != nullptr && *base != '\0' ? base : "/tmp") + "/griffier-child-XXXXXX";
    if (mkdtemp(path_.data()) == nullptr) fail(errno, "can't make a temporary folder");
  }
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  ~PrivateFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::string search_path() {
  const char* path = std::getenv("PATH");
  return path != nullptr && *path != '\0' ? path : "/usr/local/bin:/usr/bin:/bin";
}

std::string find_program(const std::string& name, std::string_view path) {
  if (name.find('/') != std::string::npos) {
    if (access(name.c_str(), X_OK) != 0) fail(errno, name);
    return name;
  }
  while (!path.empty()) {
    const std::size_t colon = std::min(path.find(':'), path.size());
    if (colon > 0) {
      std::string candidate = std::string(path.substr(0, colon)) + "/" + name;
      if (access(candidate.c_str(), X_OK) == 0) return candidate;
    }
    path.remove_prefix(std::min(colon + 1, path.size()));
  }
  fail(ENOENT, name);
}

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

// Everything that the child needs before it runs the program, made before it starts: it makes only async-signal-safe
// calls and writes to no memory but its own stack.
struct Launch {
  const char* program = nullptr;
  char* const* argv = nullptr;
  char* const* environment = nullptr;
  const char* folder = nullptr;
  const sock_fprog* filter = nullptr;
  std::array<int, 3> streams{};
  int report = -1;
  pid_t parent = 0;
  rlim_t cpu = 0;
  rlim_t memory = 0;
  rlim_t file_size = 0;
  bool confined = true;
};

bool limit_to(__rlimit_resource_t resource, rlim_t soft, rlim_t hard) {
  rlimit current{};
  if (getrlimit(resource, &current) != 0) return false;
  const rlimit wanted{std::min(soft, current.rlim_max), std::min(hard, current.rlim_max)};
  return setrlimit(resource, &wanted) == 0;
}

bool confine(const Launch& launch) {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
  // The filter alone keeps the network away; where a kernel lacks seccomp, a network namespace does if it may.
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, launch.filter, 0, 0) == 0) return true;
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
void become_program(const Launch& launch) {
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
  if (sigprocmask(SIG_SETMASK, &none, nullptr) != 0) return;
  if (launch.confined && !confine(launch)) return;
  execve(launch.program, launch.argv, launch.environment);
}

[[noreturn]] void run_launch(const Launch& launch) {
  become_program(launch);
  const int error = errno;
  // Where the failure came before the move to 3, the old number still works.
  if (write(launch.report, &error, sizeof error) < 0 && write(3, &error, sizeof error) < 0) _exit(126);
  _exit(127);
}

// The child borrows this process's memory until it runs the program (vfork(2)), instead of a copy of it, of which every
// page that either touches costs a fault. This thread waits meanwhile; a handler of a signal must not run in the child,
// where it would change what is ours. Returns the child's id, or -1 with errno set.
pid_t start(const Launch& launch) {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  const pid_t pid = vfork();  // NOLINT(clang-analyzer-security.insecureAPI.vfork)
  if (pid == 0) run_launch(launch);
  const int error = errno;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  errno = error;
  return pid;
}

// The running child with its group. Kills and reaps on destruction, so that no path leaves a process behind.
class Running {
 public:
  explicit Running(pid_t pid) : pid_(pid), handle_(static_cast<int>(syscall(SYS_pidfd_open, pid, 0U))) {}
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() {
    if (pid_ <= 0) return;
    kill_group();
    reap();
  }

  // The group goes with its leader unreaped, so its number can't belong to anyone else.
  void kill_group() const {
    ::kill(-pid_, SIGKILL);
    ::kill(pid_, SIGKILL);
  }
  [[nodiscard]] bool ended() const {
    siginfo_t info{};
    return waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == pid_;
  }
  int reap() {
    int status = 0;
    while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return status;
  }
  [[nodiscard]] int handle() const { return handle_.get(); }

 private:
  pid_t pid_;
  Descriptor handle_;  // readable when the child has ended; -1 on kernels before 5.3
};

// One stream of the child and where it goes.
struct Stream {
  Descriptor* from = nullptr;
  std::string* to = nullptr;
  std::size_t limit = 0;
  bool full = false;
};

// Reads what is there, without waiting; closes at the end of the stream.
void drain(Stream& stream) {
  std::array<char, 64 << 10> buffer;
  for (;;) {
    const ssize_t count = read(stream.from->get(), buffer.data(), buffer.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) return;
    if (count <= 0) return stream.from->reset();
    const auto got = static_cast<std::size_t>(count);
    const std::size_t wanted = std::min(got, stream.limit - stream.to->size());
    stream.to->append(buffer.data(), wanted);
    stream.full = stream.full || wanted < got;
    if (got < buffer.size() || stream.full) return;
  }
}

using Clock = std::chrono::steady_clock;

// A program writes its output a few KB at a time, and waking for each costs as much as using it: what comes is left
// to gather in the pipe, which holds more than a program writes in this time.
constexpr int kGather = 1;      // milliseconds, with the 64 KiB that every pipe has
constexpr int kLongGather = 4;  // with a pipe that is widened
constexpr int kWidePipe = 256 << 10;

// How long output may gather in the pipe; widens it, which the system may refuse (pipe(7), pipe-user-pages-soft).
int gathering_time(const Descriptor& pipe) {
  return fcntl(pipe.get(), F_SETPIPE_SZ, kWidePipe) >= kWidePipe ? kLongGather : kGather;
}

// Collects both streams until the child has ended or must be ended. Leaves the child unreaped.
void collect(const Running& child, Stream& out, Stream& err, Clock::time_point deadline, ChildResult& result) {
  const int gather = gathering_time(*out.from);
  bool ended = false;
  bool gathering = false;
  while (!ended || out.from->get() >= 0 || err.from->get() >= 0) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0 || out.full) {
      result.timed_out = left <= 0 && !ended;
      result.output_full = out.full;
      return child.kill_group();
    }
    const bool blind = !ended && child.handle() < 0;
    gathering = gathering && !ended && !blind;
    std::array<pollfd, 3> polled{{{gathering ? -1 : out.from->get(), POLLIN, 0},
                                  {err.from->get(), POLLIN, 0},
                                  {ended ? -1 : child.handle(), POLLIN, 0}}};
    const int wait = static_cast<int>(std::min<std::int64_t>(left, gathering ? gather : blind ? 20 : 60'000));
    if (poll(polled.data(), polled.size(), wait) < 0 && errno != EINTR) fail(errno, "can't wait for a child process");
    gathering = polled[0].revents != 0;
    if (gathering) drain(out);
    if (polled[1].revents != 0) drain(err);
    if (!ended && (polled[2].revents != 0 || blind) && child.ended()) {
      ended = true;
      child.kill_group();  // what it left behind holds the pipes open
    }
  }
}

std::vector<char*> pointers(std::vector<std::string>& strings) {
  std::vector<char*> result;
  result.reserve(strings.size() + 1);
  for (std::string& string : strings) result.push_back(string.data());
  result.push_back(nullptr);
  return result;
}

// Waits until the child runs the program or has said why it can't.
void await_exec(const Descriptor& report, const std::string& program) {
  int error = 0;
  ssize_t count = 0;
  do {
    count = read(report.get(), &error, sizeof error);
  } while (count < 0 && errno == EINTR);
  if (count == static_cast<ssize_t>(sizeof error)) fail(error, program);
}

}  // namespace

ChildResult run_child(const std::vector<std::string>& argv, std::string_view input, const ChildLimits& limits,
                      bool confined) {
  if (argv.empty()) fail(EINVAL, "a child process needs a program");
  const std::string path = search_path();
  const std::string program = find_program(argv.front(), path);
  const PrivateFolder folder;
  std::vector<std::string> words = argv;
  std::vector<std::string> environment{"PATH=" + path, "LANG=C.UTF-8", "TMPDIR=" + folder.path()};
  const std::vector<char*> word_pointers = pointers(words);
  const std::vector<char*> environment_pointers = pointers(environment);
  std::array filter = kFilter;
  const sock_fprog filter_program{static_cast<unsigned short>(filter.size()), filter.data()};

  Descriptor in = make_input(input);
  Pipe out = make_output_pipe();
  Pipe err = make_output_pipe();
  Pipe report = make_pipe();
  Launch launch;
  launch.program = program.c_str();
  launch.argv = word_pointers.data();
  launch.environment = environment_pointers.data();
  launch.folder = folder.path().c_str();
  launch.filter = &filter_program;
  launch.streams = {in.get(), out.write.get(), err.write.get()};
  launch.report = report.write.get();
  launch.parent = getpid();
  launch.cpu = static_cast<rlim_t>(limits.cpu.count());
  launch.memory = limits.memory;
  launch.file_size = limits.file_size;
  launch.confined = confined;

  const Clock::time_point deadline = Clock::now() + limits.wall;
  const pid_t pid = start(launch);
  if (pid < 0) fail(errno, "can't make a child process");
  setpgid(pid, pid);  // here as well: a kill of the group must work from now on, whoever runs first
  Running child(pid);
  out.write.reset();
  err.write.reset();
  report.write.reset();
  await_exec(report.read, argv.front());

  ChildResult result;
  result.out.reserve(std::min(limits.output, kUsualOutput));
  Stream out_stream{&out.read, &result.out, limits.output};
  Stream err_stream{&err.read, &result.err, kErrorOutput};
  collect(child, out_stream, err_stream, deadline, result);
  const int status = child.reap();
  if (WIFEXITED(status)) result.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) result.signal = WTERMSIG(status);
  return result;
}

}  // namespace griffier::fetchers
