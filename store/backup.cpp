#include "store/backup.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <memory>
#include <stdexcept>
#include <system_error>

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

void copy_database(const fs::path& from, const fs::path& to) {
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

}  // namespace

BackupReport backup(const fs::path& state_dir, const fs::path& directory) {
  if (fs::exists(directory) && !fs::is_empty(directory))
    throw std::runtime_error(fmt::format("{}: a backup goes into a new or empty directory", directory.string()));
  if (!fs::exists(state_dir / "griffier.db"))
    throw std::runtime_error(fmt::format("{}: no griffier.db here", state_dir.string()));
  fs::create_directories(directory);
  BackupReport report;
  copy_database(state_dir / "griffier.db", directory / "griffier.db");
  report.files = 1;
  report.bytes = fs::file_size(directory / "griffier.db");
  if (fs::exists(state_dir / "originals")) copy_tree(state_dir / "originals", directory / "originals", report);
  copy_tree(state_dir / "archive.git", directory / "archive.git", report);
  return report;
}

}  // namespace griffier::store
