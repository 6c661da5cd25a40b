// bench_pages PROGRAM FOLDER [ADDRESSES] [ROUNDS]: one source of kind page with so many addresses on one host where
// nothing changes, for so many rounds of `griffier run`, beside libcurl alone that asks the same.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "store/record/sqlite.h"
#include "tests/bench/papers.h"
#include "tests/bench/polling/daemon.h"
#include "tests/bench/polling/reference.h"
#include "tests/publisher/publisher.h"

namespace griffier::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kParallel = 8;
constexpr std::size_t kPageBytes = 4'000;
constexpr std::size_t kConnectionsAllowed = 12;
constexpr std::size_t kWarmRounds = 5;  // until buffers and caches have their size
constexpr auto kLook = std::chrono::milliseconds(25);
constexpr auto kLongestRound = std::chrono::minutes(5);
constexpr const char* kHost = "127.0.0.1";
constexpr const char* kReferenceHost = "127.0.0.2";

std::string path_of(std::size_t page) { return fmt::format("/stukken/{}", page); }

std::vector<std::string> addresses_on(const publisher::Publisher& publisher, const char* host, std::size_t count) {
  std::vector<std::string> addresses;
  for (std::size_t i = 0; i < count; ++i) addresses.push_back(publisher.url_on(host, path_of(i)));
  return addresses;
}

void configure(const fs::path& folder, const std::vector<std::string>& addresses) {
  std::ofstream out(folder / "griffier.toml");
  out << "[[source]]\nname = \"ministerie\"\nkind = \"page\"\nallow_private = true\ngap = \"0s\"\nevery = \"1s\"\n"
      << "parallel = " << kParallel << "\nurls = [\n";
  for (const auto& address : addresses) out << "  \"" << address << "\",\n";
  out << "]\n";
  if (!out.flush()) throw std::runtime_error("griffier.toml can't be written");
}

struct Sample {
  double processor = 0, resident_kb = 0;
  std::int64_t ended_ms = 0;
  std::size_t checked = 0;  // addresses of which the record knows that this round asked them
};

// Follows the rounds in the record.
class Rounds {
 public:
  explicit Rounds(Daemon& daemon) : daemon_(daemon), db_(daemon.record()) {}

  Sample next() {
    const auto until = std::chrono::steady_clock::now() + kLongestRound;
    while (std::chrono::steady_clock::now() < until) {
      daemon_.expect_running();
      const auto ended = last_ok();
      if (ended != ended_) {
        Sample sample{daemon_.processor_seconds(), daemon_.resident_kb(), ended, checked_after(ended_)};
        ended_ = ended;
        return sample;
      }
      std::this_thread::sleep_for(kLook);
    }
    throw std::runtime_error("griffier made no round in five minutes");
  }

 private:
  std::int64_t last_ok() {
    store::Statement query(db_->handle(), "SELECT coalesce(max(last_ok_ms), 0) FROM sources");
    return query.step() ? query.integer(0) : 0;
  }
  std::size_t checked_after(std::int64_t moment) {
    store::Statement query(db_->handle(), "SELECT count(*) FROM validators WHERE checked_ms > ?");
    query.with(moment);
    return query.step() ? static_cast<std::size_t>(query.integer(0)) : 0;
  }

  Daemon& daemon_;
  std::unique_ptr<store::Database> db_;
  std::int64_t ended_ = 0;
};

// Least squares: kB a round.
double slope(const std::vector<Sample>& samples) {
  const auto count = static_cast<double>(samples.size());
  double x = 0, y = 0, xx = 0, xy = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const auto at = static_cast<double>(i);
    x += at;
    y += samples[i].resident_kb;
    xx += at * at;
    xy += at * samples[i].resident_kb;
  }
  return (count * xy - x * y) / (count * xx - x * x);
}

struct Outcome {
  std::size_t connections = 0, conditional = 0, not_modified = 0, unchecked = 0, events = 0;
  double first_round = 0;  // seconds of processor
  double alone = 0;        // the same for libcurl alone, all its rounds
  std::vector<Sample> samples;
};

