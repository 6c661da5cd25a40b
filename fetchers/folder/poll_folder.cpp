#include "fetchers/folder/poll_folder.h"

#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <unordered_set>

#include "fetchers/folder/memory.h"
#include "publications/ascii.h"
#include "publications/digest.h"

namespace griffier::fetchers {

namespace asio = boost::asio;

namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;

constexpr std::chrono::hours kToldAsGone{48};

// What goes to the thread pool and what comes back; shared, since a loop that ends early leaves it there.
struct ScanJob {
  std::filesystem::path folder;
  FolderOptions options;
  FolderMemory memory;
  FolderChanges changes;
};
struct ReadJob {
  std::filesystem::path folder;
  std::string path;
  std::uint64_t most = 0;
  std::string bytes, error;
};

asio::awaitable<void> scan(std::shared_ptr<ScanJob> job) {
  std::vector<std::string> paths;
  for (const auto& [path, one] : job->memory)
    if (!one.gone_since) paths.push_back(path);
  const KnownFile known = [&job](const std::string& path) -> std::optional<FolderFile> {
    const auto found = job->memory.find(path);
    return found == job->memory.end() || found->second.gone_since ? std::nullopt : std::optional(found->second.file);
  };
  job->changes = scan_folder(job->folder, known, paths, job->options);
  co_return;
}

asio::awaitable<void> read(std::shared_ptr<ReadJob> job) {
  try {
    job->bytes = read_folder_file(job->folder, job->path, job->most);
  } catch (const std::exception& failure) {
    job->error = failure.what();
  }
  co_return;
}

class FolderRound {
 public:
  FolderRound(const FolderPoll& poll, const Sink& sink)
      : poll_(poll), sink_(sink), memory_(read_folder_memory(poll.cursor)) {
    now_ = std::chrono::floor<seconds>(poll.scan.now ? poll.scan.now() : std::chrono::system_clock::now());
  }

  asio::awaitable<PollOutcome> run() {
    auto job = std::make_shared<ScanJob>();
    job->folder = poll_.folder;
    job->options = poll_.scan;
    job->memory = memory_;
    auto scanning = asio::co_spawn(poll_.executor, scan(job), asio::use_awaitable);
    co_await std::move(scanning);
    changes_ = std::move(job->changes);
    auto content = tell_content();
    co_await std::move(content);
    auto absences = tell_absences();
    co_await std::move(absences);
    auto problems = tell_problems();
    co_await std::move(problems);
    co_return outcome();
  }

 private:
  asio::awaitable<void> tell_content() {
    for (const auto* files : {&changes_.fresh, &changes_.changed}) {
      for (const auto& file : *files) {
        auto telling = tell_file(file);
        co_await std::move(telling);
      }
    }
    for (const auto& file : changes_.touched) {
      auto telling = tell(file.path, Verdict::not_modified, std::string());
      co_await std::move(telling);
      memory_[file.path].file = file;
    }
  }

  asio::awaitable<void> tell_file(const FolderFile& file) {
    auto job = std::make_shared<ReadJob>();
    job->folder = poll_.folder;
    job->path = file.path;
    job->most = poll_.scan.max_bytes;
    auto reading = asio::co_spawn(poll_.executor, read(job), asio::use_awaitable);
    co_await std::move(reading);
    if (!job->error.empty()) {
      changes_.problems.push_back(FolderProblem{file.path, job->error});
      co_return;
    }
    // Of the bytes that were taken in, should it have changed since it was looked at.
    FolderFile taken = file;
    taken.sha256 = publications::sha256_hex(job->bytes);
    Fetched fetched = fetched_of(file.path);
    fetched.judgement.verdict = Verdict::ok;
    fetched.body = std::move(job->bytes);
    ++told_;
    auto telling = sink_(std::move(fetched));
    co_await std::move(telling);
    remember(taken);
  }

  asio::awaitable<void> tell_absences() {
    for (const auto& path : changes_.vanished) memory_[path].gone_since = now_;
    std::vector<std::string> absent;
    if (changes_.complete)
      for (const auto& [path, one] : memory_)
        if (one.gone_since) absent.push_back(path);
    for (const auto& path : absent) {
      auto telling = tell(path, Verdict::gone, "the file is not in the folder any more");
      co_await std::move(telling);
      if (now_ - *memory_[path].gone_since > kToldAsGone) memory_.erase(path);
    }
  }

  asio::awaitable<void> tell_problems() {
    for (const auto& problem : changes_.problems) {
      if (problem.path.empty()) continue;  // the folder itself: the outcome says so
      auto telling = tell(problem.path, Verdict::transient, problem.reason);
      co_await std::move(telling);
    }
  }

  asio::awaitable<void> tell(const std::string& path, Verdict verdict, std::string reason) {
    Fetched fetched = fetched_of(path);
    fetched.judgement.verdict = verdict;
    fetched.judgement.reason = std::move(reason);
    auto telling = sink_(std::move(fetched));
    co_await std::move(telling);
  }

  [[nodiscard]] Fetched fetched_of(const std::string& path) const {
    Fetched fetched;
    fetched.url = fetched.final_url = file_url(std::filesystem::absolute(poll_.folder) / path);
    fetched.name = path;
    return fetched;
  }

  void remember(const FolderFile& file) {
    RememberedFile& one = memory_[file.path];
    one.file = file;
    one.gone_since.reset();
  }

  [[nodiscard]] PollOutcome outcome() const {
    PollOutcome result;
    result.complete = changes_.complete;
    result.seen = changes_.seen;
    result.fetched = told_;
    result.unsettled = changes_.growing.size();
    for (const auto& problem : changes_.problems)
      if (!changes_.complete && problem.path.empty())
        result.error = fmt::format("{}: {}", poll_.folder.string(), problem.reason);
    if (!result.complete && result.error.empty() && !changes_.problems.empty())
      result.error = changes_.problems.front().path + ": " + changes_.problems.front().reason;
    if (!changes_.growing.empty()) result.retry_after = std::chrono::ceil<seconds>(poll_.scan.settle) + seconds(1);
    result.cursor = write_folder_memory(memory_);
    return result;
  }

  const FolderPoll& poll_;
  const Sink& sink_;
  FolderMemory memory_;
  FolderChanges changes_;
  sys_seconds now_;
  std::size_t told_ = 0;
};

}  // namespace

std::string file_url(const std::filesystem::path& path) {
  std::string out = "file://";
  for (const char c : path.lexically_normal().string()) {
    const bool plain =
        publications::ascii::is_alnum(c) || std::string_view("-._~/!$&'()*+,;=:@").find(c) != std::string_view::npos;
    if (plain)
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

asio::awaitable<PollOutcome> poll_folder(FolderPoll poll, Sink sink) {
  FolderRound round(poll, sink);
  auto running = round.run();
  co_return co_await std::move(running);
}

}  // namespace griffier::fetchers
