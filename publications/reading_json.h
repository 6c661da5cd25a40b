// The JSON form of a Reading: stable names, sorted keys, absent facts as null or [].
#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "publications/reading.h"

namespace griffier::publications {

// A question's number is a number when it prints back the same, and its answer null or the group "3,4,5". The date of a
// letter is given twice, as "date" and as "letter_date". A date that is none on the calendar is null, and bytes that
// are no UTF-8 become U+FFFD.
[[nodiscard]] boost::json::object to_json(const Reading& reading);
// The inverse; unknown keys are ignored, wrong types throw std::invalid_argument naming the key.
[[nodiscard]] Reading reading_from_json(const boost::json::object& object);

// Serialises with the keys of every object sorted and one key a line (two spaces an indent): the form of metadata.json,
// so that git diffs of it are readable and the same facts give the same bytes. Ends in a newline.
[[nodiscard]] std::string to_sorted_lines(const boost::json::value& value);

}  // namespace griffier::publications
