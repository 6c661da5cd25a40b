// What antiword and catdoc print of a DOC, to blocks.
#include "fetchers/extract/doc_print.h"
#include "fetchers/extract/encoding.h"
#include "tests/fuzz/extraction.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace griffier;
  fetchers::Extraction extraction;
  const fetchers::ExtractLimits limits;
  fetchers::BlockWriter writer(extraction, limits);
  fetchers::write_printed_document(fetchers::decode(fuzz::text_of(data, size)).text, fetchers::WordList::installed(),
                                   writer);
  fuzz::require_sound(extraction.text);
  return 0;
}
