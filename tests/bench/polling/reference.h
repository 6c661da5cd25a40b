// libcurl alone: its multi interface and nothing else, asking what griffier asks.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace griffier::bench {

class Reference {
 public:
  // Asks every address once, `parallel` at a time, and keeps the ETags. Throws std::runtime_error when one is not
  // answered with 200.
  Reference(std::vector<std::string> addresses, std::size_t parallel);
  ~Reference();
  Reference(const Reference&) = delete;
  Reference& operator=(const Reference&) = delete;

  // Asks every address again with its ETag over the connections that it has. Returns the processor time of the calling
  // thread, in seconds. Throws std::runtime_error when one is not answered with 304.
  double round();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace griffier::bench
