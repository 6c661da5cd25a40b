// Identifiers, the ways in which they are printed, dossier numbers.
#include "publications/identifier.h"
#include "store/archive/archive.h"
#include "tests/fuzz/fuzz.h"

namespace {

void require_stable(const griffier::publications::Identifier& identifier) {
  using namespace griffier;
  const auto id = publications::to_id(identifier);
  const auto again = publications::parse_identifier(id);
  fuzz::require(again && *again == identifier, "an identifier's canonical form reads back the same");
  fuzz::require(publications::is_safe_document_id(id), "an identifier can name a document");
  (void)store::archive_path(id);
  (void)publications::display(identifier);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace griffier;
  const auto input = fuzz::text_of(data, size);
  if (const auto identifier = publications::parse_identifier(input)) require_stable(*identifier);
  if (const auto identifier = publications::parse_display(input)) require_stable(*identifier);
  if (const auto dossier = publications::parse_dossier(input)) {
    fuzz::require(publications::parse_dossier(dossier->id()) == dossier, "a dossier's id reads back the same");
    fuzz::require(publications::parse_dossier(dossier->display()) == dossier, "a dossier as shown reads back the same");
  }
  if (const auto paper = publications::parse_aanhangselnummer(input)) require_stable(*paper);
  if (publications::is_safe_document_id(input)) {
    const auto path = store::archive_path(input);
    fuzz::require(path.find("..") == std::string::npos && !path.starts_with('/'), "an archive path stays inside");
  }
  return 0;
}
