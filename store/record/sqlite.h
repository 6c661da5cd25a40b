// SQLite behind owned handles: an open database, prepared statements, transactions. Errors become exceptions that name
// the file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

struct sqlite3;
struct sqlite3_stmt;

namespace griffier::store {

// Throws what the result code means: DamagedError for a damaged file, std::system_error for a full disk or an I/O
// error, std::invalid_argument for values that break a constraint, std::runtime_error otherwise. what() names the file
// and what was being done. Never returns on an error.
void check_sqlite(int code, sqlite3* db, std::string_view doing);

// One prepared statement. Not thread-safe.
class Statement {
 public:
  Statement(sqlite3* db, std::string_view sql);  // borrows db

  // Forgets the last run and binds all parameters, in order. Texts are copied; std::nullopt binds NULL.
  template <typename... Values>
  Statement& with(const Values&... values) {
    reset();
    int index = 0;
    (bind(++index, values), ...);
    return *this;
  }
  bool step();  // whether there is a row; after the last one the statement is reset
  void run() {
    while (step()) {
    }
  }
  void reset() noexcept;

  void bind(int index, std::string_view text);
  void bind(int index, std::nullopt_t);
  // For a function that takes the pointer from the query; `type` is a string literal and must be the same there.
  void bind_pointer(int index, void* pointer, const char* type);
  template <typename Integer>
  requires std::is_integral_v<Integer>
  void bind(int index, Integer value) { bind_integer(index, static_cast<std::int64_t>(value)); }
  template <typename Value>
  void bind(int index, const std::optional<Value>& value) {
    if (value) {
      bind(index, *value);
    } else {
      bind(index, std::nullopt);
    }
  }

  [[nodiscard]] std::string text(int column) const;       // NULL gives ""
  [[nodiscard]] std::string_view view(int column) const;  // until the next step
  [[nodiscard]] std::int64_t integer(int column) const;   // NULL gives 0
  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] int columns() const;
  [[nodiscard]] sqlite3* db() const;

 private:
  void bind_integer(int index, std::int64_t value);
  struct Finalise {
    void operator()(sqlite3_stmt* statement) const noexcept;
  };
  std::unique_ptr<sqlite3_stmt, Finalise> statement_;
};

// A kept statement while it is in use; reset when this goes, so that no read cursor stays open.
class Borrowed {
 public:
  explicit Borrowed(Statement& statement) : statement_(&statement) {}
  ~Borrowed() { statement_->reset(); }
  Borrowed(const Borrowed&) = delete;
  Borrowed& operator=(const Borrowed&) = delete;
  Statement* operator->() const { return statement_; }
  Statement& operator*() const { return *statement_; }

 private:
  Statement* statement_;
};

// An open database with its kept statements.
class Database {
 public:
  enum class Mode { read_only, read_write };
  // Opens with the connection's settings in place (foreign_keys, trusted_schema, busy_timeout; for writers WAL and
  // synchronous=FULL). Creates the file in read_write mode. "" opens a private temporary database.
  Database(const std::filesystem::path& file, Mode mode);

  // The statement for `sql`, prepared once. `sql` must be a string literal: it is kept by its address.
  [[nodiscard]] Borrowed use(const char* sql);
  void execute(const char* sql);               // any number of statements without results
  [[nodiscard]] std::int64_t changes() const;  // rows of the last statement
  [[nodiscard]] std::int64_t last_row() const;
  [[nodiscard]] sqlite3* handle() const { return db_.get(); }
  [[nodiscard]] const std::filesystem::path& file() const { return file_; }

 private:
  struct Close {
    void operator()(sqlite3* db) const noexcept;
  };
  std::filesystem::path file_;
  std::unique_ptr<sqlite3, Close> db_;
  std::map<const char*, Statement> statements_;  // closed before db_
};

// A transaction that is undone unless committed.
class Transaction {
 public:
  enum class Kind { write, read };
  explicit Transaction(sqlite3* db, Kind kind = Kind::write);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  sqlite3* db_;
  bool open_ = true;
};

// NULL in the database for what is empty here.
[[nodiscard]] inline std::optional<std::string_view> null_if_empty(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace griffier::store
