#include "store/registrar.h"

#include <fmt/format.h>

#include <set>
#include <system_error>

#include "store/archive/archive.h"
#include "store/commit_form.h"
#include "store/condition.h"
#include "store/durable.h"
#include "store/record/entry.h"
#include "store/record/parts.h"
#include "store/record/record.h"

namespace griffier::store {
namespace {

// A check of a larger file would hold up every start; damage in it shows when it is read, and in `griffier verify`.
constexpr std::uintmax_t kCheckedAtStart = std::uintmax_t{64} << 20;

namespace fs = std::filesystem;

fs::path prepared(const fs::path& state_dir, Open mode) {
  if (mode == Open::read_write) {
    create_directories_durably(state_dir);
  } else if (!fs::is_directory(state_dir)) {
    throw std::runtime_error(fmt::format("there is no state directory {}; name it with --state or in the configuration",
                                         state_dir.string()));
  }
  return state_dir;
}

fs::path archive_dir(const fs::path& state_dir) { return state_dir / "archive.git"; }
fs::path record_file(const fs::path& state_dir) { return state_dir / "griffier.db"; }

std::string ref_of(Archive& archive) {
  try {
    return archive.head();
  } catch (const std::exception&) {
    return {};  // a ref torn by a crash is written anew
  }
}

// git's own lock files outlive a crash and refuse every later change. Ours is the state directory's lock: whoever holds
// it is the only writer.
void remove_stale_locks(const fs::path& archive) {
  std::error_code ignored;
  for (const auto* name : {"config.lock", "HEAD.lock", "packed-refs.lock", "description.lock", "refs/heads/main.lock"})
    fs::remove(archive / name, ignored);
}

// The archive, when the state directory is fit to be opened. To read, not before it is asked for where there is a
// record: starting libgit2 reads the certificates of the machine, which takes as long as most of what is asked of a
// record.
std::unique_ptr<Archive> open_archive(const fs::path& state_dir, Open mode) {
  const fs::path file = record_file(state_dir);
  const bool blank = is_blank(file, mode == Open::read_write);
  const bool has_record = fs::exists(file) && !blank;
  const bool has_archive = archive_is_there(archive_dir(state_dir));
  const auto nothing_yet = [&] {
    return std::runtime_error(
        fmt::format("{} holds no record yet; import something or run griffier first", state_dir.string()));
  };
  if (mode == Open::read_only && !has_archive && !has_record) {
    throw nothing_yet();
  }
  if (has_record && !has_archive) {
    throw DamagedError(
        fmt::format("archive: {} is missing; restore it from a backup", archive_dir(state_dir).string()));
  }
  if (mode == Open::read_only && has_record) return nullptr;
  if (mode == Open::read_write) remove_stale_locks(archive_dir(state_dir));
  auto archive = std::make_unique<Archive>(archive_dir(state_dir), mode == Open::read_write);
  if (!has_record && !ref_of(*archive).empty()) {
    throw DamagedError(
        fmt::format("record: {} is {} and the archive has revisions; run `griffier rebuild` to make it again",
                    file.string(), blank ? "empty" : "missing"));
  }
  if (!has_record && mode == Open::read_only) {
    throw nothing_yet();
  }
  return archive;
}

void quick_check(Record& record, const fs::path& file) {
  if (fs::file_size(file) > kCheckedAtStart) {
    return;
  }
  Statement check(record.handle(), "PRAGMA quick_check(1)");
  if (check.step() && check.text(0) != "ok") {
    throw DamagedError(
        fmt::format("record: {} is damaged ({}); run `griffier rebuild` to make it again from the archive",
                    file.string(), check.text(0)));
  }
}

}  // namespace

struct Registrar::Parts {
  Parts(const fs::path& dir, Open mode)
      : state_dir(prepared(dir, mode)),
        lock(mode == Open::read_write ? std::make_unique<StateLock>(dir) : nullptr),
        archive(open_archive(dir, mode)),
        record(record_file(dir), mode == Open::read_only) {
    if (mode == Open::read_write) {
      quick_check(record, record_file(dir));
      sync_directory(dir);  // the names of what was just made
      repair();
    } else if (record.head().empty() && !ref_of(opened()).empty()) {  // the ref moves last
      without_revisions();
    }
  }

