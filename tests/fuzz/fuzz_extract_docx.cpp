// DOCX to blocks, from the parts of a package or a whole one.
#include "tests/fuzz/extraction.h"
#include "tests/fuzz/package.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace griffier;
  const auto package =
      fuzz::package_of(fuzz::text_of(data, size), {"word/document.xml", "word/styles.xml", "word/numbering.xml",
                                                   "word/footnotes.xml", "word/endnotes.xml", "docProps/core.xml"});
  fuzz::extract_any(package, fetchers::Format::docx);
  return 0;
}
