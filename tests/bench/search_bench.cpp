// bench_search STATE: times of queries over a record of generated letters, in process, through store::Record.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <filesystem>
#include <string>
#include <vector>

#include "store/record/record.h"
#include "tests/bench/papers.h"

namespace griffier::bench {
namespace {

constexpr std::size_t kQueries = 1'000;
constexpr int kHits = 20;

// A word that is neither among the commonest nor one of those that a few papers have.
std::string middling(Prose& prose) { return Prose::word_of(100 + prose.below(20'000)); }

struct Kind {
  const char* name;
  std::string (*make)(Prose& prose);
};
const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all = {
      {"one word", [](Prose& p) { return middling(p); }},
      {"a common word", [](Prose& p) { return Prose::word_of(p.below(100)); }},
      {"two words", [](Prose& p) { return middling(p) + " " + p.word(); }},
      {"OR of three", [](Prose& p) { return middling(p) + " OR " + middling(p) + " OR " + middling(p); }},
      {"a phrase", [](Prose& p) { return "\"" + p.word() + " " + p.word() + "\""; }},
      {"a prefix", [](Prose& p) { return middling(p).substr(0, 4) + "*"; }},
      {"with a filter",
       [](Prose& p) { return middling(p) + " kind:letter since:2025-02-" + fmt::format("{:02}", 1 + p.below(28)); }},
      {"a dossier", [](Prose& p) { return fmt::format("dossier:{} {}", 30'000 + p.below(10'000), p.word()); }},
      {"NEAR", [](Prose& p) { return "NEAR(" + p.word() + " " + middling(p) + ", 10)"; }},
  };
  return all;
}

double at(const std::vector<double>& sorted, double part) {
  return sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(part * static_cast<double>(sorted.size())))];
}

void print_times(const char* name, std::vector<double> times, std::size_t hits) {
  std::sort(times.begin(), times.end());
  fmt::print("{:<16} p50 {:7.2f} ms   p99 {:7.2f} ms   longest {:7.2f} ms   {:.1f} hits\n", name, at(times, 0.5),
             at(times, 0.99), times.back(), static_cast<double>(hits) / static_cast<double>(times.size()));
}

void run(const std::filesystem::path& state) {
  store::Record record(state / "griffier.db", true);
  fmt::print("{} documents, {} to be indexed; {} queries, {} hits with snippets each\n", record.counts().documents,
             record.counts().to_index, kQueries, kHits);
  std::vector<double> all;
  std::size_t all_hits = 0;
  for (const auto& kind : kinds()) {
    Prose prose(2'024);
    std::vector<double> times;
    std::size_t hits = 0;
    for (std::size_t i = 0; i < kQueries / kinds().size(); ++i) {
      const std::string query = kind.make(prose);
      const auto start = std::chrono::steady_clock::now();
      hits += record.search(query, {}, kHits).size();
      times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    print_times(kind.name, times, hits);
    all.insert(all.end(), times.begin(), times.end());
    all_hits += hits;
  }
  print_times("all", all, all_hits);
}

}  // namespace
}  // namespace griffier::bench

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: bench_search STATE\n", stderr);
    return 2;
  }
  try {
    griffier::bench::run(argv[1]);
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench_search: {}\n", error.what());
    return 1;
  }
}
