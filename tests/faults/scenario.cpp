#include "tests/faults/scenario.h"
#include "tests/support/places.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <ostream>
#include <random>
#include <set>

namespace griffier::tests {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr auto kFakeTime = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";
constexpr auto kDiesWriting = "libdies_writing.so";
constexpr auto kPreloadedFirst = "verify_asan_link_order=0";
constexpr double kLongest = 60;  // seconds, of one `once` on a machine that does other things as well
constexpr auto kEveryEvent =
    R"("document.published", "document.revised", "document.metadata_changed", "document.withdrawn", )"
    R"("document.restored", "question.asked", "question.answered", "question.postponed", "question.withdrawn", )"
    R"("source.failing", "source.recovered")";

publisher::Options at_addresses(int count) {
  publisher::Options options;
  options.addresses.clear();
  for (int i = 1; i <= count; ++i) options.addresses.push_back(fmt::format("127.0.0.{}", i));
  return options;
}

std::string page_source(const std::vector<std::string>& urls, bool announce_first) {
  std::string list;
  for (const auto& url : urls) list += fmt::format("\"{}\", ", url);
  return fmt::format(
      "[[source]]\nname = \"proef\"\nkind = \"page\"\nurls = [{}]\nannounce_first = {}\nallow_private = true\n", list,
      announce_first);
}

std::vector<std::string> tail(const std::vector<std::string>& all, std::size_t from) {
  return {all.begin() + static_cast<std::ptrdiff_t>(std::min(from, all.size())), all.end()};
}
std::vector<std::string> last(const std::vector<std::string>& all, std::size_t most) {
  return tail(all, all.size() - std::min(all.size(), most));
}

bool of_source(const std::string& kind) { return kind.rfind("source.", 0) == 0; }

std::size_t revisions_in(const FaultStep& step) {
  if (step.commits) return *step.commits;
  return static_cast<std::size_t>(
      std::count_if(step.events.begin(), step.events.end(), [](const auto& kind) { return !of_source(kind); }));
}

std::vector<std::string> of_documents(std::vector<std::string> kinds) {
  std::erase_if(kinds, of_source);
  return kinds;
}

// Each line of alerts.jsonl is one alert, and each delivery is in one of them.
void expect_told_once(const World& world) {
  std::set<std::string> alerts, deliveries;
  for (const auto& line : lines_of(world.folder().read("alerts.jsonl"))) {
    boost::system::error_code no_json;
    const auto alert = json::parse(line, no_json);
    ASSERT_FALSE(no_json) << "no JSON: " << line.substr(0, 300) << "…, a line of " << line.size() << " bytes";
    EXPECT_TRUE(alerts.emplace(alert.at("id").as_string()).second) << "told twice: " << line.substr(0, 300);
    for (const auto& paper : alert.at("papers").as_array())
      for (const auto& event : paper.at("events").as_array())
        EXPECT_TRUE(deliveries.emplace(event.at("idempotency_key").as_string()).second)
            << "told twice: " << json::serialize(event);
  }
  EXPECT_GE(deliveries.size(), world.delivered()) << "fewer when the record was rebuilt";
}

}  // namespace

std::string page(const std::string& sentence) {
  std::string html =
      "<!doctype html><html><head><meta charset=\"utf-8\"><title>Brief over de "
      "veerpont</title></head><body><main><h1>Brief over de veerpont</h1>";
  for (int i = 1; i <= 30; ++i)
    html += fmt::format(
        "<p>Alinea {}: de pont van Oosterhoven vaart bij hoog en bij laag water, zó staat het er.</p>\n", i);
  return html + "<p>" + sentence + "</p></main></body></html>";
}

std::size_t reemitted(std::size_t otherwise) {
  const char* asked = std::getenv("GRIFFIER_REEMITTED");
  return asked != nullptr ? static_cast<std::size_t>(std::max(1, std::atoi(asked))) : otherwise;
}

std::string http_date(seconds from_now) {
  const std::time_t at = std::time(nullptr) + from_now.count();
  std::tm parts{};
  gmtime_r(&at, &parts);
  char text[40];
  const auto size = std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return {text, size};
}

