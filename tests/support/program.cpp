#include "tests/support/program.h"
#include "tests/support/places.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace griffier::tests {
namespace {

namespace fs = std::filesystem;

std::string slurp(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  return content.str();
}

int exit_code_of(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status); }

// Starts a child whose standard output and error go to files.
pid_t start(const std::vector<std::string>& argv, const fs::path& out, const fs::path& err,
            const std::map<std::string, std::string>& environment) {
  std::vector<char*> arguments;
  for (const auto& argument : argv) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  const pid_t pid = ::fork();
  if (pid < 0) throw std::runtime_error("fork failed");
  if (pid > 0) return pid;
  for (const auto& [name, value] : environment) ::setenv(name.c_str(), value.c_str(), 1);
  const int in = ::open("/dev/null", O_RDONLY);
  const int to_out = ::open(out.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
  const int to_err = ::open(err.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
  ::dup2(in, 0);
  ::dup2(to_out, 1);
  ::dup2(to_err, 2);
  ::execvp(arguments[0], arguments.data());
  ::_exit(127);
}

// A process whose clock is moved and that is killed leaves these behind. The next one with its number would go without.
void remove_moved_clock_of(pid_t pid) {
  for (const auto* name : {"sem.faketime_sem_", "faketime_shm_"}) {
    std::error_code ignored;
    fs::remove(fs::path("/dev/shm") / (name + std::to_string(pid)), ignored);
  }
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (fs::temp_directory_path() / "griffier-test-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder can be made");
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  for (const auto& entry :
       fs::recursive_directory_iterator(path_, fs::directory_options::skip_permission_denied, ignored))
    if (entry.is_directory(ignored))
      fs::permissions(entry.path(), fs::perms::owner_all, fs::perm_options::add, ignored);
  fs::remove_all(path_, ignored);
}

fs::path TemporaryFolder::write(const std::string& name, const std::string& content) const {
  const auto file = path_ / name;
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << content;
  return file;
}

std::string TemporaryFolder::read(const std::string& name) const { return slurp(path_ / name); }

Ran run(const std::vector<std::string>& argv, const std::map<std::string, std::string>& environment) {
  const TemporaryFolder folder;
  const auto out = folder.path() / "out";
  const auto err = folder.path() / "err";
  const pid_t pid = start(argv, out, err, environment);
  int status = 0;
  ::waitpid(pid, &status, 0);
  return {exit_code_of(status), slurp(out), slurp(err)};
}

Ran griffier(const fs::path& state, std::vector<std::string> arguments,
             const std::map<std::string, std::string>& environment) {
  std::vector<std::string> argv{griffier::tests::program(), "--state", state.string()};
  argv.insert(argv.end(), arguments.begin(), arguments.end());
  return run(argv, environment);
}

Background::Background(const std::vector<std::string>& argv, const fs::path& log)
    : pid_(start(argv, log, log, {})), log_(log) {}

Background::~Background() {
  if (!running()) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, &status_, 0);
  remove_moved_clock_of(pid_);
}

void Background::signal(int number) const {
  if (!ended_) ::kill(pid_, number);
}

bool Background::running() {
  if (!ended_ && ::waitpid(pid_, &status_, WNOHANG) == pid_) {
    ended_ = true;
    if (WIFSIGNALED(status_)) remove_moved_clock_of(pid_);
  }
  return !ended_;
}

int Background::wait(double seconds) {
  return eventually(seconds, [this] { return !running(); }) ? exit_code_of(status_) : -1;
}

std::string Background::log() const { return slurp(log_); }

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> rows(const fs::path& state, const std::string& sql) {
  const auto ran = run({"sqlite3", "-readonly", (state / "griffier.db").string(), sql});
  if (ran.exit_code != 0) throw std::runtime_error("sqlite3: " + ran.err + " in: " + sql);
  return lines_of(ran.out);
}

std::string row(const fs::path& state, const std::string& sql) {
  const auto all = rows(state, sql);
  return all.empty() ? std::string() : all.front();
}

std::vector<std::string> git(const fs::path& state, std::vector<std::string> arguments) {
  std::vector<std::string> argv{"git", "--git-dir=" + (state / "archive.git").string()};
  argv.insert(argv.end(), arguments.begin(), arguments.end());
  const auto ran = run(argv);
  if (ran.exit_code != 0) throw std::runtime_error("git: " + ran.err);
  return lines_of(ran.out);
}

}  // namespace griffier::tests
