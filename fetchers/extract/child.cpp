#include "fetchers/extract/child.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "fetchers/descriptor.h"
#include "fetchers/extract/child_launch.h"

namespace griffier::fetchers {
namespace {

constexpr std::size_t kUsualOutput = std::size_t{512} << 10;
constexpr std::size_t kErrorOutput = std::size_t{64} << 10;

[[noreturn]] void fail(int error, const std::string& what) {
  throw std::system_error(error, std::generic_category(), what);
}

// Owns a descriptor above 2, so that none is in the way of the child's standard streams.
Descriptor above_streams(int fd) {
  if (fd < 0 || fd > 2) return Descriptor(fd);
  const Descriptor low(fd);
  Descriptor moved(fcntl(fd, F_DUPFD_CLOEXEC, 3));
  if (moved.get() < 0) fail(errno, "can't duplicate a descriptor");
  return moved;
}

struct Pipe {
  Descriptor read;
  Descriptor write;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) fail(errno, "can't make a pipe");
  Pipe pipe;
  pipe.read = above_streams(ends[0]);
  pipe.write = above_streams(ends[1]);
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
  Descriptor file = above_streams(memfd_create("input", MFD_CLOEXEC));
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
    const char* base = std::getenv("TMPDIR");  // NOLINT(concurrency-mt-unsafe): nothing changes it
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
  const char* path = std::getenv("PATH");  // NOLINT(concurrency-mt-unsafe): nothing changes it
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

// The running child with its group. Kills and reaps on destruction, so that no path leaves a process behind.
class Running {
 public:
  explicit Running(pid_t pid) : pid_(pid), handle_(above_streams(static_cast<int>(syscall(SYS_pidfd_open, pid, 0U)))) {}
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
    if (count <= 0) return stream.from->close();
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

  Descriptor in = make_input(input);
  Pipe out = make_output_pipe();
  Pipe err = make_output_pipe();
  Pipe report = make_pipe();
  ChildLaunch launch;
  launch.program = program.c_str();
  launch.argv = word_pointers.data();
  launch.environment = environment_pointers.data();
  launch.folder = folder.path().c_str();
  launch.streams = {in.get(), out.write.get(), err.write.get()};
  launch.report = report.write.get();
  launch.parent = getpid();
  launch.cpu = static_cast<rlim_t>(limits.cpu.count());
  launch.memory = limits.memory;
  launch.file_size = limits.file_size;
  launch.confined = confined;

  const Clock::time_point deadline = Clock::now() + limits.wall;
  const pid_t pid = start_child(launch);
  if (pid < 0) fail(errno, "can't make a child process");
  setpgid(pid, pid);  // here as well: a kill of the group must work from now on, whoever runs first
  Running child(pid);
  out.write.close();
  err.write.close();
  report.write.close();
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
