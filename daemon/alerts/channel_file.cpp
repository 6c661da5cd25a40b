#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <optional>
#include <system_error>
#include <thread>

#include "daemon/alerts/channels.h"
#include "fetchers/descriptor.h"

namespace griffier::daemon {
namespace {

using fetchers::Descriptor;

class FileChannel : public Channel {
 public:
  explicit FileChannel(const ChannelConfig& config) : config_(config) {}
  [[nodiscard]] std::vector<std::string> recipients() const override { return {config_.path.string()}; }

  SendResult send(const Message& message, const std::string& recipient) override {
    return send_together({&message}, recipient).front();
  }

  // Making a line durable takes as long as making a hundred so.
  [[nodiscard]] std::size_t at_once() const override { return 64; }

  std::vector<SendResult> send_together(const std::vector<const Message*>& messages, const std::string&) override {
    const std::string path = config_.path.string();  // where it is now, should it have moved since
    const auto all = [&](const SendResult& result) { return std::vector<SendResult>(messages.size(), result); };
    // Read as well, to see whether the last line was finished.
    const Descriptor file(::open(path.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0640));
    if (file.get() < 0) return all(failed(path, "can't be opened", errno));
    if (!lock(file.get())) return all(failed(path, "is locked by another program", ETIMEDOUT));
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) return all(failed(path, "can't be read", errno));
    std::vector<const Message*> absent;
    std::vector<SendResult> results;
    for (const Message* message : messages) {
      const bool there = message->may_have_arrived && is_there(file.get(), status, *message);
      if (!there) absent.push_back(message);
      results.push_back({SendStatus::sent,
                         {},
                         false,
                         there ? fmt::format("was in {} already\n", path)
                               : fmt::format("> {} bytes to {}\n", message->json.size() + 1, path)});
    }
    const auto problem = add(file.get(), status, std::move(absent), path);
    if (problem) tail_.reset();  // what can't be made durable may be there all the same when it is tried again
    return problem ? all(*problem) : results;
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

  static std::string begin_of(const Message& message) { return "{\"id\":\"" + message.idempotency_key + '"'; }

  static std::string tail_of(int file, const struct stat& status) {
    const auto from = std::max<off_t>(0, status.st_size - kTail);
    std::string tail(static_cast<std::size_t>(status.st_size - from), '\0');
    const auto size = ::pread(file, tail.data(), tail.size(), from);
    tail.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return tail;
  }

  // Whether the process that died wrote it all the same. Looked up among the last lines of the file as this process
  // found it, where only what was under way then can be.
  bool is_there(int file, const struct stat& status, const Message& message) {
    if (!S_ISREG(status.st_mode)) return false;
    if (!tail_) {
      auto tail = tail_of(file, status);
      tail.resize(tail.rfind('\n') + 1);  // a line that was cut off is not there; npos + 1 is 0
      tail_ = "\n" + tail;
    }
    return tail_->find("\n" + begin_of(message)) != std::string::npos;
  }

  // The last line, when whoever wrote it died before its end; as much of it as a line of an alert can have.
  static std::string unfinished(int file, const struct stat& status) {
    char last = '\n';
    if (!S_ISREG(status.st_mode) || status.st_size == 0) return {};
    if (::pread(file, &last, 1, status.st_size - 1) != 1 || last == '\n') return {};
    auto tail = tail_of(file, status);
    return tail.substr(tail.rfind('\n') + 1);  // npos + 1 is 0
  }

  // Whether what died was at this very line. Its bytes may differ behind the key: they say when it was written.
  static bool is_of(const std::string& unfinished, const Message& message) {
    const auto head = begin_of(message);
    const auto size = std::min(head.size(), unfinished.size());
    return message.may_have_arrived && unfinished.compare(0, size, head, 0, size) == 0;
  }

  // Makes `messages` the last lines. One that was cut off is written over by its message, so that no half of it stays
  // and who follows the file sees it grow and no more; of another program's half the line is ended.
  static std::optional<SendResult> add(int file, const struct stat& before, std::vector<const Message*> messages,
                                       const std::string& path) {
    const auto half = messages.empty() ? std::string() : unfinished(file, before);
    const auto own = half.empty()
                         ? messages.end()
                         : std::find_if(messages.begin(), messages.end(), [&](auto* one) { return is_of(half, *one); });
    const bool over = own != messages.end();
    if (over) std::rotate(messages.begin(), own, own + 1);
    std::string lines = half.empty() || over ? "" : "\n";
    for (const Message* message : messages) lines += message->json + "\n";
    if (over && messages.front()->json.size() < half.size()) {
      // Its end would stay behind the message, should this process die as well.
      struct stat cut = before;
      cut.st_size -= static_cast<off_t>(half.size());
      if (::ftruncate(file, cut.st_size) != 0) return failed(path, "has half a line, which can't be taken away", errno);
      return write(file, cut, 0, lines, path);
    }
    return write(file, before, over ? static_cast<off_t>(half.size()) : 0, lines, path);
  }

  // One write, so that readers see lines whole or not at all, in place of the last `over` bytes; what a full disk cut
  // off is taken away again. Without lines it only makes durable what is there.
  static std::optional<SendResult> write(int file, const struct stat& before, off_t over, const std::string& lines,
                                         const std::string& path) {
    const off_t at = before.st_size - over;
    if (over > 0 && ::fcntl(file, F_SETFL, 0) != 0)  // else it would be added at the end all the same
      return failed(path, "can't be written", errno);
    ssize_t written = 0;
    do {
      written = over > 0 ? ::pwrite(file, lines.data(), lines.size(), at) : ::write(file, lines.data(), lines.size());
    } while (written < 0 && errno == EINTR);
    const bool whole = written == static_cast<ssize_t>(lines.size());
    const int error = written < 0 ? errno : ENOSPC;
    const bool regular = S_ISREG(before.st_mode);
    if (!whole) {
      if (regular && written > 0 && ::ftruncate(file, at) != 0)
        return failed(path, "has half a line now, which can't be taken back", errno);
      return failed(path, "can't be written", error);
    }
    if (regular && ::fsync(file) != 0) return failed(path, "can't be made durable", errno);
    return std::nullopt;
  }

  static constexpr off_t kTail = off_t{8} << 20U;
  std::optional<std::string> tail_;  // of the file as it was found, from the first time that it mattered
  const ChannelConfig config_;
};

}  // namespace

std::unique_ptr<Channel> make_file_channel(const ChannelConfig& config) {
  return std::make_unique<FileChannel>(config);
}

}  // namespace griffier::daemon
