// bench_search DIR [COUNT]: makes COUNT papers (100,000 unless said otherwise), puts them in a record at DIR through
// the store's own indexing, and gives the times of searches over it, in process. A record that is there already is
// used.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <ctime>
#include <exception>
#include <filesystem>
#include <string>
#include <vector>

#include "publications/instant.h"
#include "store/record/entry.h"
#include "store/record/record.h"
#include "store/record/tokenizer.h"
#include "tests/bench/papers.h"

namespace griffier::bench {
namespace {

constexpr std::size_t kQueries = 3'000;
constexpr int kHits = 20;
constexpr std::size_t kGroup = 256;
constexpr std::size_t kDossiers = 2'000;

// Of this process, which tells more than the clock on a machine that does other things as well.
double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }
double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Papers of 2 to 20 kB, short ones more often, with what a search index finds in real ones: a few words that each paper
// is about, compounds that hardly another paper has, and numbers.
class Papers {
 public:
  Papers() {
    for (std::size_t rank = 0; rank < Prose::kVocabulary; ++rank) words_.push_back(Prose::word_of(rank));
  }

  [[nodiscard]] store::Entry paper(std::size_t index) const {
    Prose prose(index);
    store::Entry entry;
    // A third in dossiers of hundreds of papers, the others spread.
    const std::size_t dossier = prose.below(3) == 0 ? prose.below(10) : prose.below(kDossiers);
    entry.dossier = std::to_string(30'000 + dossier);
    entry.dossier_number = std::to_string(index);
    entry.document_id = fmt::format("kst-{}-{}", entry.dossier, index);
    entry.revision = 1;
    entry.commit_id = fmt::format("{:040x}", index + 1);
    entry.change = "new";
    entry.source = prose.below(20) == 0 ? "koop" : "kamer";
    entry.source_kind = "import";
    entry.kind = kKinds[std::min(prose.below(kKinds.size()), prose.below(kKinds.size()))];
    const std::chrono::sys_days day =
        std::chrono::sys_days(std::chrono::year(2005) / 1 / 1) + std::chrono::days(prose.below(7'300));
    entry.published_on = publications::iso_date(std::chrono::year_month_day(day));
    entry.observed_at = publications::Instant(std::chrono::seconds(1'738'580'000));
    entry.title = "Brief over " + word(prose) + " en " + word(prose);
    entry.plain_text = text(prose);
    return entry;
  }

  // By the rank of Zipf's law, like Prose::word, from the words made once.
  [[nodiscard]] const std::string& word(Prose& prose) const {
    const float part = static_cast<float>(prose.below(1U << 23U)) / static_cast<float>(1U << 23U);
    const auto rank = static_cast<std::size_t>(std::exp(part * std::log(static_cast<float>(words_.size()))));
    return words_[std::min(rank, words_.size()) - 1];
  }
  // Neither among the commonest nor one that a few papers have.
  [[nodiscard]] const std::string& middling(Prose& prose) const { return words_[100 + prose.below(20'000)]; }
  [[nodiscard]] const std::string& common(Prose& prose) const { return words_[prose.below(100)]; }

  static constexpr std::array<const char*, 6> kKinds = {"letter", "question_set", "answer", "motion", "report", "bill"};

 private:
  [[nodiscard]] std::string text(Prose& prose) const {
    std::array<const std::string*, 6> subjects{};
    for (auto& subject : subjects) subject = &middling(prose);
    const double part = static_cast<double>(prose.below(1'000)) / 1'000;
    const auto bytes = static_cast<std::size_t>(2'000 * std::pow(10.0, part));
    std::string out;
    for (std::size_t written = 0; out.size() < bytes; ++written) {
      const std::size_t kind = prose.below(200);
      out += kind < 4 ? *subjects[prose.below(subjects.size())] : word(prose);
      if (kind == 4 || kind == 5) out += word(prose);
      if (kind == 6) out += fmt::format(" {}", prose.below(100'000));
      out += written % 14 == 13 ? ". " : written % 90 == 89 ? ".\n\n" : " ";
    }
    return out;
  }

  std::vector<std::string> words_;
};

void fill(const std::filesystem::path& file, const Papers& papers, std::size_t count) {
  store::Record record(file, false);
  store::Database db(file, store::Database::Mode::read_write);
  store::register_search(db.handle());
  const auto start = std::chrono::steady_clock::now();
  double indexing = 0;
  double processor = 0;
  std::size_t bytes = 0;
  for (std::size_t index = 0; index < count;) {
    {
      store::Transaction transaction(db.handle());
      for (const std::size_t end = std::min(index + kGroup, count); index < end; ++index) {
        const auto entry = papers.paper(index);
        bytes += entry.plain_text.size();
        store::enter(db, entry);
      }
      transaction.commit();
    }
    const auto before = std::chrono::steady_clock::now();
    const double processor_before = processor_seconds();
    while (record.index_pending(static_cast<int>(kGroup)) > 0) {
    }
    indexing += seconds_since(before);
    processor += processor_seconds() - processor_before;
  }
  fmt::print(
      "{} papers of {:.1f} kB entered in {:.1f} s, of which {:.1f} s indexing, {:.1f} s of processor: {:.2f} ms a "
      "paper; database {} MB\n",
      count, static_cast<double>(bytes) / static_cast<double>(count) / 1e3, seconds_since(start), indexing, processor,
      processor * 1e3 / static_cast<double>(count), std::filesystem::file_size(file) / 1'000'000);
}

struct Kind {
  const char* name;
  std::string (*make)(const Papers& papers, Prose& prose);
};
const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all = {
      {"a common word", [](const Papers& p, Prose& r) { return p.common(r); }},
      {"a middling word", [](const Papers& p, Prose& r) { return p.middling(r); }},
      {"a rare word", [](const Papers& p, Prose& r) { return p.word(r) + p.middling(r); }},
      {"two words", [](const Papers& p, Prose& r) { return p.middling(r) + " " + p.word(r); }},
      {"two common words", [](const Papers& p, Prose& r) { return p.common(r) + " " + p.common(r); }},
      {"a phrase", [](const Papers& p, Prose& r) { return "\"" + p.word(r) + " " + p.word(r) + "\""; }},
      {"common phrase", [](const Papers& p, Prose& r) { return "\"" + p.common(r) + " " + p.common(r) + "\""; }},
      {"NEAR", [](const Papers& p, Prose& r) { return "NEAR(" + p.word(r) + " " + p.middling(r) + ", 10)"; }},
      {"common NEAR", [](const Papers& p, Prose& r) { return "NEAR(" + p.common(r) + " " + p.common(r) + ", 3)"; }},
      {"prefix of 2", [](const Papers& p, Prose& r) { return p.middling(r).substr(0, 2) + "*"; }},
      {"prefix of 3", [](const Papers& p, Prose& r) { return p.middling(r).substr(0, 3) + "*"; }},
      {"prefix of 4", [](const Papers& p, Prose& r) { return p.middling(r).substr(0, 4) + "*"; }},
      {"prefix of 6", [](const Papers& p, Prose& r) { return p.middling(r).substr(0, 6) + "*"; }},
      {"a word as prefix", [](const Papers& p, Prose& r) { return p.word(r) + "*"; }},
      {"phrase, prefix",
       [](const Papers& p, Prose& r) { return "\"" + p.common(r) + " " + p.word(r).substr(0, 2) + "\"*"; }},
      {"OR of three",
       [](const Papers& p, Prose& r) { return p.middling(r) + " OR " + p.middling(r) + " OR " + p.word(r); }},
      {"NOT", [](const Papers& p, Prose& r) { return p.word(r) + " NOT " + p.middling(r); }},
      {"-woord", [](const Papers& p, Prose& r) { return p.middling(r) + " -" + p.common(r); }},
      {"dossier:",
       [](const Papers& p, Prose& r) { return fmt::format("dossier:{} {}", 30'000 + r.below(100), p.word(r)); }},
      {"kind: and since:",
       [](const Papers& p, Prose& r) {
         return fmt::format("{} kind:brief since:{}-01-01", p.word(r), 2005 + r.below(20));
       }},
      {"one week",
       [](const Papers& p, Prose& r) {
         const std::size_t month = 1 + r.below(12);
         return fmt::format("{} since:2015-{:02}-08 until:2015-{:02}-14", p.word(r), month, month);
       }},
      {"all together",
       [](const Papers& p, Prose& r) {
         return fmt::format("(\"{} {}\" OR {}*) -{} dossier:{} kind:brief since:2014-01-01", p.common(r), p.common(r),
                            p.middling(r).substr(0, 4), p.middling(r), 30'000 + r.below(10));
       }},
      {"filters only",
       [](const Papers&, Prose& r) {
         return fmt::format("dossier:{} kind:motie since:2014-01-01", 30'000 + r.below(100));
       }},
  };
  return all;
}

double at(const std::vector<double>& sorted, double part) {
  return sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(part * static_cast<double>(sorted.size())))];
}

struct Times {  // in milliseconds
  std::vector<double> wall, processor;
  std::size_t hits = 0;

  void add(const Times& other) {
    wall.insert(wall.end(), other.wall.begin(), other.wall.end());
    processor.insert(processor.end(), other.processor.begin(), other.processor.end());
    hits += other.hits;
  }
  void print(const char* name) {
    std::sort(wall.begin(), wall.end());
    std::sort(processor.begin(), processor.end());
    fmt::print("{:<17} p50 {:7.2f} ms   p99 {:7.2f} ms   of processor: p50 {:7.2f} ms   p99 {:7.2f} ms   {:.1f} hits\n",
               name, at(wall, 0.5), at(wall, 0.99), at(processor, 0.5), at(processor, 0.99),
               static_cast<double>(hits) / static_cast<double>(wall.size()));
  }
};

void search(const std::filesystem::path& file, const Papers& papers) {
  store::Record record(file, true);
  fmt::print("{} documents, {} to be indexed; {} queries, {} hits with snippets each at most\n",
             record.counts().documents, record.counts().to_index, kQueries, kHits);
  Times all;
  for (const auto& kind : kinds()) {
    Prose prose(2'024);
    Times times;
    for (std::size_t i = 0; i < kQueries / kinds().size(); ++i) {
      const std::string query = kind.make(papers, prose);
      const auto start = std::chrono::steady_clock::now();
      const double processor = processor_seconds();
      times.hits += record.search(query, {}, kHits).size();
      times.processor.push_back((processor_seconds() - processor) * 1e3);
      times.wall.push_back(seconds_since(start) * 1e3);
    }
    times.print(kind.name);
    all.add(times);
  }
  all.print("all");
}

}  // namespace
}  // namespace griffier::bench

int main(int argc, char** argv) {
  if (argc < 2 || argc > 3) {
    std::fputs("usage: bench_search DIR [COUNT]\n", stderr);
    return 2;
  }
  try {
    const std::filesystem::path file = std::filesystem::path(argv[1]) / "griffier.db";
    const griffier::bench::Papers papers;
    if (!std::filesystem::exists(file)) {
      griffier::bench::fill(file, papers, argc == 3 ? std::stoul(argv[2]) : 100'000);
    }
    griffier::bench::search(file, papers);
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench_search: {}\n", error.what());
    return 1;
  }
}
