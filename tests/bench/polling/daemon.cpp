#include "tests/bench/polling/daemon.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <system_error>
#include <thread>

namespace griffier::bench {
namespace {

constexpr std::size_t kLogShown = 2'000;
constexpr auto kLongestStart = std::chrono::seconds(30);
constexpr int kUserTime = 14, kSystemTime = 15;  // fields of /proc/PID/stat, counted from 1 (proc(5))

std::string whole(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  return content.str();
}

}  // namespace

Daemon::Daemon(const std::string& program, const std::filesystem::path& folder) : folder_(folder) {
  const std::string config = folder / "griffier.toml", state = folder / "state", log = folder / "log";
  pid_ = ::fork();
  if (pid_ < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (pid_ > 0) return;
  const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(out, STDERR_FILENO);
  ::execl(program.c_str(), program.c_str(), "--config", config.c_str(), "--state", state.c_str(), "run", nullptr);
  ::_exit(127);
}

Daemon::~Daemon() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

void Daemon::stop() {
  int status = 0;
  ::kill(pid_, SIGTERM);
  ::waitpid(pid_, &status, 0);
  pid_ = -1;
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    throw std::runtime_error(fmt::format("griffier ended with status {}\n{}", status, log_end()));
}

void Daemon::expect_running() {
  if (::waitpid(pid_, nullptr, WNOHANG) == 0) return;
  pid_ = -1;
  throw std::runtime_error("griffier ended by itself\n" + log_end());
}

std::unique_ptr<store::Database> Daemon::record() {
  const auto until = std::chrono::steady_clock::now() + kLongestStart;
  while (std::chrono::steady_clock::now() < until) {
    expect_running();
    try {  // until it is made, opening and asking fail in several ways
      auto db = std::make_unique<store::Database>(folder_ / "state" / "griffier.db", store::Database::Mode::read_only);
      store::Statement sources(db->handle(), "SELECT count(*) FROM sources");
      if (sources.step() && sources.integer(0) > 0) {
        sources.reset();
        return db;
      }
    } catch (const std::exception&) {
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  throw std::runtime_error("griffier has made no record\n" + log_end());
}

std::string Daemon::log_end() const {
  const std::string said = whole(folder_ / "log");
  return said.substr(said.size() - std::min(said.size(), kLogShown));
}

double Daemon::processor_seconds() const {
  const std::string stat = whole(fmt::format("/proc/{}/stat", pid_));
  std::istringstream fields(stat.substr(stat.rfind(')') + 1));  // the name may hold anything
  double ticks = 0;
  std::string field;
  for (int number = 3; fields >> field && number <= kSystemTime; ++number)
    if (number >= kUserTime) ticks += std::stod(field);
  return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double Daemon::resident_kb() const {
  std::istringstream fields(whole(fmt::format("/proc/{}/statm", pid_)));
  double size = 0, resident = 0;
  fields >> size >> resident;
  return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1'024;
}

std::int64_t now_ms() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

std::string load_average() {
  std::string one, five, fifteen;
  std::istringstream(whole("/proc/loadavg")) >> one >> five >> fifteen;
  return fmt::format("{} {} {}", one, five, fifteen);
}

}  // namespace griffier::bench
