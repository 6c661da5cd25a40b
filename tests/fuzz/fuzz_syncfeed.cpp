// Pages of the SyncFeed, and what is kept of their entities.
#include "fetchers/tweedekamer/syncfeed.h"
#include "publications/utf8.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace griffier;
  const auto page = fetchers::read_sync_page(fuzz::text_of(data, size));
  fuzz::require(page.readable || !page.problem.empty(), "what can't be read says why");
  for (const auto& entity : page.entities) {
    fuzz::require(fetchers::is_guid(entity.id), "an entity has an id");
    for (const auto& [name, value] : entity.fields)
      fuzz::require(publications::valid_utf8_length(value) == value.size(), "a field is valid UTF-8");
    fetchers::Entity kept;
    kept.category = entity.category;
    kept.deleted = entity.deleted;
    fetchers::read_entity_json(fetchers::entity_json(entity), kept);
    fuzz::require(kept.says_the_same(entity), "an entity comes back from its kept form");
  }
  return 0;
}