// libcurl alone has its round while griffier waits for the next one, so that both find the machine in the same state.
Outcome run_both(const std::string& program, const fs::path& folder, Reference& reference, std::size_t addresses,
                 std::size_t rounds) {
  Outcome outcome;
  Daemon daemon(program, folder);
  Rounds following(daemon);
  outcome.first_round = following.next().processor;
  for (std::size_t i = 0; i < kWarmRounds; ++i) {
    (void)following.next();
    (void)reference.round();
  }
  for (std::size_t i = 0; i < rounds + 1; ++i) {
    outcome.samples.push_back(following.next());
    outcome.unchecked += addresses - std::min(addresses, outcome.samples.back().checked);
    if (i < rounds) outcome.alone += reference.round();
  }
  daemon.stop();
  return outcome;
}

void count_what_came(Outcome& outcome, const fs::path& folder, const publisher::Site& site) {
  const auto counts = site.count(fmt::format("//{}", kHost));
  outcome.connections = counts.connections.size();
  outcome.conditional = counts.conditional;
  outcome.not_modified = counts.not_modified;
  store::Database db(folder / "state" / "griffier.db", store::Database::Mode::read_only);
  store::Statement events(db.handle(), "SELECT count(*) FROM events");
  outcome.events = events.step() ? static_cast<std::size_t>(events.integer(0)) : 0;
}

int report(const Outcome& outcome, std::size_t addresses, std::size_t rounds) {
  const auto& first = outcome.samples.front();
  const auto& last = outcome.samples.back();
  const auto count = static_cast<double>(rounds);
  const double griffier = (last.processor - first.processor) / count;
  const double alone = outcome.alone / count;
  fmt::print("{} addresses on one host, {} in flight, nothing changed, {} rounds; load {}\n", addresses, kParallel,
             rounds, load_average());
  fmt::print("connections opened   {} ({} are allowed)\n", outcome.connections, kConnectionsAllowed);
  fmt::print(
      "griffier run         {:7.1f} ms of processor a round, a round each {:.2f} s; {:.2f} s for the first one\n",
      griffier * 1e3, static_cast<double>(last.ended_ms - first.ended_ms) / 1e3 / count, outcome.first_round);
  fmt::print("libcurl alone        {:7.1f} ms\n", alone * 1e3);
  fmt::print("ratio                {:7.2f} (3 is asked for, 1 is better)\n", griffier / alone);
  fmt::print("answers              {} of {} conditional requests were answered with 304; {} events\n",
             outcome.not_modified, outcome.conditional, outcome.events);
  fmt::print("committed            {} of {} times that an address was asked in a round\n",
             addresses * outcome.samples.size() - outcome.unchecked, addresses * outcome.samples.size());
  fmt::print("memory               {:.1f} MB, {:.1f} MB {} rounds later: {:+.2f} kB a round\n",
             first.resident_kb / 1024, last.resident_kb / 1024, rounds, slope(outcome.samples));
  const bool kept = outcome.connections <= kConnectionsAllowed && outcome.unchecked == 0 &&
                    outcome.conditional == outcome.not_modified && outcome.events == addresses;
  return kept ? 0 : 1;
}

int run(const std::string& program, const fs::path& folder, std::size_t addresses, std::size_t rounds) {
  publisher::Options options;
  options.addresses = {kHost, kReferenceHost};
  publisher::Publisher publisher(options);
  for (std::size_t i = 0; i < addresses; ++i)
    publisher.site().serve(path_of(i), publisher::ok(html_page(i + 1, kPageBytes)));
  configure(folder, addresses_on(publisher, kHost, addresses));
  Reference reference(addresses_on(publisher, kReferenceHost, addresses), kParallel);
  auto outcome = run_both(program, folder, reference, addresses, rounds);
  count_what_came(outcome, folder, publisher.site());
  return report(outcome, addresses, rounds);
}

}  // namespace
}  // namespace griffier::bench

int main(int argc, char** argv) {
  if (argc < 3) return std::fputs("bench_pages PROGRAM FOLDER [ADDRESSES] [ROUNDS]\n", stderr), 2;
  try {
    return griffier::bench::run(argv[1], argv[2], argc > 3 ? std::stoul(argv[3]) : 1'000,
                                argc > 4 ? std::stoul(argv[4]) : 100);
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "bench_pages: %s\n", problem.what());
    return 1;
  }
}
