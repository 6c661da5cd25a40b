// Revisions made durable, one by one and in groups: the archive alone, archive and record together, and for reference
// plain rows in a plain SQLite table. On /var/tmp, which is a disk where /tmp may be memory.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "fetchers/extract/extract.h"
#include "publications/digest.h"
#include "publications/markdown.h"
#include "publications/reading_json.h"
#include "store/archive/archive.h"
#include "store/record/record.h"
#include "store/record/sqlite.h"
#include "store/registrar.h"
#include "tests/bench/papers.h"

namespace griffier::bench {
namespace {

class Folder {
 public:
  Folder() {
    std::string name = "/var/tmp/griffier-bench-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder can be made in /var/tmp");
    path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// Makes revisions of new documents; the costly texts are made once, and each document gets a number of its own in them.
class Letters {
 public:
  Letters() {
    for (std::size_t index = 0; index < 64; ++index) letters_.push_back(make(index));
  }
  store::NewRevision next() {
    store::NewRevision revision = letters_[made_ % letters_.size()];
    const std::string own = fmt::format("\nStuk {}.\n", made_);
    revision.document_id = letter_id(made_++);
    revision.text_markdown += own;
    revision.plain_text += own;
    revision.original.bytes += own;
    revision.original.sha256 = publications::sha256_hex(revision.original.bytes);
    revision.text_sha256 = publications::sha256_hex(revision.text_markdown);
    return revision;
  }

 private:
  static store::NewRevision make(std::size_t index) {
    const std::string bytes = letter(index);
    const auto text = fetchers::extract(bytes, fetchers::Format::plain).text;
    const auto reading = publications::recognise(text, {"letter.txt", {}});
    store::NewRevision revision;
    revision.change = "new";
    revision.source = revision.source_kind = "import";
    revision.source_url = "file:///letters/letter.txt";
    revision.observed_at = publications::Instant(std::chrono::seconds(1'738'580'000));
    revision.published_on = reading.date;
    revision.kind = reading.kind;
    revision.title = reading.title;
    revision.dossier = reading.dossier.value_or("");
    revision.text_markdown = publications::to_markdown(text);
    revision.plain_text = publications::to_plain(text);
    revision.facts_json = publications::to_sorted_lines(publications::to_json(reading));
    revision.original = {bytes, "text/plain", "original.txt", ""};
    revision.pipeline = "extract 1, normalise 1";
    revision.events.push_back({"document.published", "", "published"});
    return revision;
  }

  std::vector<store::NewRevision> letters_;
  std::size_t made_ = 0;
};

store::NewCommit commit_of(const store::NewRevision& revision) {
  store::NewCommit commit;
  commit.document_id = revision.document_id;
  commit.files = {{"metadata.json", revision.facts_json},
                  {"original.txt", revision.original.bytes},
                  {"text.md", revision.text_markdown}};
  commit.message = revision.document_id + ": published\n\nDocument: " + revision.document_id + "\nRevision: 1\n";
  commit.author_at = commit.committer_at = revision.observed_at;
  return commit;
}

void commit(benchmark::State& state) {
  const Folder folder;
  store::Archive archive(folder.path() / "archive.git", true);
  Letters letters;
  std::string head;
  const auto group = static_cast<std::size_t>(state.range(0));
  for (auto _ : state) {
    state.PauseTiming();
    std::vector<store::NewCommit> commits;
    for (std::size_t i = 0; i < group; ++i) commits.push_back(commit_of(letters.next()));
    state.ResumeTiming();
    head = archive.write(head, commits).back();
    archive.set_head(head);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void commit_and_record(benchmark::State& state) {
  const Folder folder;
  store::Registrar registrar(folder.path(), store::Open::read_write);
  Letters letters;
  const auto group = static_cast<std::size_t>(state.range(0));
  for (auto _ : state) {
    state.PauseTiming();
    std::vector<store::NewRevision> revisions;
    for (std::size_t i = 0; i < group; ++i) revisions.push_back(letters.next());
    state.ResumeTiming();
    benchmark::DoNotOptimize(registrar.write(revisions));
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void index_text(benchmark::State& state) {
  const Folder folder;
  store::Registrar registrar(folder.path(), store::Open::read_write);
  Letters letters;
  const auto group = static_cast<std::size_t>(state.range(0));
  for (auto _ : state) {
    state.PauseTiming();
    std::vector<store::NewRevision> revisions;
    for (std::size_t i = 0; i < group; ++i) revisions.push_back(letters.next());
    benchmark::DoNotOptimize(registrar.write(revisions));
    state.ResumeTiming();
    registrar.record().index_pending(static_cast<int>(group));
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

// range(0) rows a transaction, with the text (range(1) = 1) or without.
void plain_sqlite(benchmark::State& state) {
  const Folder folder;
  store::Database db(folder.path() / "plain.db", store::Database::Mode::read_write);
  db.execute("CREATE TABLE revisions(id TEXT PRIMARY KEY, revision INTEGER, sha TEXT, title TEXT, text BLOB)");
  store::Statement insert(db.handle(), "INSERT INTO revisions VALUES(?, 1, ?, ?, ?)");
  Letters letters;
  for (auto _ : state) {
    state.PauseTiming();
    std::vector<store::NewRevision> revisions;
    for (std::int64_t i = 0; i < state.range(0); ++i) revisions.push_back(letters.next());
    state.ResumeTiming();
    store::Transaction transaction(db.handle());
    for (const auto& revision : revisions) {
      insert.with(revision.document_id, revision.text_sha256, revision.title,
                  state.range(1) == 1 ? revision.plain_text : std::string());
      insert.run();
    }
    transaction.commit();
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

BENCHMARK(commit)->Arg(1)->Arg(256)->ArgName("group")->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(commit_and_record)->Arg(1)->Arg(256)->ArgName("group")->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(index_text)->Arg(256)->ArgName("group")->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(plain_sqlite)
    ->ArgsProduct({{1, 256}, {0, 1}})
    ->ArgNames({"group", "text"})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace griffier::bench
