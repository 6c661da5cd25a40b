// Facts from JSON that others wrote: wrong types are refused, the rest is stable.
#include <boost/json/parse.hpp>
#include <stdexcept>

#include "publications/reading_json.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace griffier;
  boost::system::error_code error;
  const auto value = boost::json::parse(fuzz::text_of(data, size), error);
  if (error) return 0;
  (void)publications::to_sorted_lines(value);
  if (!value.is_object()) return 0;
  try {
    const auto once = publications::to_json(publications::reading_from_json(value.get_object()));
    const auto twice = publications::to_json(publications::reading_from_json(once));
    fuzz::require(publications::to_sorted_lines(once) == publications::to_sorted_lines(twice), "facts are stable");
  } catch (const std::invalid_argument&) {
    // Wrong types, named.
  }
  return 0;
}
