#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <system_error>
#include <thread>

#include "daemon/alerts/channels.h"

namespace griffier::daemon {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return number_; }

 private:
  int number_;
};

class FileChannel : public Channel {
 public:
  explicit FileChannel(const ChannelConfig& config) : config_(config) {}
  [[nodiscard]] std::vector<std::string> recipients() const override { return {config_.path.string()}; }

  SendResult send(const Message& message, const std::string&) override {
    const std::string path = config_.path.string();  // where it is now, should it have moved since
    // Read as well, to see whether the last line was finished.
    const Descriptor file(::open(path.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0640));
    if (file.get() < 0) return failed(path, "can't be opened", errno);
    if (!lock(file.get())) return failed(path, "is locked by another program", ETIMEDOUT);
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) return failed(path, "can't be read", errno);
    std::string line = message.json + "\n";
    char last = '\n';
    if (S_ISREG(status.st_mode) && status.st_size > 0 && ::pread(file.get(), &last, 1, status.st_size - 1) == 1 &&
        last != '\n')
      line.insert(line.begin(), '\n');  // someone else died in the middle of a line
    return add(file.get(), status, line, path);
  }

 private:
  static SendResult failed(const std::string& path, std::string_view what, int error) {
    return {SendStatus::retry, fmt::format("{} {}: {}", path, what, std::generic_category().message(error)), true, {}};
  }

  bool lock(int file) const {
    const auto until = std::chrono::steady_clock::now() + config_.timeout;
    while (::flock(file, LOCK_EX | LOCK_NB) != 0) {
      if (errno != EWOULDBLOCK && errno != EINTR) return false;
      if (cancelled() || std::chrono::steady_clock::now() >= until) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return true;
  }

  // One write, so that readers see the line whole or not at all; what a full disk cut off is taken away again.
  static SendResult add(int file, const struct stat& before, const std::string& line, const std::string& path) {
    ssize_t written = -1;
    do {
      written = ::write(file, line.data(), line.size());
    } while (written < 0 && errno == EINTR);
    const bool whole = written == static_cast<ssize_t>(line.size());
    const int error = written < 0 ? errno : ENOSPC;
    const bool regular = S_ISREG(before.st_mode);
    if (!whole) {
      if (regular && written > 0 && ::ftruncate(file, before.st_size) != 0)
        return failed(path, "has half a line now, which can't be taken back", errno);
      return failed(path, "can't be written", error);
    }
    if (regular && ::fsync(file) != 0) return failed(path, "can't be made durable", errno);
    return {SendStatus::sent, {}, false, fmt::format("> {} bytes to {}\n", line.size(), path)};
  }

  const ChannelConfig config_;
};

}  // namespace

std::unique_ptr<Channel> make_file_channel(const ChannelConfig& config) {
  return std::make_unique<FileChannel>(config);
}

}  // namespace griffier::daemon
