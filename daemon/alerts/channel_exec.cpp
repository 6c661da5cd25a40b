#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <system_error>

#include "daemon/alerts/channels.h"
#include "daemon/alerts/paper.h"
#include "fetchers/descriptor.h"

namespace griffier::daemon {
namespace {

using fetchers::Descriptor;

using Clock = std::chrono::steady_clock;
constexpr std::size_t kKeptError = 4'096;                // of standard error, its end
constexpr std::chrono::seconds kGrace{2};                // between SIGTERM and SIGKILL
constexpr std::chrono::milliseconds kGraceOfAStop{300};  // the same, when the whole program waits for it

[[noreturn]] void raise_error(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

// The JSON as a file in memory: the command may read it, seek in it or ignore it, and never blocks us.
int input_of(const std::string& text) {
  const int file = ::memfd_create("griffier-alert", MFD_CLOEXEC);
  if (file < 0) raise_error("memfd_create");
  std::string_view rest = text;
  while (!rest.empty()) {
    const auto written = ::write(file, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      ::close(file);
      raise_error("writing the alert");
    }
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  ::lseek(file, 0, SEEK_SET);
  return file;
}

// Starts the command in a process group of its own with default signals and no descriptors but the three standard ones.
// Returns 0 or an errno.
int start(const std::vector<std::string>& command, int input, int error, pid_t& child) {
  std::vector<char*> arguments;
  for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_adddup2(&actions, input, 0);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, error, 2);
  posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes,
                           static_cast<short>(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF));
  const int failed = ::posix_spawn(&child, command.front().c_str(), &actions, &attributes, arguments.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return failed;
}

// The last line that says anything.
std::string last_line(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) text.remove_suffix(1);
  const auto begin = text.rfind('\n');
  return shorten(one_line(begin == std::string_view::npos ? text : text.substr(begin + 1)), 300);
}

class ExecChannel : public Channel {
 public:
  explicit ExecChannel(const ChannelConfig& config) : config_(config) {}
  [[nodiscard]] std::vector<std::string> recipients() const override { return {config_.command.front()}; }

  SendResult send(const Message& message, const std::string&) override {
    const Descriptor input(input_of(message.json));
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) raise_error("pipe2");
    const Descriptor heard(ends[0]);
    Descriptor said(ends[1]);
    ::fcntl(said.get(), F_SETFL, 0);  // the command's end blocks as usual
    pid_t child = -1;
    if (const int failed = start(config_.command, input.get(), said.get(), child); failed != 0)
      return {SendStatus::retry,
              fmt::format("{} can't be started: {}", config_.command.front(), std::generic_category().message(failed)),
              true,
              {}};
    said.close();
    return finish(child, heard.get());
  }

 private:
  static void read_available(int pipe, std::string& text) {
    std::array<char, 4096> buffer{};
    for (;;) {
      const auto count = ::read(pipe, buffer.data(), buffer.size());
      if (count <= 0) return;
      text.append(buffer.data(), static_cast<std::size_t>(count));
      if (text.size() > 2 * kKeptError) text.erase(0, text.size() - kKeptError);
    }
  }

  // Waits until the process ends or `until` comes; false: it still runs.
  bool wait(int process, int pipe, Clock::time_point until, bool heed_cancel, std::string& text) const {
    bool listening = true;
    while (Clock::now() < until && !(heed_cancel && cancelled())) {
      std::array<pollfd, 2> polled{{{process, POLLIN, 0}, {listening ? pipe : -1, POLLIN, 0}}};
      const int ready = ::poll(polled.data(), polled.size(), 100);
      if (ready < 0 && errno != EINTR) raise_error("poll");
      if (ready <= 0) continue;
      read_available(pipe, text);
      if ((polled[0].revents & POLLIN) != 0) return true;
      // Closed by the command while it goes on: nothing more will come.
      if ((polled[1].revents & POLLHUP) != 0) listening = false;
    }
    return false;
  }

  SendResult finish(pid_t child, int pipe) const {
    const Descriptor process(static_cast<int>(::syscall(SYS_pidfd_open, child, 0U)));
    std::string text;
    const bool ended = process.get() >= 0 && wait(process.get(), pipe, Clock::now() + config_.timeout, true, text);
    if (!ended) {
      ::kill(-child, SIGTERM);
      const bool gone = process.get() < 0 || wait(process.get(), pipe, Clock::now() + kGrace, true, text);
      if (!gone && cancelled()) wait(process.get(), pipe, Clock::now() + kGraceOfAStop, false, text);
      ::kill(-child, SIGKILL);  // whoever of the group is left
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    read_available(pipe, text);
    return result(ended, status, text);
  }

  SendResult result(bool ended, int status, const std::string& text) const {
    SendResult result;
    const auto why = last_line(text);
    const auto because = why.empty() ? std::string() : ": " + why;
    if (!ended) {
      result.channel_down = true;
      result.error = cancelled() ? std::string("stopped while the command ran")
                                 : fmt::format("killed after {} s{}", config_.timeout.count(), because);
    } else if (WIFSIGNALED(status)) {
      result.error = fmt::format("killed by signal {}{}", WTERMSIG(status), because);
    } else if (WEXITSTATUS(status) != 0) {
      result.error = fmt::format("exit code {}{}", WEXITSTATUS(status), because);
    } else {
      result.status = SendStatus::sent;
    }
    result.dialogue = fmt::format("> {}\n", fmt::join(config_.command, " "));
    if (!why.empty()) result.dialogue += fmt::format("< {}\n", why);
    result.dialogue += fmt::format("< {}\n", result.error.empty() ? "exit code 0" : result.error);
    return result;
  }

  const ChannelConfig config_;
};

}  // namespace

std::unique_ptr<Channel> make_exec_channel(const ChannelConfig& config) {
  return std::make_unique<ExecChannel>(config);
}

}  // namespace griffier::daemon
