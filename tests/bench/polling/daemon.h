// `griffier run` as it is measured from outside: its processor time, its memory, its record.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "store/record/sqlite.h"

namespace griffier::bench {

class Daemon {
 public:
  // Starts it with griffier.toml of `folder`, the state in `folder`/state and what it says in `folder`/log. Throws
  // std::system_error when there can be no process.
  Daemon(const std::string& program, const std::filesystem::path& folder);
  ~Daemon();  // ends it at once, if it still runs
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  // Asks it to stop and waits for that; throws std::runtime_error unless it ended well.
  void stop();
  // Throws std::runtime_error with the end of its log when it is there no more.
  void expect_running();
  [[nodiscard]] double processor_seconds() const;  // user and system, of all threads, in steps of 10 ms
  [[nodiscard]] double resident_kb() const;
  // Its record, once its sources stand in it; throws std::runtime_error when that takes too long.
  [[nodiscard]] std::unique_ptr<store::Database> record();

 private:
  [[nodiscard]] std::string log_end() const;

  std::filesystem::path folder_;
  pid_t pid_ = -1;
};

// Of the system's clock, which is what the record holds.
[[nodiscard]] std::int64_t now_ms();
// "1.23 4.56 7.89", the machine's load over 1, 5 and 15 minutes.
[[nodiscard]] std::string load_average();

}  // namespace griffier::bench
