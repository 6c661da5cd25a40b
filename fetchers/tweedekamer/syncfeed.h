// A page of the Tweede Kamer's SyncFeed 2.0, as bytes and as entities.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fetchers/tweedekamer/entity.h"

namespace griffier::fetchers {

struct SyncPage {
  bool readable = false;  // it is a feed, an entry or an entity of the Gegevensmagazijn
  std::string problem;    // why it isn't, one sentence
  std::vector<Entity> entities;
  std::size_t unreadable = 0;  // entries that hold no entity
  bool resume = false;         // the feed says that this is all there is for now
  // The skiptoken to go on from: that of the last entry that has one, else that of the feed; empty: none.
  std::string position;
};

// Reads a feed, or the single entity that Entiteiten/<guid> gives (bare or within an entry). Elements are told by
// namespace and local name, whatever their prefix; unknown ones are skipped. Never throws for what the bytes hold;
// linear in their length. Pure; any thread.
[[nodiscard]] SyncPage read_sync_page(std::string_view bytes);

// The digits of "skiptoken=" in an address; empty if there are none.
[[nodiscard]] std::string skiptoken_of(std::string_view address);

}  // namespace griffier::fetchers
