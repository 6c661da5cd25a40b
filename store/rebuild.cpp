// griffier.db again from the archive.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <memory>
#include <system_error>

#include "store/archive/archive.h"
#include "store/condition.h"
#include "store/durable.h"
#include "store/integrity.h"
#include "store/record/carry_over.h"
#include "store/record/parts.h"
#include "store/record/questions.h"
#include "store/record/schema.h"
#include "store/record/tokenizer.h"
#include "store/record/watches.h"
#include "store/replay.h"

namespace griffier::store {
namespace {

namespace fs = std::filesystem;

constexpr std::array kParts = {"", "-wal", "-shm"};  // a database is these files

fs::path part(const fs::path& file, const char* suffix) { return file.string() + suffix; }

void remove_database(const fs::path& file) {
  for (const char* suffix : kParts) {
    fs::remove(part(file, suffix));
  }
}

// A name for the old database that is not in use: griffier.db.before-rebuild-20240919T140307Z.
fs::path free_name(const fs::path& file) {
  std::string now =
      publications::iso_instant(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
  std::erase_if(now, [](char c) { return c == '-' || c == ':'; });
  const std::string base = fmt::format("{}.before-rebuild-{}", file.string(), now);
  fs::path name = base;
  for (int i = 2; fs::exists(name); ++i) {
    name = fmt::format("{}-{}", base, i);
  }
  return name;
}

struct Old {
  std::vector<WatchRow> watches;
  QuestionChoices questions;
  std::string head;
  bool present = false;  // and not blank
  bool readable = false;
  bool knows_ref = false;
};

// What only the old database knows, if it can still be read. Its log is folded in on closing.
Old read_old(const fs::path& file, const std::string& ref) {
  Old old;
  try {
    old.present = fs::exists(file);
    old.present = old.present && !is_blank(file);
    if (old.present) {
      Record record(file, false);
      old.watches = Watches(record).list();
      old.questions = question_choices(record);
      old.head = record.head();
      Statement known(record.handle(), "SELECT 1 FROM revisions WHERE commit_id = ?");
      old.knows_ref = ref.empty() || known.with(ref).step();
      old.readable = true;
    }
  } catch (const std::exception& error) {
    if (is_access_problem(error)) {
      throw;
    }
    old.knows_ref = false;  // damaged: that is why it is made again
  }
  return old;
}

void sync_file(const fs::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);  // NOLINT: open is variadic
  const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  const int reason = errno;
  if (descriptor >= 0) {
    ::close(descriptor);
  }
  if (!synced) {
    throw std::system_error(reason, std::generic_category(), "syncing " + file.string());
  }
}

std::size_t make_anew(const fs::path& file, const Archive& archive, const std::string& head, const Old& old,
                      const fs::path& replaced, const std::function<void(std::size_t, std::size_t)>& progress) {
  remove_database(file);
  std::size_t revisions = 0;
  {
    Database db(file, Database::Mode::read_write);
    db.execute("PRAGMA synchronous = OFF");  // nothing counts until the file is in its place
    register_search(db.handle());
    migrate(db);
    apply_question_choices(db, old.questions);
    Replay how;
    how.progress = progress;
    revisions = replay(archive, head, db, how);
    apply_noted_passings(db, old.questions);
    if (!old.readable || !carry_over(db, replaced)) {
      assume_baselines(db);
    }
    if (!old.readable) {
      assume_noted_passings(db);
    }
    for (const WatchRow& watch : old.watches) {
      db.use("INSERT INTO watches(name, definition, added_at) VALUES(?, ?, ?)")
          ->with(watch.name, watch.definition, watch.added_at)
          .run();
    }
    Statement(db.handle(), "PRAGMA wal_checkpoint(TRUNCATE)").run();
  }
  sync_file(file);
  return revisions;
}

// Made from an archive that has lost revisions, the new record would hide that.
void require_archive(const fs::path& dir) {
  if (!archive_is_there(dir)) {
    throw DamagedError(
        fmt::format("archive: {} is missing; restore it from a backup or a clone, then rebuild", dir.string()));
  }
}
void require_whole(const Archive& archive, const std::string& ref, const Old& old, const fs::path& file) {
  if (!old.head.empty() && !archive.has_commit(old.head)) {
    throw DamagedError(
        fmt::format("archive: commit {} that {} names as newest is missing; restore the archive from a backup or a "
                    "clone, or move {} away to make the record of what is left",
                    old.head, file.string(), file.filename().string()));
  }
  if (ref.empty() && old.present && !old.readable) {
    throw DamagedError(
        fmt::format("archive: it has no revisions, and {} can't be read to say whether it had; restore both from a "
                    "backup, or move {} away to begin anew",
                    file.string(), file.filename().string()));
  }
}

}  // namespace

std::size_t rebuild(const fs::path& state_dir, const std::function<void(std::size_t, std::size_t)>& progress) {
  if (!fs::is_directory(state_dir)) {
    throw std::runtime_error(fmt::format("there is no state directory {}; name it with --state or in the configuration",
                                         state_dir.string()));
  }
  const StateLock lock(state_dir);
  require_archive(state_dir / "archive.git");
  Archive archive(state_dir / "archive.git", false);
  const fs::path file = state_dir / "griffier.db";
  std::string head = archive.head();
  const Old old = read_old(file, head);
  require_whole(archive, head, old, file);
  if (old.knows_ref && !old.head.empty() && old.head != head && archive.has_commit(old.head)) {
    archive.set_head(old.head);  // a crash came before the ref moved
    head = old.head;
  }
  const fs::path anew = file.string() + ".anew";
  std::size_t revisions = 0;
  try {
    revisions = make_anew(anew, archive, head, old, file, progress);
  } catch (...) {
    std::error_code ignored;
    for (const char* suffix : kParts) {
      fs::remove(part(anew, suffix), ignored);
    }
    throw;
  }
  const fs::path kept = free_name(file);
  for (const char* suffix : kParts) {
    if (fs::exists(part(file, suffix))) {
      fs::rename(part(file, suffix), part(kept, suffix));
    }
  }
  fs::rename(anew, file);
  sync_directory(state_dir);
  return revisions;
}

}  // namespace griffier::store
