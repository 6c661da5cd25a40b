// What kind of publication a text is.
#pragma once

#include <string>
#include <string_view>

#include "publications/reading.h"
#include "publications/recognise/kamerstuk_head.h"
#include "publications/recognise/letter.h"
#include "publications/recognise/paper.h"

namespace griffier::publications::reader {

// The kind by the title of a Kamerstuk: "MOTIE VAN HET LID ...": "motion"; empty if the title tells none.
[[nodiscard]] std::string kind_of_title(std::string_view title);

// The kind by what the rendition says of itself (root element, media type), its identity and its words. Papers with
// questions are recognised before this is asked.
[[nodiscard]] std::string kind_of(const Paper& paper, const Hints& hints, const KamerstukHead& head,
                                  const Letter& letter, std::string_view identity);

}  // namespace griffier::publications::reader
