// Values of trailers come back as they were, whatever they hold; messages of others don't break the reader.
#include "store/trailers.h"

#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace griffier;
  const auto input = fuzz::text_of(data, size);
  (void)store::Trailers::parse(input).all("Document");
  const auto escaped = store::escape_trailer(input);
  fuzz::require(escaped.find_first_of("\n\r") == std::string::npos, "a trailer is one line");
  fuzz::require(store::unescape_trailer(escaped) == input, "a trailer's value comes back");
  const auto [subject, value] = fuzz::halves(input);
  store::Trailers trailers;
  trailers.add("Document", std::string(value));
  trailers.add("Revision", "1");
  const auto message = trailers.message(store::escape_trailer(subject));
  fuzz::require(store::Trailers::parse(message).get("Document") == value, "a message gives its trailers back");
  fuzz::require(store::Trailers::parse(message).get("Revision") == "1", "each of them");
  return 0;
}
