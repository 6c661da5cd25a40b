// A child process confined to what reading one file needs: no network, bounded processor time, memory, file size,
// output and wall time, killed with its whole process group.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace griffier::fetchers {

struct ChildLimits {
  std::chrono::seconds wall{60};
  std::chrono::seconds cpu{60};
  std::size_t memory = std::size_t{1} << 30;      // RLIMIT_AS, bytes
  std::size_t output = std::size_t{64} << 20;     // bytes read from its standard output before it is killed
  std::size_t file_size = std::size_t{64} << 20;  // RLIMIT_FSIZE, bytes
};

struct ChildResult {
  int exit_code = -1;  // -1 when it was ended by a signal
  int signal = 0;
  bool timed_out = false;  // wall time
  bool output_full = false;
  std::string out;
  std::string err;  // at most 64 KiB
};

// Runs argv[0] (looked up in PATH) with `input` on standard input and waits for it. Standard output and error are
// captured; environment is PATH, LANG=C.UTF-8 and a private TMPDIR alone. With `confined`, it has no network (a seccomp
// filter refuses socket(); where a kernel lacks seccomp, a network namespace of its own) and can't gain privileges.
// Throws std::system_error when no process can be made. Any thread.
[[nodiscard]] ChildResult run_child(const std::vector<std::string>& argv, std::string_view input,
                                    const ChildLimits& limits, bool confined = true);

}  // namespace griffier::fetchers
