#include "store/record/sqlite.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cerrno>
#include <new>
#include <stdexcept>
#include <system_error>

#include "store/registrar.h"

namespace griffier::store {
namespace {

std::string file_of(sqlite3* db) {
  const char* name = db != nullptr ? sqlite3_db_filename(db, "main") : nullptr;
  return name != nullptr && *name != '\0' ? name : "the database";
}

[[noreturn]] void throw_sqlite(int code, const std::string& file, std::string_view message, int system_error,
                               std::string_view doing) {
  const std::string what = fmt::format("{}: {}: {}", file, doing, message);
  switch (code & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      throw DamagedError(what + "; run `griffier rebuild` to make the database again from the archive");
    case SQLITE_FULL:
      throw std::system_error(ENOSPC, std::generic_category(), what);
    case SQLITE_IOERR:
      throw std::system_error(system_error != 0 ? system_error : EIO, std::generic_category(), what);
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
      throw std::system_error(system_error != 0 ? system_error : EACCES, std::generic_category(), what);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw std::runtime_error(what + "; another program holds it, try again later");
    case SQLITE_CONSTRAINT:
      throw std::invalid_argument(what);
    case SQLITE_NOMEM:
      throw std::bad_alloc();
    default:
      throw std::runtime_error(what);
  }
}

}  // namespace

void check_sqlite(int code, sqlite3* db, std::string_view doing) {
  if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) {
    return;
  }
  throw_sqlite(code, file_of(db), db != nullptr ? sqlite3_errmsg(db) : sqlite3_errstr(code),
               db != nullptr ? sqlite3_system_errno(db) : 0, doing);
}

void Statement::Finalise::operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }

Statement::Statement(sqlite3* db, std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  check_sqlite(
      sqlite3_prepare_v3(db, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr),
      db, "preparing a query");
  statement_.reset(statement);
}

bool Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) {
    return true;
  }
  if (code == SQLITE_DONE) {
    sqlite3_reset(statement_.get());
    return false;
  }
  sqlite3* const database = db();
  const std::string message = sqlite3_errmsg(database);
  const int system_error = sqlite3_system_errno(database);
  sqlite3_reset(statement_.get());  // an open failed statement would keep its transaction from rolling back
  throw_sqlite(code, file_of(database), message, system_error,
               sqlite3_stmt_readonly(statement_.get()) != 0 ? "reading" : "writing");
}

void Statement::reset() noexcept { sqlite3_reset(statement_.get()); }

void Statement::bind(int index, std::string_view text) {
  // A null pointer would bind NULL, an empty text is not that.
  const char* const data = text.data() != nullptr ? text.data() : "";
  check_sqlite(sqlite3_bind_text64(statement_.get(), index, data, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8), db(),
               "binding a text");
}
void Statement::bind(int index, std::nullopt_t /*null*/) {
  check_sqlite(sqlite3_bind_null(statement_.get(), index), db(), "binding a value");
}
void Statement::bind_pointer(int index, void* pointer, const char* type) {
  check_sqlite(sqlite3_bind_pointer(statement_.get(), index, pointer, type, nullptr), db(), "binding a pointer");
}
void Statement::bind_integer(int index, std::int64_t value) {
  check_sqlite(sqlite3_bind_int64(statement_.get(), index, value), db(), "binding a number");
}

std::string_view Statement::view(int column) const {
  const void* const data = sqlite3_column_blob(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return data != nullptr ? std::string_view(static_cast<const char*>(data), static_cast<std::size_t>(size))
                         : std::string_view();
}
std::string Statement::text(int column) const {
  const unsigned char* const data = sqlite3_column_text(statement_.get(), column);  // numbers become text first
  return data != nullptr ? std::string(view(column)) : std::string();
}
std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }
bool Statement::is_null(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }
int Statement::columns() const { return sqlite3_column_count(statement_.get()); }
sqlite3* Statement::db() const { return sqlite3_db_handle(statement_.get()); }

void Database::Close::operator()(sqlite3* db) const noexcept { sqlite3_close_v2(db); }

Database::Database(const std::filesystem::path& file, Mode mode) : file_(file) {
  sqlite3* db = nullptr;
  const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                    (mode == Mode::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  const int code = sqlite3_open_v2(file.c_str(), &db, flags, nullptr);
  db_.reset(db);
  if (code != SQLITE_OK) {
    throw_sqlite(code, file.string(), db != nullptr ? sqlite3_errmsg(db) : sqlite3_errstr(code),
                 db != nullptr ? sqlite3_system_errno(db) : 0, "opening");
  }
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  execute(
      "PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
      "PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY;");
  if (mode == Mode::read_write && !file.empty()) {
    // 16 MiB of log before a checkpoint: groups of long texts would otherwise checkpoint every few documents.
    execute(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4096;"
        "PRAGMA journal_size_limit = 67108864;");
  }
}

Borrowed Database::use(const char* sql) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    found = statements_.emplace(sql, Statement(handle(), sql)).first;
  }
  found->second.reset();
  return Borrowed(found->second);
}

void Database::execute(const char* sql) {
  check_sqlite(sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr), handle(), "executing");
}
std::int64_t Database::changes() const { return sqlite3_changes64(handle()); }
std::int64_t Database::last_row() const { return sqlite3_last_insert_rowid(handle()); }

Transaction::Transaction(sqlite3* db, Kind kind) : db_(db) {
  check_sqlite(sqlite3_exec(db, kind == Kind::write ? "BEGIN IMMEDIATE" : "BEGIN DEFERRED", nullptr, nullptr, nullptr),
               db, "beginning a transaction");
}
Transaction::~Transaction() {
  if (open_ && sqlite3_get_autocommit(db_) == 0) {
    sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
  }
}
void Transaction::commit() {
  check_sqlite(sqlite3_exec(db_, "COMMIT", nullptr, nullptr, nullptr), db_, "committing");
  open_ = false;
}

}  // namespace griffier::store
