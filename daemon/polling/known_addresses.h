// What the record remembers of a source's addresses.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "fetchers/poll.h"
#include "store/record/record.h"

namespace griffier::daemon {

// A source that watches a list of addresses has them all in memory. One that follows a publisher's register has far
// more than a poll touches: each is looked up when it is asked for, over a connection of its own. One thread at a time.
class KnownAddresses {
 public:
  KnownAddresses() = default;  // none
  // Reads all of them from the record of the calling thread.
  static KnownAddresses all(store::Record& record, const std::string& source);
  // Opens the record of a state directory for reading; throws what that throws.
  static KnownAddresses on_demand(const std::filesystem::path& state_dir, const std::string& source);

  [[nodiscard]] std::optional<fetchers::Known> find(const std::string& url) const;
  [[nodiscard]] bool none() const;

 private:
  std::string source_;
  std::map<std::string, fetchers::Known> all_;
  std::unique_ptr<store::Record> reader_;
};

}  // namespace griffier::daemon
