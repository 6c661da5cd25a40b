// What a publisher's register holds, entity by entity, and what became of its publications: what makes it possible to
// join them however late their parts come, and to see that what is sent again says nothing new.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "publications/instant.h"
#include "store/record/record.h"
#include "store/record/sqlite.h"

namespace griffier::store {

// One entity as it was last given. `data` is its content in the fetcher's own form.
struct UpstreamEntity {
  std::string id, category;
  bool deleted = false;
  std::string updated;  // ISO, of the publisher's clock; empty if it said none
  std::string data;
  std::vector<std::string> refers_to;  // ids of other entities, there or not
};

// What became of one publication of the register (fetchers/tweedekamer/register.h says what the fields mean).
struct UpstreamDocument {
  std::string entity, document_id;
  bool handed = false, old = false, quiet = false;
  std::string print, file_print, file_sha256;
  std::int64_t file_bytes = 0;
  std::string etag, last_modified, seen_sha256;
  int seen = 0, tries = 0;
  std::string problem;
  publications::Instant since{};
  std::optional<publications::Instant> due;
};

// The DDL of this part; schema.cpp runs it.
extern const char* const kUpstreamTables;

// Writes as part of the transaction that its caller has open (sqlite.h). Writer thread only.
class Upstream {
 public:
  Upstream(Record& record, std::string source);  // borrows the record, which outlives it

  [[nodiscard]] std::optional<UpstreamEntity> find(const std::string& id);  // without refers_to
  // Those of a category that refer to `id`, by id; without refers_to.
  [[nodiscard]] std::vector<UpstreamEntity> referring(const std::string& category, const std::string& id);
  // Replaces what is kept of it.
  void put(const UpstreamEntity& entity);

  [[nodiscard]] std::map<std::string, std::string> positions();
  void keep_position(const std::string& category, const std::string& position);

  // An entity that others refer to and that can't be had; until it is put.
  void give_up(const std::string& id);
  [[nodiscard]] bool given_up(const std::string& id);

  [[nodiscard]] UpstreamDocument document(const std::string& entity);  // a blank one when nothing is known yet
  void keep(const UpstreamDocument& document);
  // To be looked at as soon as possible; makes what is not there yet.
  void touch(const std::string& entity);
  // The same for something old that comes late: what changes by it alone is told to nobody.
  void touch_quietly(const std::string& entity);
  // The same for all entities of the category; what was never handed over and isn't due counts as old, until it is
  // found not to be wanted.
  void touch_all(const std::string& category);
  // The same for all that wait for their time.
  void touch_waiting();
  // Those that are due, longest waiting first; of those that were touched, what was taken back comes last.
  [[nodiscard]] std::vector<UpstreamDocument> due(publications::Instant now, int most);
  [[nodiscard]] std::int64_t count_due(publications::Instant now);
  // Those with a problem, oldest first.
  [[nodiscard]] std::vector<UpstreamDocument> troubled();

 private:
  // The statement for a literal, prepared once.
  [[nodiscard]] Borrowed use(const char* sql);

  sqlite3* db_;
  std::string source_;
  std::map<const char*, Statement> statements_;
};

}  // namespace griffier::store