  Archive& opened() {
    if (!archive) archive = std::make_unique<Archive>(archive_dir(state_dir), false);
    return *archive;
  }

  [[noreturn]] void without_revisions() const {
    throw DamagedError(
        fmt::format("record: {} is empty and the archive has revisions; run `griffier rebuild` to make it again",
                    record_file(state_dir).string()));
  }

  // Sets the ref to the head that SQLite names.
  void repair() {
    const std::string head = record.head();
    const std::string ref = ref_of(*archive);
    if (head == ref) {
      if (!head.empty() && !archive->has_commit(head)) {
        missing(head);
      }
      return;
    }
    if (head.empty()) {
      without_revisions();
    }
    if (!archive->has_commit(head)) {
      missing(head);
    }
    if (!ref.empty() && !knows_commit(ref)) {
      throw DamagedError(
          fmt::format("record: {} doesn't know commit {} of the archive and may be an older copy; run `griffier "
                      "rebuild` to make it again",
                      record_file(state_dir).string(), ref));
    }
    archive->set_head(head);
  }
  [[noreturn]] void missing(const std::string& commit) const {
    throw DamagedError(fmt::format(
        "archive: commit {} that the record names isn't in {}; restore the archive from a backup, then run `griffier "
        "rebuild`",
        commit, archive_dir(state_dir).string()));
  }
  bool knows_commit(const std::string& commit) {
    Statement query(record.handle(), "SELECT 1 FROM revisions WHERE commit_id = ?");
    return query.with(commit).step();
  }

