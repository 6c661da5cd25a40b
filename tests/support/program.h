// Runs the program as a user would: griffier with arguments, its output, its exit code, its record afterwards.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace griffier::tests {

// A folder of its own under the system's temporary one, removed at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  std::filesystem::path write(const std::string& name, const std::string& content) const;
  [[nodiscard]] std::string read(const std::string& name) const;

 private:
  std::filesystem::path path_;
};

struct Ran {
  int exit_code = -1;  // 128 + signal when a signal ended it
  std::string out, err;
};

// Runs argv[0] (looked up in PATH) to its end; `environment` is added to this process's own.
[[nodiscard]] Ran run(const std::vector<std::string>& argv, const std::map<std::string, std::string>& environment = {});
// The same for griffier, with --state.
[[nodiscard]] Ran griffier(const std::filesystem::path& state, std::vector<std::string> arguments,
                           const std::map<std::string, std::string>& environment = {});

// A program that goes on while the test does other things; killed at the end if it still runs.
class Background {
 public:
  explicit Background(const std::vector<std::string>& argv, const std::filesystem::path& log);
  ~Background();
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;
  void signal(int number) const;
  // Its exit code (128 + signal), or nothing after `seconds`.
  [[nodiscard]] int wait(double seconds);
  [[nodiscard]] bool running();
  [[nodiscard]] std::string log() const;

 private:
  pid_t pid_ = -1;
  int status_ = 0;
  bool ended_ = false;
  std::filesystem::path log_;
};

// Every row of a query on griffier.db, columns joined by '|', as the sqlite3 program prints them.
[[nodiscard]] std::vector<std::string> rows(const std::filesystem::path& state, const std::string& sql);
[[nodiscard]] std::string row(const std::filesystem::path& state, const std::string& sql);
// The lines that git prints for the state's archive.
[[nodiscard]] std::vector<std::string> git(const std::filesystem::path& state, std::vector<std::string> arguments);
[[nodiscard]] std::vector<std::string> lines_of(const std::string& text);

// Asks `condition` until it is true, at most `seconds`.
template <typename Condition>
bool eventually(double seconds, Condition condition);

}  // namespace griffier::tests

#include <chrono>
#include <thread>

template <typename Condition>
bool griffier::tests::eventually(double seconds, Condition condition) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  while (std::chrono::steady_clock::now() < end) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return condition();
}
