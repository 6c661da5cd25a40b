// Paragraphs of word processors as blocks.
#pragma once

#include <string>
#include <string_view>

#include "fetchers/extract/writer.h"

namespace griffier::fetchers {

struct OfficeLook {
  int heading = 0;  // 1..6, 0 for running text
  int level = 0;    // within a list
  bool bold = false;
  bool quote = false;
};

// Writes one paragraph whose line breaks are '\n': they part a heading from its text and the lines of an address, while
// a sentence goes on. `label` is the number or sign of a list's item, empty for none.
void write_office_paragraph(std::string_view text, std::string label, const OfficeLook& look, BlockWriter& writer);

}  // namespace griffier::fetchers