  fs::path state_dir;
  std::unique_ptr<StateLock> lock;
  std::unique_ptr<Archive> archive;
  Record record;
  bool ref_is_behind = false;  // a failed move of the ref, made good by the next write
};

namespace {

Given given_for(Record& record, const NewRevision& revision, const fs::path& state_dir) {
  Given given;
  if (auto last = record.last_revision(revision.document_id)) {
    given.revision = last->revision + 1;
    given.last = std::move(*last);
    given.published_on = record.document(revision.document_id)->published_on;
  }
  const Original& original = revision.original;
  given.original_bytes = original.bytes.size();
  if (original.bytes.empty() && original.archive_name.empty() && !original.sha256.empty() &&
      revision.change != "withdrawn") {
    std::error_code error;
    given.original_bytes = static_cast<std::size_t>(fs::file_size(original_path(state_dir, original.sha256), error));
    if (error) {
      throw std::invalid_argument(
          fmt::format("{}: the original {} is neither given nor kept", revision.document_id, original.sha256));
    }
  }
  return given;
}

void keep_progress(Database& db, const SourceProgress& progress) {
  db.use(
        "INSERT INTO sources(source, kind, state, cursor, baseline_done) VALUES(?, ?, 'waiting', ?, ?)"
        " ON CONFLICT(source) DO UPDATE SET cursor = coalesce(excluded.cursor, cursor),"
        " baseline_done = max(baseline_done, excluded.baseline_done)")
      ->with(progress.source, progress.kind, null_if_empty(progress.cursor), progress.baseline_done)
      .run();
}

void keep_validators(Database& db, const Validators& validators) {
  db.use(
        "INSERT OR REPLACE INTO validators(source, url, document_id, etag, last_modified, body_sha256, media_type,"
        " bytes, checked_ms, whole_ms, text_sha256, facts_sha256, revision)"
        " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
        "  coalesce(nullif(?13, 0), (SELECT revisions FROM documents WHERE document_id = ?3)))")
      ->with(validators.source, validators.url, validators.document_id, validators.etag, validators.last_modified,
             validators.body_sha256, validators.media_type, static_cast<std::int64_t>(validators.bytes),
             validators.checked_at.time_since_epoch().count(), validators.whole_at.time_since_epoch().count(),
             null_if_empty(validators.text_sha256), null_if_empty(validators.facts_sha256), validators.revision)
      .run();
}

void require_distinct(std::span<const NewRevision> group) {
  std::set<std::string_view> seen;
  for (const NewRevision& revision : group) {
    if (!seen.insert(revision.document_id).second) {
      throw std::invalid_argument(fmt::format("{}: two revisions in one group", revision.document_id));
    }
  }
}

}  // namespace

Registrar::Registrar(const fs::path& state_dir, Open mode) : parts_(std::make_unique<Parts>(state_dir, mode)) {}
Registrar::~Registrar() = default;

std::optional<Original> Registrar::last_original(const std::string& document_id) {
  const auto last = parts_->record.last_revision(document_id);
  if (!last) return std::nullopt;
  const auto metadata = parts_->opened().read(last->commit_id, document_id, "metadata.json");
  const auto note = original_of(metadata.value_or("{}"));
  if (note.sha256.empty()) return std::nullopt;
  Original original;
  original.sha256 = note.sha256;
  original.media_type = note.media_type;
  if (note.stored_as.starts_with("originals/")) {
    original.bytes = read_file(original_path(parts_->state_dir, note.sha256));
    return original;
  }
  original.archive_name = note.stored_as;
  auto bytes = parts_->opened().read(last->commit_id, document_id, note.stored_as);
  if (!bytes) throw DamagedError(fmt::format("archive: {} of {} isn't there", note.stored_as, document_id));
  original.bytes = std::move(*bytes);
  return original;
}

Record& Registrar::record() { return parts_->record; }
Archive& Registrar::archive() { return parts_->opened(); }
const fs::path& Registrar::state_dir() const { return parts_->state_dir; }

std::vector<Recorded> Registrar::write(std::span<const NewRevision> group, std::span<const SourceProgress> progress,
                                       std::span<const Validators> validators) {
  Record& record = parts_->record;
  const auto after = [&](const char* step) {
    if (after_step) {
      after_step(step);
    }
  };
  if (!parts_->lock) {
    throw std::logic_error("the state directory is open for reading only");
  }
  require_distinct(group);
  if (parts_->ref_is_behind) {
    parts_->archive->set_head(record.head());
    parts_->ref_is_behind = false;
  }

  std::vector<Entry> entries;
  std::vector<NewCommit> commits;
  for (const NewRevision& revision : group) {
    const Given given = given_for(record, revision, parts_->state_dir);
    entries.push_back(to_entry(revision, given));
    commits.push_back(to_commit(revision, entries.back(), given));
  }
  for (std::size_t i = 0; i < group.size(); ++i) {
    const Original& original = group[i].original;
    if (original.archive_name.empty() && !original.bytes.empty() && !entries[i].is_withdrawal()) {
      keep_original(parts_->state_dir, entries[i].body_sha256, original.bytes);
    }
  }
  if (!commits.empty()) {
    const std::vector<std::string> ids = parts_->archive->write(record.head(), commits);
    for (std::size_t i = 0; i < entries.size(); ++i) {
      entries[i].commit_id = ids.at(i);
    }
  }
  after("objects");

  Database& db = record.parts_->db;
  std::vector<Recorded> recorded;
  Transaction transaction(db.handle());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Entry& entry = entries[i];
    insert_deliveries(db.handle(), group[i].deliveries, enter(db, entry));
    Recorded& one = recorded.emplace_back(Recorded{entry.document_id, entry.revision, entry.commit_id, {}});
    for (const NewEvent& event : entry.events) {
      one.event_ids.push_back(event_id(entry, event));
    }
  }
  for (const SourceProgress& one : progress) {
    keep_progress(db, one);
  }
  for (const Validators& one : validators) {
    keep_validators(db, one);
  }
  if (!entries.empty()) {
    set_recorded_head(db, entries.back().commit_id);
  }
  transaction.commit();
  after("transaction");

  if (!entries.empty()) {
    try {
      parts_->archive->set_head(entries.back().commit_id);
    } catch (const std::exception&) {
      // The revisions exist already: failing now would say that they don't. The next write or start moves the ref.
      parts_->ref_is_behind = true;
    }
  }
  after("ref");
  return recorded;
}

}  // namespace griffier::store
