// Feeds of every format.
#include "fetchers/feed/feed.h"
#include "publications/utf8.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace griffier;
  const auto [bytes, type] = fuzz::halves(fuzz::text_of(data, size));
  const auto feed = fetchers::parse_feed(bytes, "https://publisher.example/feed?x=1", fetchers::charset_of(type));
  for (const auto& item : feed.items) {
    fuzz::require(item.link.empty() || item.link.starts_with("http://") || item.link.starts_with("https://"),
                  "a link is absolute");
    for (const std::string& part : {item.title, item.author, item.content, item.guid}) {
      fuzz::require(publications::valid_utf8_length(part) == part.size(), "a feed's text is valid UTF-8");
    }
  }
  return 0;
}
