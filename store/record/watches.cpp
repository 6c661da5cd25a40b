#include "store/record/watches.h"

#include "store/record/sqlite.h"

namespace griffier::store {
namespace {

WatchRow read_watch(const Statement& row) { return {row.text(0), row.text(1), row.text(2)}; }

}  // namespace

Watches::Watches(Record& record) : record_(record) {}

void Watches::add(const std::string& name, const std::string& definition, publications::Instant now) {
  Statement(record_.handle(),
            "INSERT INTO watches(name, definition, added_at) VALUES(?, ?, ?)"
            " ON CONFLICT(name) DO UPDATE SET definition = excluded.definition")
      .with(name, definition, publications::iso_instant(now))
      .run();
}

std::vector<WatchRow> Watches::list() {
  Statement query(record_.handle(), "SELECT name, definition, added_at FROM watches ORDER BY name");
  std::vector<WatchRow> rows;
  while (query.step()) {
    rows.push_back(read_watch(query));
  }
  return rows;
}

std::optional<WatchRow> Watches::find(const std::string& name) {
  Statement query(record_.handle(), "SELECT name, definition, added_at FROM watches WHERE name = ?");
  return query.with(name).step() ? std::optional(read_watch(query)) : std::nullopt;
}

bool Watches::remove(const std::string& name) {
  Statement query(record_.handle(), "DELETE FROM watches WHERE name = ? RETURNING 1");
  const bool found = query.with(name).step();
  query.run();
  return found;
}

}  // namespace griffier::store
