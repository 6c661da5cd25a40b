// What publishers' searches answer, in XML and JSON, and what is remembered of them.
#include "fetchers/listing/ledger.h"
#include "fetchers/officielebekendmakingen/bekendmakingen.h"
#include "fetchers/officielebekendmakingen/record_facts.h"
#include "fetchers/officielebekendmakingen/sru.h"
#include "fetchers/openoverheid/openbaarmakingen.h"
#include "fetchers/rechtspraak/uitspraken.h"
#include "publications/utf8.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace griffier;
  const std::string text(fuzz::text_of(data, size));
  fetchers::BekendmakingenOptions options;
  options.documents_url = "https://files.example";
  options.metadata = true;
  for (const auto& catalogue : {fetchers::bekendmakingen_catalogue(options), fetchers::rechtspraak_catalogue({}),
                                fetchers::openoverheid_catalogue({})}) {
    const auto page = catalogue->read(text, {0, std::nullopt, 1});
    fuzz::require(page.error.empty() || page.entries.empty(), "an error has no entries");
    for (const auto& entry : page.entries) {
      fuzz::require(!entry.key.empty(), "an entry has a key");
      for (const auto& [name, value] : entry.facts)
        fuzz::require(publications::valid_utf8_length(value) == value.size(), "facts are valid UTF-8");
    }
  }
  static_cast<void>(fetchers::record_facts("kst-1-1", fetchers::read_metadata_xml(text)));
  const auto kept = fetchers::write_ledger(fetchers::read_ledger(text));
  fuzz::require(fetchers::write_ledger(fetchers::read_ledger(kept)) == kept, "a ledger comes back as it was");
  if (!fetchers::cql_problem(text)) static_cast<void>(fetchers::cql_value(text));
  return 0;
}
