// Heads and feet of the pages of a printed text, told from lines of the text that look like them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "fetchers/extract/notes.h"

namespace griffier::fetchers {

// For each line, whether it is the head or foot of a page for certain. The shape of a line is not enough, for a note
// may hold an identity, and a list the numbers of gazettes: a foot shows by its company, and by coming back.
// - Lines that stand together, one of them an ISSN or the place and year, and more than one kind of them.
// - A running foot whose page number counts on from one that is certain, or from page to page with text between.
// - A running foot or page number beside a form feed.
// `page_start` of the lines must say where a form feed stood and nothing more. What the feet tell goes to the facts
// ("document_id", "vergaderjaar").
[[nodiscard]] std::vector<bool> find_page_feet(const std::vector<PrintedLine>& lines,
                                               std::map<std::string, std::string>& facts);

}  // namespace griffier::fetchers
