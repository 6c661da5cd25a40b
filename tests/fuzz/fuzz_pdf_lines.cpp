// What pdftotext prints of a PDF, to running text, heads, feet and footnotes.
#include <map>

#include "fetchers/extract/pdf_layout.h"
#include "fetchers/extract/pdf_lines.h"
#include "fetchers/extract/pdf_notes.h"
#include "fetchers/extract/words.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace griffier;
  std::map<std::string, std::string> facts;
  const auto& words = fetchers::WordList::installed();
  const auto layout = fetchers::lay_out(fetchers::parse_pdf_lines(fuzz::text_of(data, size)), words, facts);
  for (const auto& row : layout.rows) {
    for (const auto& piece : row.pieces) (void)fetchers::marked_text(piece, layout.notes);
  }
  return 0;
}