World::World(const Urls& urls, bool announce_first) : publisher_(at_addresses(2)) {
  configure(page_source(urls ? urls(publisher_) : std::vector<std::string>{publisher_.url(kBrief)}, announce_first));
}

World::World(const Sources& sources, int addresses, const std::string& timeout)
    : publisher_(at_addresses(addresses)), timeout_(timeout) {
  configure(sources(publisher_));
}

World::~World() {
  if (!::testing::Test::HasFailure() && std::uncaught_exceptions() == 0) return;
  try {
    print_account();
  } catch (const std::exception& error) {
    std::cerr << "no more can be told: " << error.what() << '\n';
  }
}

void World::print_account() const {
  constexpr std::size_t kMost = 3'000;  // bytes of each log
  for (const auto& file : fs::directory_iterator(folder_.path())) {
    if (file.path().extension() != ".log") continue;
    const auto log = folder_.read(file.path().filename());
    std::cerr << "== the end of " << file.path().filename().string() << ":\n"
              << log.substr(log.size() - std::min(log.size(), kMost)) << '\n';
  }
  std::cerr << "== the last alerts:\n";
  const auto alerts = folder_.read("alerts.jsonl");
  for (const auto& line : last(lines_of(alerts), 6))
    std::cerr << line.size() << " bytes: " << line.substr(0, 400) << '\n';
  if (!alerts.empty() && alerts.back() != '\n') std::cerr << "and that one is not finished\n";
  std::cerr << "== the last events:\n";
  for (const auto& event :
       last(rows(state_, "select sequence, kind, event_id, summary from events order by sequence"), 40))
    std::cerr << event << '\n';
  std::cerr << "== what is not sent:\n";
  for (const auto& one : last(rows(state_, "select * from v_deliveries where state <> 'sent'"), 10))
    std::cerr << one << '\n';
}

void World::configure(const std::string& sources) {
  state_ = folder_.path() / "state";
  const auto authority = folder_.write("authority.pem", publisher_.authority_pem());
  folder_.write("griffier.toml", fmt::format(R"([http]
contact = "beheer@voorbeeld.example"
ca_file = "{0}"
timeout = "{1}"
connect_timeout = "{1}"
max_connections = 256

{2}
[[channel]]
name = "bestand"
kind = "file"
path = "{3}"

[[watch]]
name = "alles"
channels = ["bestand"]
events = [{4}]
)",
                                             authority.string(), timeout_, sources,
                                             (folder_.path() / "alerts.jsonl").string(), kEveryEvent));
}

std::vector<std::string> World::command(std::vector<std::string> arguments) const {
  std::vector<std::string> argv{griffier::tests::program(), "--config", (folder_.path() / "griffier.toml").string(),
                                "--state", state_.string()};
  argv.insert(argv.end(), arguments.begin(), arguments.end());
  return argv;
}

std::map<std::string, std::string> World::clock(seconds after) {
  if (after.count() == 0) return {};
  return {{"LD_PRELOAD", kFakeTime},
          {"FAKETIME", fmt::format("{:+}s", after.count())},
          {"FAKETIME_DONT_FAKE_MONOTONIC", "1"},
          {"NO_FAKE_STAT", "1"},
          {"ASAN_OPTIONS", kPreloadedFirst}};
}

Ran World::once(seconds after, std::vector<std::string> more) const {
  more.insert(more.begin(), "once");
  auto ran = run(command(std::move(more)), clock(after));
  std::ofstream(folder_.path() / "once.log", std::ios::app)
      << "-- " << after.count() << " s, exit code " << ran.exit_code << '\n'
      << ran.err;
  return ran;
}

Background World::begin_once(std::map<std::string, std::string> environment) const {
  std::vector<std::string> argv{"env"};
  for (const auto& [name, value] : environment) argv.push_back(name + "=" + value);
  for (auto& argument : command({"once"})) argv.push_back(std::move(argument));
  return Background(argv, folder_.path() / "killed.log");
}

bool World::once_killed_at(seconds after, std::size_t requests) {
  const auto enough = site().totals().requests + requests;
  auto program = begin_once(clock(after));
  while (program.running() && site().totals().requests < enough)
    std::this_thread::sleep_for(std::chrono::microseconds(200));
  program.signal(SIGKILL);
  return program.wait(10) == 128 + SIGKILL;
}

