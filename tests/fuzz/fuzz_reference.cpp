// References in any text: each is printed where it says it is.
#include "publications/markdown.h"
#include "publications/reference.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace griffier;
  publications::Text text = publications::from_markdown(fuzz::text_of(data, size));
  text.blocks.push_back({publications::BlockKind::paragraph, 0, "", std::string(fuzz::text_of(data, size))});
  for (const auto& reference : publications::find_references(text)) {
    fuzz::require(reference.block < text.blocks.size(), "a reference stands in a block");
    fuzz::require(!reference.target.empty() && !reference.kind.empty(), "a reference says what it refers to");
    (void)publications::names_publication(reference);
  }
  return 0;
}
