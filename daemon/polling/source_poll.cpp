#include "daemon/polling/source_poll.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <filesystem>

#include "daemon/polling/run_on.h"
#include "fetchers/feed/poll_feed.h"
#include "fetchers/folder/folder.h"
#include "fetchers/page/page.h"

namespace griffier::daemon {
namespace {

using boost::asio::awaitable;

// A server that answers 304 for a changed document is found out once a week.
constexpr auto kBelieveNotModified = std::chrono::days(7);

fetchers::FetchSettings settings_of(const SourcePoll& poll) {
  fetchers::FetchSettings settings;
  settings.source = poll.source->name;
  settings.allow_private = poll.source->allow_private;
  settings.proxy = poll.http.proxy;
  settings.connect_timeout = poll.http.connect_timeout;
  settings.timeout = poll.http.timeout;
  settings.max_bytes = poll.http.max_bytes;
  settings.unconditional = [known = poll.known, now = poll.now](const std::string& url) {
    const auto before = known(url);
    return before && now - before->whole_at > kBelieveNotModified;
  };
  return settings;
}

awaitable<fetchers::PollOutcome> poll_page_source(SourcePoll poll) {
  fetchers::PageOptions options(settings_of(poll), poll.source->urls);
  if (poll.source->parallel) options.parallel = std::max(options.parallel, *poll.source->parallel);
  auto polling = fetchers::poll_pages(*poll.engine, std::move(options), std::move(poll.known), std::move(poll.sink));
  co_return co_await std::move(polling);
}

awaitable<fetchers::PollOutcome> poll_feed_source(SourcePoll poll) {
  fetchers::FeedOptions options(settings_of(poll), poll.source->url);
  options.cursor = poll.cursor;
  options.force = poll.force;
  if (poll.source->parallel) options.parallel = std::max(options.parallel, *poll.source->parallel);
  auto polling = fetchers::poll_feed(*poll.engine, std::move(options), std::move(poll.known), std::move(poll.sink));
  co_return co_await std::move(polling);
}

// A file's size and time stand where a page has its ETag.
std::string stamp_of(const fetchers::FolderFile& file) { return fmt::format("{}-{}", file.size, file.mtime_ns); }

fetchers::FolderFile file_of(const std::string& path, const fetchers::Known& known) {
  fetchers::FolderFile file;
  file.path = path;
  file.sha256 = known.body_sha256;
  const auto dash = known.etag.find('-');
  if (dash == std::string::npos) return file;
  std::from_chars(known.etag.data(), known.etag.data() + dash, file.size);
  std::from_chars(known.etag.data() + dash + 1, known.etag.data() + known.etag.size(), file.mtime_ns);
  return file;
}

// The addresses of a folder's files, "file:///srv/in/brief.pdf", to paths within it and back.
class FolderAddresses {
 public:
  explicit FolderAddresses(const std::filesystem::path& folder)
      : prefix_("file://" + std::filesystem::absolute(folder).lexically_normal().string()) {
    if (!prefix_.ends_with('/')) prefix_ += '/';
  }
  [[nodiscard]] std::string url(const std::string& path) const { return prefix_ + path; }
  [[nodiscard]] std::optional<std::string> path(const std::string& url) const {
    return url.starts_with(prefix_) ? std::optional(url.substr(prefix_.size())) : std::nullopt;
  }

 private:
  std::string prefix_;
};

fetchers::Fetched outcome_of(const std::string& url, const std::string& path, fetchers::Verdict verdict,
                             std::string reason) {
  fetchers::Fetched fetched;
  fetched.url = fetched.final_url = url;
  fetched.name = path;
  fetched.judgement.verdict = verdict;
  fetched.judgement.reason = std::move(reason);
  return fetched;
}

awaitable<fetchers::PollOutcome> poll_folder_source(SourcePoll poll) {
  const auto folder = poll.source->path;
  const FolderAddresses addresses(folder);
  std::vector<std::string> known_paths;
  for (const auto& url : poll.known_urls)
    if (auto path = addresses.path(url)) known_paths.push_back(std::move(*path));
  fetchers::FolderOptions options;
  options.max_bytes = poll.http.max_bytes;
  auto scan = [&] {
    const fetchers::KnownFile known = [&](const std::string& path) -> std::optional<fetchers::FolderFile> {
      const auto before = poll.known(addresses.url(path));
      return before ? std::optional(file_of(path, *before)) : std::nullopt;
    };
    return fetchers::scan_folder(folder, known, known_paths, options);
  };
  auto scanning = run_on(poll.readers->get_executor(), std::move(scan));
  auto changes = co_await std::move(scanning);
  fetchers::PollOutcome outcome;
  outcome.complete = changes.complete;
  outcome.seen = changes.seen;
  for (const auto& problem : changes.problems) {
    if (outcome.error.empty() && !changes.complete)
      outcome.error = fmt::format("{}: {}", (folder / problem.path).string(), problem.reason);
    if (problem.path.empty()) continue;
    auto fetched = outcome_of(addresses.url(problem.path), problem.path, fetchers::Verdict::transient, problem.reason);
    auto telling = poll.sink(std::move(fetched));
    co_await std::move(telling);
  }
  for (const auto* list : {&changes.fresh, &changes.changed}) {
    for (const auto& file : *list) {
      auto fetched = outcome_of(addresses.url(file.path), file.path, fetchers::Verdict::ok, "");
      fetched.etag = stamp_of(file);
      try {
        fetched.body = fetchers::read_folder_file(folder, file.path, options.max_bytes);
      } catch (const std::exception& error) {
        fetched.judgement.verdict = fetchers::Verdict::transient;
        fetched.judgement.reason = error.what();
      }
      ++outcome.fetched;
      auto telling = poll.sink(std::move(fetched));
      co_await std::move(telling);
    }
  }
  for (const auto& file : changes.touched) {
    auto fetched = outcome_of(addresses.url(file.path), file.path, fetchers::Verdict::not_modified, "");
    fetched.etag = stamp_of(file);
    auto telling = poll.sink(std::move(fetched));
    co_await std::move(telling);
  }
  for (const auto& path : changes.vanished) {
    auto fetched =
        outcome_of(addresses.url(path), path, fetchers::Verdict::gone, "the file is no longer in the folder");
    auto telling = poll.sink(std::move(fetched));
    co_await std::move(telling);
  }
  co_return outcome;
}

}  // namespace

awaitable<fetchers::PollOutcome> poll_source(SourcePoll poll) {
  const std::string kind = poll.source->kind;
  if (kind == "page") {
    auto polling = poll_page_source(std::move(poll));
    co_return co_await std::move(polling);
  }
  if (kind == "feed") {
    auto polling = poll_feed_source(std::move(poll));
    co_return co_await std::move(polling);
  }
  if (kind == "folder") {
    auto polling = poll_folder_source(std::move(poll));
    co_return co_await std::move(polling);
  }
  fetchers::PollOutcome outcome;
  outcome.error = fmt::format("sources of kind '{}' can't be polled by this version", kind);
  co_return outcome;
}

}  // namespace griffier::daemon
