#include "store/backup.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <system_error>

#include "store/archive/archive.h"
#include "store/durable.h"
#include "store/registrar.h"

namespace griffier::store {
namespace {

namespace fs = std::filesystem;

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;

Database open(const fs::path& file, int flags) {
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &raw, flags, nullptr);
  Database database(raw);
  if (code != SQLITE_OK)
    throw std::runtime_error(
        fmt::format("{}: {}", file.string(), raw == nullptr ? "out of memory" : sqlite3_errmsg(raw)));
  return database;
}

// The commit that the database names as newest; empty when there is none.
std::string newest_commit(sqlite3* database) {
  std::string commit;
  char* message = nullptr;
  const auto take = [](void* into, int, char** values, char**) {
    *static_cast<std::string*>(into) = values[0] != nullptr ? values[0] : "";
    return 0;
  };
  const int code = sqlite3_exec(database, "SELECT commit_id FROM archive_head", take, &commit, &message);
  const std::string reason = message != nullptr ? message : sqlite3_errstr(code);
  sqlite3_free(message);
  if (code != SQLITE_OK) throw std::runtime_error("griffier.db: " + reason);
  return commit;
}

// Returns the newest commit that the copy names.
std::string copy_database(const fs::path& from, const fs::path& to) {
  const auto source = open(from, SQLITE_OPEN_READONLY);
  const auto target = open(to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  sqlite3_busy_timeout(source.get(), 10'000);
  sqlite3_backup* backup = sqlite3_backup_init(target.get(), "main", source.get(), "main");
  if (backup == nullptr) throw std::runtime_error(fmt::format("{}: {}", to.string(), sqlite3_errmsg(target.get())));
  const int stepped = sqlite3_backup_step(backup, -1);
  const int finished = sqlite3_backup_finish(backup);
  if (stepped != SQLITE_DONE || finished != SQLITE_OK)
    throw std::runtime_error(
        fmt::format("{}: {}", to.string(), sqlite3_errstr(stepped == SQLITE_DONE ? finished : stepped)));
  return newest_commit(target.get());
}

// Files that a writer is still making are not part of the record.
bool is_temporary(const fs::path& file) {
  const auto name = file.filename().string();
  return name.starts_with("tmp_") || name.ends_with(".lock") || name.ends_with(".tmp");
}

void copy_tree(const fs::path& from, const fs::path& to, BackupReport& report) {
  fs::create_directories(to);
  for (auto entry = fs::recursive_directory_iterator(from); entry != fs::recursive_directory_iterator(); ++entry) {
    const auto target = to / entry->path().lexically_relative(from);
    if (entry->is_directory()) {
      fs::create_directories(target);
      continue;
    }
    if (!entry->is_regular_file() || is_temporary(entry->path())) continue;
    std::error_code error;
    fs::copy_file(entry->path(), target, error);
    // Maintenance may pack a loose object between the listing and the copy: its pack is copied by then or named below.
    if (error == std::errc::no_such_file_or_directory) continue;
    if (error) throw std::system_error(error, target.string());
    ++report.files;
    report.bytes += fs::file_size(target);
  }
}

// packed-refs without refs/heads/main and the line of what it peels to.
void forget_packed_ref(const fs::path& file) {
  if (!fs::exists(file)) return;
  std::string kept;
  bool dropped = false;
  std::ifstream lines(file, std::ios::binary);
  for (std::string line; std::getline(lines, line);) {
    dropped = line.ends_with(" refs/heads/main") || (dropped && line.starts_with("^"));
    if (!dropped) kept += line + "\n";
  }
  lines.close();
  write_durably(file, kept);
}

// The ref was copied after the database and may be newer: the copy says what its own database says.
void set_ref(const fs::path& source, const fs::path& copy, const std::string& head) {
  forget_packed_ref(copy / "packed-refs");
  if (head.empty()) {
    fs::remove(copy / "refs" / "heads" / "main");
    return;
  }
  fs::create_directories(copy / "refs" / "heads");  // git may have packed all refs
  Archive archive(copy, false);
  if (archive.has_commit(head)) {
    archive.set_head(head);
    return;
  }
  if (!Archive(source, false).has_commit(head)) {
    throw DamagedError(
        fmt::format("archive: commit {} that the record names isn't in {}; restore the archive from an earlier backup",
                    head, source.string()));
  }
  throw std::runtime_error(fmt::format(
      "{}: the archive was packed while it was copied; remove this copy and run the backup again", copy.string()));
}

bool is_inside(const fs::path& path, const fs::path& directory) {
  const fs::path inner = fs::weakly_canonical(fs::absolute(path));
  const fs::path outer = fs::weakly_canonical(fs::absolute(directory) / "");
  const fs::path whole = outer.has_filename() ? outer : outer.parent_path();
  return std::mismatch(whole.begin(), whole.end(), inner.begin(), inner.end()).first == whole.end();
}

}  // namespace

BackupReport backup(const fs::path& state_dir, const fs::path& directory) {
  if (fs::exists(directory) && !fs::is_empty(directory))
    throw std::runtime_error(fmt::format("{}: a backup goes into a new or empty directory", directory.string()));
  if (is_inside(directory, state_dir))
    throw std::runtime_error(fmt::format("{}: a backup goes outside the state directory", directory.string()));
  if (!fs::exists(state_dir / "griffier.db"))
    throw std::runtime_error(fmt::format("{}: no griffier.db here", state_dir.string()));
  fs::create_directories(directory);
  BackupReport report;
  const std::string head = copy_database(state_dir / "griffier.db", directory / "griffier.db");
  report.files = 1;
  report.bytes = fs::file_size(directory / "griffier.db");
  if (fs::exists(state_dir / "originals")) copy_tree(state_dir / "originals", directory / "originals", report);
  copy_tree(state_dir / "archive.git", directory / "archive.git", report);
  set_ref(state_dir / "archive.git", directory / "archive.git", head);
  return report;
}

}  // namespace griffier::store
