#include "daemon/pipeline/arrival.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <fstream>

#include "tests/support/cost.h"

namespace griffier::daemon {
namespace {

// Bytes of address space that this process has.
rlim_t address_space() {
  rlim_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages * static_cast<rlim_t>(sysconf(_SC_PAGESIZE));
}

TEST(ReadArrival, RefusesAFileThatTakesTooMuchMemory) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "a sanitizer takes address space without end";
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
  GTEST_SKIP() << "a sanitizer takes address space without end";
#endif
#endif
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto read_with_little = [] {
    Arrival small;
    small.name = "klein.txt";
    small.bytes = "De brug is dicht.\n";
    Arrival large;
    large.name = "groot.txt";
    large.bytes = tests::times(400'000, "Zin.\n");
    (void)read_arrival(small);  // what is loaded once is loaded
    const rlim_t most = address_space() + (rlim_t{24} << 20);
    const rlimit limit{most, most};
    if (setrlimit(RLIMIT_AS, &limit) != 0) _exit(2);
    const auto refused = read_arrival(std::move(large));
    const auto read = read_arrival(small);
    _exit(refused.refused == "it takes more memory than there is" && refused.arrival.name == "groot.txt" &&
                  refused.text.blocks.empty() && read.refused.empty()
              ? 0
              : 1);
  };
  EXPECT_EXIT(read_with_little(), testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace griffier::daemon
