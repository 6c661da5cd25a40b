// Bytes to text and text to facts: MB/s and papers/s a core, of papers of 20 kB.
#include <benchmark/benchmark.h>
#include <time.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "diff/compare.h"
#include "fetchers/extract/extract.h"
#include "publications/markdown.h"
#include "publications/reading.h"
#include "publications/reading_json.h"
#include "publications/reference.h"
#include "tests/bench/papers.h"
#include "tests/support/places.h"
#include "tests/unit/fetchers/extract_support.h"

namespace griffier::bench {
namespace {

constexpr std::size_t kPaperBytes = 20'000;

void count(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * state.iterations());
  state.SetItemsProcessed(state.iterations());
}

void extract_of(benchmark::State& state, const std::string& bytes, fetchers::Format format) {
  for (auto _ : state) benchmark::DoNotOptimize(fetchers::extract(bytes, format));
  count(state, bytes.size());
}
void extract_official_xml(benchmark::State& state) {
  extract_of(state, official_xml(1, kPaperBytes), fetchers::Format::official_xml);
}
void extract_html(benchmark::State& state) { extract_of(state, html_page(1, kPaperBytes), fetchers::Format::html); }
void extract_plain(benchmark::State& state) { extract_of(state, plain_text(1, kPaperBytes), fetchers::Format::plain); }
BENCHMARK(extract_official_xml);
BENCHMARK(extract_html);
BENCHMARK(extract_plain);

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}
std::string fixture(const std::string& name) {
  return bytes_of(tests::source_dir() + "/tests/fixtures/renditions/" + name);
}
void extract_docx(benchmark::State& state) { extract_of(state, fixture("kst-39911-12.docx"), fetchers::Format::docx); }
void extract_odt(benchmark::State& state) { extract_of(state, fixture("kst-39911-12.odt"), fetchers::Format::odt); }
void extract_rtf(benchmark::State& state) { extract_of(state, fixture("kst-39911-12.rtf"), fetchers::Format::rtf); }
void extract_doc(benchmark::State& state) { extract_of(state, fixture("kst-39911-12.doc"), fetchers::Format::doc); }
BENCHMARK(extract_docx);
BENCHMARK(extract_odt);
BENCHMARK(extract_rtf);
BENCHMARK(extract_doc)->UseRealTime();

double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

// Ten typeset pages. "own_share" is the part of the time in which this process works, starting the child and reading
// what it prints included; the rest is pdftotext's.
void extract_pdf(benchmark::State& state) {
  std::vector<std::vector<fetchers::testing::Piece>> pages(10);
  Prose prose(1);
  for (auto& page : pages) {
    double top = 80;
    for (const std::string& paragraph : prose.paragraphs(3'600)) {
      for (std::size_t at = 0; at < paragraph.size(); at += 75, top += 11) {
        page.push_back({150, top, 9, paragraph.substr(at, 75)});
      }
    }
  }
  const std::string bytes = fetchers::testing::make_pdf(pages);
  (void)fetchers::extract(bytes, fetchers::Format::pdf);  // loads the word list
  double own = 0;
  double all = 0;
  for (auto _ : state) {
    const auto begin = std::chrono::steady_clock::now();
    const double before = thread_seconds();
    benchmark::DoNotOptimize(fetchers::extract(bytes, fetchers::Format::pdf));
    own += thread_seconds() - before;
    all += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  }
  count(state, bytes.size());
  state.counters["own_share"] = own / all;
}
BENCHMARK(extract_pdf)->UseRealTime();

// What becomes of one paper before it is stored.
void read_official_xml(benchmark::State& state) {
  const std::string bytes = official_xml(1, kPaperBytes);
  for (auto _ : state) {
    const auto extraction = fetchers::extract(bytes, fetchers::Format::official_xml);
    benchmark::DoNotOptimize(publications::recognise(extraction.text, {"paper.xml", extraction.facts}));
  }
  count(state, bytes.size());
}
BENCHMARK(read_official_xml);

// The same of papers that a publisher sent, all that are between 15 and 40 kB, where they are there.
void read_recorded_xml(benchmark::State& state) {
  std::vector<std::string> papers;
  std::size_t bytes = 0;
  const std::filesystem::path folder = tests::source_dir() + "/../shared/recorded";
  for (const char* kind : {"op_xml", "handelingen_xml"}) {
    if (!std::filesystem::is_directory(folder / kind)) continue;
    for (const auto& entry : std::filesystem::directory_iterator(folder / kind)) {
      if (entry.path().extension() != ".xml" || entry.file_size() < 15'000 || entry.file_size() > 40'000) continue;
      papers.push_back(bytes_of(entry.path()));
      bytes += papers.back().size();
    }
  }
  if (papers.empty()) return state.SkipWithError("no recorded papers here");
  for (auto _ : state) {
    for (const auto& paper : papers) {
      const auto extraction = fetchers::extract(paper, fetchers::Format::official_xml);
      benchmark::DoNotOptimize(publications::recognise(extraction.text, {"paper.xml", extraction.facts}));
    }
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * state.iterations());
  state.SetItemsProcessed(static_cast<std::int64_t>(papers.size()) * state.iterations());
}
BENCHMARK(read_recorded_xml);

publications::Text letter_text() { return fetchers::extract(letter(1), fetchers::Format::plain).text; }

void recognise(benchmark::State& state) {
  const auto text = letter_text();
  for (auto _ : state) benchmark::DoNotOptimize(publications::recognise(text, {"letter.txt", {}}));
  count(state, publications::to_plain(text).size());
}
void find_references(benchmark::State& state) {
  const auto text = letter_text();
  for (auto _ : state) benchmark::DoNotOptimize(publications::find_references(text));
  count(state, publications::to_plain(text).size());
}
void facts_json(benchmark::State& state) {
  const auto reading = publications::recognise(letter_text(), {"letter.txt", {}});
  std::size_t bytes = 0;
  for (auto _ : state) bytes = publications::to_sorted_lines(publications::to_json(reading)).size();
  count(state, bytes);
}
void normalise(benchmark::State& state) {
  const auto text = letter_text();
  for (auto _ : state) benchmark::DoNotOptimize(diff::normalise(text));
  count(state, publications::to_plain(text).size());
}
void to_markdown(benchmark::State& state) {
  const auto text = letter_text();
  for (auto _ : state) benchmark::DoNotOptimize(publications::to_markdown(text));
  count(state, publications::to_plain(text).size());
}
void from_markdown(benchmark::State& state) {
  const auto markdown = publications::to_markdown(letter_text());
  for (auto _ : state) benchmark::DoNotOptimize(publications::from_markdown(markdown));
  count(state, markdown.size());
}
BENCHMARK(recognise);
BENCHMARK(find_references);
BENCHMARK(facts_json);
BENCHMARK(normalise);
BENCHMARK(to_markdown);
BENCHMARK(from_markdown);

}  // namespace
}  // namespace griffier::bench
