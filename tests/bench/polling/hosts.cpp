// bench_hosts PROGRAM FOLDER [HOSTS] [PAGES] [SECONDS]: so many hosts with so many pages each, a source a host, every
// ten seconds; a tenth of the hosts refuse, never answer, or drip. How late are the others polled?
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "tests/bench/papers.h"
#include "tests/bench/polling/daemon.h"
#include "tests/publisher/publisher.h"

namespace griffier::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPageBytes = 1'500;
constexpr int kEverySeconds = 10;
constexpr auto kLook = std::chrono::milliseconds(200);
constexpr auto kLongestFirstRound = std::chrono::minutes(10);
constexpr const char* kFirstPage = "/0";

enum class Manner { lively, refuses, hangs, drips };

Manner manner_of(std::size_t host) {
  if (host % 10 != 9) return Manner::lively;
  constexpr Manner kDead[] = {Manner::refuses, Manner::hangs, Manner::drips};
  return kDead[host / 10 % 3];
}

std::string address_of(std::size_t host) { return fmt::format("127.0.{}.{}", 1 + host / 250, 1 + host % 250); }
std::string source_of(std::size_t host) { return fmt::format("host-{}", host); }

// When the first page of each host was asked for: the beginning of a poll.
class Beginnings {
 public:
  void note(const std::string& host) {
    const std::lock_guard lock(mutex_);
    at_[host].push_back(now_ms());
  }
  [[nodiscard]] std::vector<std::int64_t> of(const std::string& host) const {
    const std::lock_guard lock(mutex_);
    const auto found = at_.find(host);
    return found == at_.end() ? std::vector<std::int64_t>() : found->second;
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::vector<std::int64_t>> at_;
};

void serve(publisher::Publisher& publisher, Beginnings& beginnings, std::size_t hosts) {
  std::map<std::string, std::size_t> numbers;
  for (std::size_t i = 0; i < hosts; ++i) numbers[address_of(i)] = i;
  const std::string text = html_page(1, kPageBytes);
  publisher.site().otherwise([&beginnings, numbers, text](const publisher::Asked& asked) {
    const auto number = numbers.find(asked.host.substr(0, asked.host.find(':')));
    if (number == numbers.end()) return std::optional<publisher::Step>();
    if (asked.path() == kFirstPage) beginnings.note(number->first);
    const Manner manner = manner_of(number->second);
    if (manner == Manner::hangs) return std::optional(publisher::hang());
    const std::string body = fmt::format("{}<p>{}{}</p>", text, number->first, asked.path());
    if (manner == Manner::drips) return std::optional(publisher::drip(body, 1, std::chrono::milliseconds(200)));
    return std::optional(
        publisher::ok(body, publisher::kHtml, fmt::format("\"{}{}\"", number->first, asked.path().substr(1))));
  });
}

void configure(const fs::path& folder, const publisher::Publisher& publisher, std::size_t hosts, std::size_t pages) {
  std::ofstream out(folder / "griffier.toml");
  for (std::size_t host = 0; host < hosts; ++host) {
    out << fmt::format("[[source]]\nname = \"{}\"\nkind = \"page\"\nallow_private = true\nevery = \"{}s\"\nurls = [\n",
                       source_of(host), kEverySeconds);
    for (std::size_t page = 0; page < pages; ++page)
      out << "  \"" << publisher.url_on(address_of(host), fmt::format("/{}", page)) << "\",\n";
    out << "]\n";
  }
  if (!out.flush()) throw std::runtime_error("griffier.toml can't be written");
}

// Waits until every lively source has had its first round; how long that took, in seconds.
double first_round(Daemon& daemon, store::Database& db, std::size_t lively) {
  const auto begun = std::chrono::steady_clock::now();
  while (std::chrono::steady_clock::now() - begun < kLongestFirstRound) {
    daemon.expect_running();
    store::Statement query(db.handle(), "SELECT count(*) FROM sources WHERE last_ok_ms IS NOT NULL");
    if (query.step() && static_cast<std::size_t>(query.integer(0)) >= lively)
      return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    std::this_thread::sleep_for(kLook);
  }
  throw std::runtime_error("the first round did not end in ten minutes");
}

using Due = std::map<std::string, std::set<std::int64_t>>;

// Every moment for which a poll of a source was put down, seen in the record. One is there until the poll after it
// ends.
Due watch(Daemon& daemon, store::Database& db, std::chrono::seconds life) {
  Due due;
  const auto until = std::chrono::steady_clock::now() + life;
  while (std::chrono::steady_clock::now() < until) {
    daemon.expect_running();
    store::Statement query(db.handle(), "SELECT source, next_due_ms FROM sources");
    while (query.step()) due[query.text(0)].insert(query.integer(1));
    std::this_thread::sleep_for(kLook);
  }
  return due;
}

// From each moment for which a poll was put down to its first request; for one that was due and did not begin before
// `end`, to `end`.
std::vector<double> delays(const Due& due, const Beginnings& beginnings, std::size_t hosts, std::int64_t end) {
  std::vector<double> seconds;
  for (std::size_t host = 0; host < hosts; ++host) {
    const auto moments = due.find(source_of(host));
    if (manner_of(host) != Manner::lively || moments == due.end()) continue;
    const auto begun = beginnings.of(address_of(host));
    for (const auto moment : moments->second) {
      if (moment >= end) continue;
      const auto next = std::lower_bound(begun.begin(), begun.end(), moment);
      seconds.push_back(static_cast<double>((next == begun.end() ? end : std::min(*next, end)) - moment) / 1e3);
    }
  }
  std::sort(seconds.begin(), seconds.end());
  return seconds;
}

int run(const std::string& program, const fs::path& folder, std::size_t hosts, std::size_t pages,
        std::chrono::seconds life) {
  publisher::Options options;
  options.addresses.clear();
  std::map<Manner, std::size_t> manners;
  for (std::size_t i = 0; i < hosts; ++i) {
    ++manners[manner_of(i)];
    if (manner_of(i) != Manner::refuses) options.addresses.push_back(address_of(i));
  }
  publisher::Publisher publisher(options);
  Beginnings beginnings;
  serve(publisher, beginnings, hosts);
  configure(folder, publisher, hosts, pages);
  fmt::print("{} pages on {} hosts, {} of them answer; {} refuse, {} never answer, {} drip a byte at a time\n",
             hosts * pages, hosts, manners[Manner::lively], manners[Manner::refuses], manners[Manner::hangs],
             manners[Manner::drips]);

  Daemon daemon(program, folder);
  const auto db = daemon.record();
  const double first = first_round(daemon, *db, manners[Manner::lively]);
  fmt::print("first round          {:.1f} s: {:.0f} documents a second\n", first,
             static_cast<double>(manners[Manner::lively] * pages) / first);
  const auto requests = publisher.site().totals().requests;
  const double processor = daemon.processor_seconds();
  const Due due = watch(daemon, *db, life);
  const auto end = now_ms();
  const auto spent = daemon.processor_seconds() - processor;
  const auto asked = publisher.site().totals().requests - requests;
  const double memory = daemon.resident_kb() / 1'024;
  daemon.stop();

  const auto late = delays(due, beginnings, hosts, end);
  if (late.empty()) throw std::runtime_error("no poll came due");
  const auto at = [&late](double part) {
    return late[std::min(late.size() - 1, static_cast<std::size_t>(part * static_cast<double>(late.size())))];
  };
  const auto seconds = static_cast<double>(life.count());
  fmt::print("schedule             {} polls of hosts that answer came due in {:.0f} s, each every {} s\n", late.size(),
             seconds, kEverySeconds);
  fmt::print("begun late by        p50 {:.2f} s, p99 {:.2f} s, largest {:.2f} s\n", at(0.5), at(0.99), late.back());
  fmt::print("spent                {:.0f} requests a second, {:.2f} ms of processor each, {:.0f} MB; load {}\n",
             static_cast<double>(asked) / seconds, spent * 1e3 / static_cast<double>(std::max<std::size_t>(1, asked)),
             memory, load_average());
  return 0;
}

}  // namespace
}  // namespace griffier::bench

int main(int argc, char** argv) {
  if (argc < 3) return std::fputs("bench_hosts PROGRAM FOLDER [HOSTS] [PAGES] [SECONDS]\n", stderr), 2;
  try {
    return griffier::bench::run(argv[1], argv[2], argc > 3 ? std::stoul(argv[3]) : 200,
                                argc > 4 ? std::stoul(argv[4]) : 50,
                                std::chrono::seconds(argc > 5 ? std::stol(argv[5]) : 60));
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "bench_hosts: %s\n", problem.what());
    return 1;
  }
}
