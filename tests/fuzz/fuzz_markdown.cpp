// Markdown of others settles after one reading; blocks of any text come back as they were.
#include "publications/markdown.h"

#include <algorithm>

#include "publications/utf8.h"
#include "tests/fuzz/fuzz.h"

namespace {

using griffier::publications::Block;
using griffier::publications::BlockKind;

// One block a line of the input: its first byte says the kind and level.
griffier::publications::Text text_from(std::string_view input) {
  griffier::publications::Text text;
  while (!input.empty()) {
    const auto end = std::min(input.find('\n'), input.size());
    std::string line(input.substr(0, end));
    input.remove_prefix(std::min(end + 1, input.size()));
    std::replace(line.begin(), line.end(), '\r', ' ');
    Block block;
    if (!line.empty()) {
      const auto code = static_cast<unsigned char>(line[0]);
      line.erase(0, 1);
      block.kind = static_cast<BlockKind>(code % 8);
      if (block.kind == BlockKind::heading) block.level = 1 + code / 8 % 6;
      if (block.kind == BlockKind::list_item) block.level = code / 8 % 21;
      if (block.kind == BlockKind::list_item || block.kind == BlockKind::footnote) {
        const auto space = line.find(' ');
        if (space != std::string::npos) {
          block.label = line.substr(0, space);
          line.erase(0, space + 1);
        }
      }
    }
    block.text = line;
    text.blocks.push_back(std::move(block));
  }
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace griffier;
  const auto input = fuzz::text_of(data, size);
  const auto read = publications::from_markdown(input);
  const auto written = publications::to_markdown(read);
  fuzz::require(publications::from_markdown(written) == read, "Markdown that was read is written and read the same");
  (void)publications::to_plain(read);

  const auto text = text_from(publications::to_valid_utf8(input));
  fuzz::require(publications::from_markdown(publications::to_markdown(text)) == text, "blocks come back as they were");
  return 0;
}
