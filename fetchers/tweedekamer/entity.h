// One entity of the Gegevensmagazijn: a document, a case, an actor ... as the SyncFeed gives it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "publications/instant.h"

namespace griffier::fetchers {

struct Entity {
  std::string id;                                   // its GUID, in lower case
  std::string category;                             // as feeds are named: "Document", "DocumentVersie"
  bool deleted = false;                             // a tombstone (verwijderd)
  std::optional<publications::Instant> updated;     // of the entry, which gives it in UTC
  std::optional<publications::Instant> bijgewerkt;  // of the entity, which gives it in Dutch time without a zone
  std::multimap<std::string, std::string> fields;   // local name to text; what is nil or empty is not there
  std::multimap<std::string, std::string> refs;     // local name to the id of another entity
  std::string enclosure;                            // address of its file; empty: none
  std::string content_type;
  std::optional<std::uint64_t> content_length;  // as announced; the file may differ
  std::string position;                         // the skiptoken behind it; empty when it did not come from a feed

  // The first value of that name; empty if there is none.
  [[nodiscard]] const std::string& field(const std::string& name) const;
  [[nodiscard]] const std::string& ref(const std::string& name) const;
  [[nodiscard]] std::vector<std::string> refs_of(const std::string& name) const;
  // Whether two states say the same, whenever they were given.
  [[nodiscard]] bool says_the_same(const Entity& other) const;
};

// "DocumentVersie" of "documentVersie".
[[nodiscard]] std::string category_of(std::string_view element);
[[nodiscard]] bool is_guid(std::string_view text);

// What is kept of an entity between polls, as JSON: fields, references and file, in an order that depends on them
// alone. Times and position are not in it.
[[nodiscard]] std::string entity_json(const Entity& entity);
// Fills them in again; what can't be read leaves them empty.
void read_entity_json(std::string_view json, Entity& entity);

// Where entities are looked up. The functions are called on the thread that owns what is behind them.
struct EntityLookup {
  std::function<std::optional<Entity>(const std::string& id)> find;
  // Those of a category that refer to `id`, tombstones included, in the order of their ids.
  std::function<std::vector<Entity>(const std::string& category, const std::string& id)> referring;
};

}  // namespace griffier::fetchers
