#include "store/replay.h"

#include <fmt/format.h>

#include <optional>
#include <stdexcept>

#include "publications/markdown.h"
#include "store/commit_form.h"
#include "store/registrar.h"

namespace griffier::store {
namespace {

constexpr std::size_t kBatch = 2000;  // commits a transaction

std::string file_at(const Archive& archive, const CommitInfo& commit, const std::string& document, const char* name) {
  auto bytes = archive.read(commit.id, document, name);
  if (!bytes) {
    throw DamagedError(fmt::format("archive: commit {} has no {} for {}; restore archive.git from a backup", commit.id,
                                   name, document));
  }
  return std::move(*bytes);
}

}  // namespace

std::size_t replay(const Archive& archive, const std::string& head, Database& db, const Replay& how) {
  std::size_t total = 0;
  if (how.progress) {
    archive.walk(head, [&](const CommitInfo&) { ++total; });
  }
  std::size_t done = 0;
  std::optional<Transaction> transaction;
  archive.walk(head, [&](const CommitInfo& commit) {
    if (!transaction) {
      transaction.emplace(db.handle());
    }
    const std::string document = document_of(commit);
    const std::string metadata = file_at(archive, commit, document, "metadata.json");
    Entry entry = read_entry(commit, metadata);
    if (how.with_texts && !entry.is_withdrawal()) {
      entry.plain_text =
          publications::to_plain(publications::from_markdown(file_at(archive, commit, document, "text.md")));
    }
    try {
      enter(db, entry);
    } catch (const std::invalid_argument& error) {
      throw DamagedError(fmt::format("archive: commit {} can't be recorded: {}", commit.id, error.what()));
    }
    if (how.each) {
      how.each(commit, entry, metadata);
    }
    if (++done % kBatch == 0) {
      transaction->commit();
      transaction.reset();
    }
    if (how.progress) {
      how.progress(done, total);
    }
  });
  if (!transaction) {
    transaction.emplace(db.handle());
  }
  if (!head.empty()) {
    set_recorded_head(db, head);
  }
  transaction->commit();
  return done;
}

}  // namespace griffier::store
