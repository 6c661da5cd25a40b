// The start of a child process and its confinement: its streams, limits, and the system calls that it may not make.
#pragma once

#include <sys/resource.h>
#include <sys/types.h>

#include <array>

namespace griffier::fetchers {

// Everything that the child needs before it runs the program, made before it starts; it owns none of it.
struct ChildLaunch {
  const char* program = nullptr;
  char* const* argv = nullptr;
  char* const* environment = nullptr;
  const char* folder = nullptr;
  std::array<int, 3> streams{};  // descriptors above 2
  int report = -1;               // where a failure to run the program is written, as one int
  pid_t parent = 0;
  rlim_t cpu = 0;        // seconds
  rlim_t memory = 0;     // bytes of address space
  rlim_t file_size = 0;  // bytes
  bool confined = true;
};

// The child borrows this process's memory until it runs the program (vfork(2)), instead of a copy of it, of which every
// page that either touches costs a fault. The calling thread waits meanwhile, with its signals blocked. Returns the
// child's id, or -1 with errno set. What keeps the child from running the program is written to `report`, which closes
// when it runs. Any thread.
[[nodiscard]] pid_t start_child(const ChildLaunch& launch);

}  // namespace griffier::fetchers
