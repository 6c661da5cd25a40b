// What a clerk makes of any text: the name, a byte of value 0xFF, the text as Markdown; or the text alone.
#include "publications/markdown.h"
#include "publications/reading_json.h"
#include "publications/utf8.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace griffier;
  auto [name, markdown] = fuzz::halves(fuzz::text_of(data, size));
  if (markdown.empty()) std::swap(name, markdown);
  const auto text = publications::from_markdown(markdown);
  const auto reading = publications::recognise(text, {std::string(name), {}});
  const auto json = publications::to_json(reading);
  const auto lines = publications::to_sorted_lines(json);
  fuzz::require(publications::valid_utf8_length(lines) == lines.size(), "facts are valid UTF-8");
  fuzz::require(publications::to_sorted_lines(publications::to_json(publications::reading_from_json(json))) == lines,
                "facts read back the same");
  return 0;
}