bool World::once_dying(seconds after, const std::string& below, std::size_t bytes) const {
  auto environment = clock(after);
  auto& preloaded = environment["LD_PRELOAD"];
  preloaded +=
      (preloaded.empty() ? "" : ":") + (fs::read_symlink("/proc/self/exe").parent_path() / kDiesWriting).string();
  environment["GRIFFIER_DIES_BELOW"] = (fs::canonical(folder_.path()) / below).string();
  environment["GRIFFIER_DIES_AFTER"] = std::to_string(bytes);
  environment["ASAN_OPTIONS"] = kPreloadedFirst;
  return begin_once(std::move(environment)).wait(kLongest) == 128 + SIGKILL;
}

std::vector<std::string> World::events() const { return rows(state_, "select kind from events order by sequence"); }

std::size_t World::commits() const {
  const auto all = run({"git", "--git-dir=" + (state_ / "archive.git").string(), "rev-list", "main"});
  return all.exit_code == 0 ? lines_of(all.out).size() : 0;
}

std::size_t World::delivered() const {
  return std::stoul(row(state_, "select count(*) from v_deliveries where state = 'sent'"));
}

void expect_whole(const World& world) {
  const auto verified = griffier(world.state(), {"verify"});
  EXPECT_EQ(verified.exit_code, 0) << verified.out << verified.err;
  EXPECT_EQ(row(world.state(), "select count(*) from v_deliveries where state <> 'sent'"), "0");
  expect_told_once(world);
}

void PrintTo(const Fault& fault, std::ostream* out) { *out << fault.name; }

void expect_outcome(const Fault& fault) {
  World world(fault.urls);
  std::size_t events = 0, commits = 0, delivered = 0;
  for (const auto& step : fault.steps) {
    const auto where = fmt::format("{}, at {} s", fault.name, step.at.count());
    if (step.behave) step.behave(world);
    world.site().reset_counts();
    const auto ran = world.once(step.at);
    EXPECT_EQ(ran.exit_code, step.exit_code) << where << ": " << ran.out << ran.err;
    const auto kinds = world.events();
    ASSERT_EQ(tail(kinds, events), step.events) << where << ": " << ran.err;
    events = kinds.size();
    commits += revisions_in(step);
    EXPECT_EQ(world.commits(), commits) << where;
    delivered += step.events.size();
    EXPECT_EQ(world.delivered(), delivered) << where;
    for (const auto& [place, count] : step.requests)
      EXPECT_EQ(world.site().count(place).requests, count) << where << ", " << place << ": " << ran.err;
    if (!step.summary.empty()) {
      EXPECT_THAT(row(world.state(), "select summary from events order by sequence desc limit 1"),
                  ::testing::HasSubstr(step.summary))
          << where;
    }
  }
  expect_whole(world);
}

void expect_outcome_when_killed(const Fault& fault, unsigned seed) {
  World world(fault.urls);
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> magnitude(2.5, 6);  // a first `once` writes some 1 MB, others less
  std::vector<std::string> expected;
  std::size_t commits = 0;
  for (const auto& step : fault.steps) {
    const auto where = fmt::format("{}, at {} s, seed {}", fault.name, step.at.count(), seed);
    if (step.behave) step.behave(world);
    (void)world.once_dying(step.at, "state/", static_cast<std::size_t>(std::pow(10, magnitude(random))));
    const auto ran = world.once(step.at);
    EXPECT_THAT(ran.exit_code, ::testing::AnyOf(0, 7)) << where << ": " << ran.out << ran.err;
    for (const auto& kind : of_documents(step.events)) expected.push_back(kind);
    commits += revisions_in(step);
    ASSERT_EQ(of_documents(world.events()), expected) << where << ": " << ran.err;
    EXPECT_EQ(world.commits(), commits) << where;
    EXPECT_EQ(row(world.state(),
                  "select count(*) from v_deliveries d join v_events e using(event_id)"
                  " where e.kind like 'document.%' and d.state = 'sent'"),
              std::to_string(expected.size()))
        << where;
  }
  expect_whole(world);
}

}  // namespace griffier::tests
