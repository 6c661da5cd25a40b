// Dates and moments of every source: ISO, Dutch, feeds', HTTP's.
#include "fetchers/feed/date.h"
#include "fetchers/http/retry_after.h"
#include "publications/instant.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace griffier;
  using namespace griffier::publications;
  const auto input = fuzz::text_of(data, size);
  const auto use_date = [](Date date) {
    fuzz::require(date.ok(), "a date that is read is on the calendar");
    fuzz::require(parse_iso_date(iso_date(date)) == date, "a date reads back the same");
    const int year = static_cast<int>(date.year());
    const bool in_dutch_text = year >= 1800 && year <= 2199;  // other numbers are no years there
    fuzz::require(!in_dutch_text || parse_dutch_date(dutch_date(date)) == date, "a Dutch date reads back the same");
    fuzz::require(amsterdam_date(amsterdam_midnight(date)) == date, "a date's midnight lies in it");
    (void)vergaderjaar_of(date);
  };
  if (const auto date = parse_iso_date(input)) use_date(*date);
  std::size_t length = 0;
  if (const auto date = parse_dutch_date(input, &length)) {
    fuzz::require(length > 0 && length <= input.size(), "a date's length lies within the text");
    use_date(*date);
  }
  if (const auto at = parse_iso_instant(input)) {
    fuzz::require(parse_iso_instant(iso_instant(*at)) == at, "a moment reads back the same");
    (void)iso_amsterdam(*at);
  }
  if (const auto at = fetchers::parse_feed_date(input)) (void)iso_instant(*at);
  const std::chrono::system_clock::time_point now{std::chrono::seconds(1'738'580'000)};
  (void)fetchers::parse_http_date(input, now);
  if (const auto wait = fetchers::parse_retry_after(input, now)) {
    fuzz::require(wait->count() >= 0 && wait->count() <= 86'400, "Retry-After lies within a day");
  }
  return 0;
}
