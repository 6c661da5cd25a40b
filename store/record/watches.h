// Watches added at run time; those of the configuration aren't kept here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "publications/instant.h"
#include "store/record/record.h"

namespace griffier::store {

struct WatchRow {
  std::string name;
  std::string definition;  // JSON, the keys of [[watch]]; the daemon's to read
  std::string added_at;
};

class Watches {
 public:
  explicit Watches(Record& record);  // borrows; add and remove on the writer thread only

  // Adds a watch or replaces the definition of the one with this name, which keeps its added_at.
  void add(const std::string& name, const std::string& definition, publications::Instant now);
  [[nodiscard]] std::vector<WatchRow> list();  // by name
  [[nodiscard]] std::optional<WatchRow> find(const std::string& name);
  bool remove(const std::string& name);  // whether it was there

 private:
  Record& record_;
};

}  // namespace griffier::store
