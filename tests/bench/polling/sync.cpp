// bench_sync PROGRAM FOLDER [DOCUMENTS]: a first load of the Tweede Kamer's register with so many documents (metadata
// and files of 10 kB), a poll with nothing new, and one with every document sent again: requests, processor and wall,
// beside libcurl alone that makes the same requests one after the other.
#include <curl/curl.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "store/record/sqlite.h"
#include "tests/bench/papers.h"
#include "tests/bench/polling/daemon.h"
#include "tests/publisher/publisher.h"
#include "tests/publisher/syncfeed.h"

namespace griffier::bench {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr const char* kPath = "/SyncFeed/2.0";
constexpr std::size_t kFileBytes = 10'000;
constexpr std::size_t kPapersOfADossier = 500;
constexpr std::size_t kCategories = 16;

struct Cost {
  double wall = 0, processor = 0;  // seconds
  std::size_t requests = 0, connections = 0;
};

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

std::string file_of(const std::string& entity) {
  return html_page(std::stoull(entity.substr(0, 8), nullptr, 16), kFileBytes);
}

void fill(publisher::SyncWorld& world, std::size_t documents) {
  world.make_files_by(file_of);
  std::string dossier;
  for (std::size_t i = 0; i < documents; ++i) {
    if (i % kPapersOfADossier == 0)
      dossier = world.add("Kamerstukdossier", {{"titel", fmt::format("Dossier {}", i / kPapersOfADossier)},
                                               {"nummer", std::to_string(30'000 + i / kPapersOfADossier)}});
    const auto letter = world.add("Document", {{"kamerstukdossier", "ref:" + dossier},
                                               {"soort", "Brief regering"},
                                               {"documentNummer", fmt::format("2024D{:05}", i)},
                                               {"onderwerp", fmt::format("Brief {} over de veerpont", i)},
                                               {"datum", "2024-09-19T00:00:00"},
                                               {"volgnummer", std::to_string(1 + i % kPapersOfADossier)},
                                               {"vergaderjaar", "2024-2025"},
                                               {"kamer", "2"}});
    world.made_file(letter, "text/html", file_of(letter).size());
  }
}

void configure(const fs::path& folder, const publisher::Publisher& publisher) {
  std::ofstream out(folder / "griffier.toml");
  out << "[[source]]\nname = \"kamer\"\nkind = \"tweedekamer\"\nallow_private = true\ngap = \"0s\"\nevery = \"1s\"\n"
      << "start = \"beginning\"\nbase_url = \"" << publisher.url(kPath) << "\"\n";
  if (!out.flush()) throw std::runtime_error("griffier.toml can't be written");
}

// `griffier once`, as it is measured from outside.
Cost poll(const std::string& program, const fs::path& folder, publisher::Site& site) {
  site.reset_counts();
  const auto config = (folder / "griffier.toml").string();
  const auto state = (folder / "state").string();
  const auto log = (folder / "log").string();
  const auto began = Clock::now();
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("there can be no process");
  if (child == 0) {
    const int out = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    dup2(out, 1);
    dup2(out, 2);
    execl(program.c_str(), program.c_str(), "--config", config.c_str(), "--state", state.c_str(), "once",
          static_cast<char*>(nullptr));
    _exit(127);
  }
  int status = 0;
  rusage used{};
  wait4(child, &status, 0, &used);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) throw std::runtime_error("a poll failed; see " + log);
  Cost cost;
  cost.wall = std::chrono::duration<double>(Clock::now() - began).count();
  cost.processor = seconds(used.ru_utime) + seconds(used.ru_stime);
  cost.requests = site.totals().requests;
  cost.connections = site.count("//127.0.0.1").connections.size();
  return cost;
}

std::size_t count_only(char*, std::size_t size, std::size_t count, void*) { return size * count; }

// The same requests, one after the other over one connection.
Cost alone(const std::vector<std::string>& addresses) {
  const std::unique_ptr<CURL, void (*)(CURL*)> curl(curl_easy_init(), curl_easy_cleanup);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, &count_only);
  curl_easy_setopt(curl.get(), CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
  rusage before{}, after{};
  getrusage(RUSAGE_THREAD, &before);
  const auto began = Clock::now();
  for (const auto& address : addresses) {
    curl_easy_setopt(curl.get(), CURLOPT_URL, address.c_str());
    if (curl_easy_perform(curl.get()) != CURLE_OK) throw std::runtime_error(address + " was not answered");
  }
  getrusage(RUSAGE_THREAD, &after);
  Cost cost;
  cost.wall = std::chrono::duration<double>(Clock::now() - began).count();
  cost.processor =
      seconds(after.ru_utime) + seconds(after.ru_stime) - seconds(before.ru_utime) - seconds(before.ru_stime);
  cost.requests = addresses.size();
  cost.connections = 1;
  return cost;
}

std::vector<std::string> asked(const publisher::Publisher& publisher, const publisher::Site& site) {
  std::vector<std::string> addresses;
  for (const auto& one : site.log()) addresses.push_back(publisher.url(one->target));
  return addresses;
}

std::size_t number(const fs::path& folder, const char* sql) {
  store::Database db(folder / "state" / "griffier.db", store::Database::Mode::read_only);
  store::Statement statement(db.handle(), sql);
  return statement.step() ? static_cast<std::size_t>(statement.integer(0)) : 0;
}

void print(const char* what, const Cost& cost, const Cost& reference, double each) {
  fmt::print("{:<22} {:>7} requests over {} connections, {:8.2f} s of processor, {:8.2f} s\n", what, cost.requests,
             cost.connections, cost.processor, cost.wall);
  fmt::print("{:<22} {:>7} requests over {} connections, {:8.2f} s of processor, {:8.2f} s\n", "  libcurl alone",
             reference.requests, reference.connections, reference.processor, reference.wall);
  if (each > 0)
    fmt::print("{:<22} {:.3f} ms of processor and {:.3f} ms a document\n", "", cost.processor * 1e3 / each,
               cost.wall * 1e3 / each);
}

int run(const std::string& program, const fs::path& folder, std::size_t documents) {
  publisher::SyncWorld world;
  fill(world, documents);
  publisher::Options options;
  options.log_limit = 4 * documents + 10'000;
  publisher::Publisher publisher(options);
  auto& site = publisher.site();
  site.otherwise(world.handler(kPath, publisher.url(kPath)));
  configure(folder, publisher);
  fmt::print("{} documents with files of {} kB; load {}\n", documents, kFileBytes / 1000, load_average());

  const auto each = static_cast<double>(documents);
  const auto first = poll(program, folder, site);
  print("first load", first, alone(asked(publisher, site)), each);
  const auto revisions = number(folder, "SELECT count(*) FROM revisions");
  const auto nothing = poll(program, folder, site);
  print("nothing new", nothing, alone(asked(publisher, site)), 0);
  world.emit_all_again("Document");
  const auto again = poll(program, folder, site);
  print("every document again", again, alone(asked(publisher, site)), each);
  const auto later = number(folder, "SELECT count(*) FROM revisions");
  fmt::print("recorded               {} revisions after the first load, {} at the end\n", revisions, later);
  const bool kept =
      revisions == documents && later == documents && nothing.requests == kCategories && nothing.connections == 1;
  return kept ? 0 : 1;
}

}  // namespace
}  // namespace griffier::bench

int main(int argc, char** argv) {
  if (argc < 3) return std::fputs("bench_sync PROGRAM FOLDER [DOCUMENTS]\n", stderr), 2;
  try {
    return griffier::bench::run(argv[1], argv[2], argc > 3 ? std::stoul(argv[3]) : 100'000);
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "bench_sync: %s\n", problem.what());
    return 1;
  }
}
