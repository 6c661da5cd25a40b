// Configurations: read, or refused with every problem named. The reader takes a file, so the input becomes one, in
// memory.
#include <sys/mman.h>
#include <unistd.h>

#include <string>

#include "daemon/config/config.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace griffier;
  static const int file = ::memfd_create("griffier.toml", 0);
  fuzz::require(::ftruncate(file, 0) == 0 && ::pwrite(file, data, size, 0) == static_cast<ssize_t>(size),
                "it is written");
  try {
    (void)daemon::load_config("/proc/self/fd/" + std::to_string(file));
  } catch (const daemon::ConfigError& error) {
    fuzz::require(error.what()[0] != '\0', "a refused configuration is told why");
  }
  return 0;
}
