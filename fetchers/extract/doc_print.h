// What antiword prints of a Word document of the old kind, taken apart again: paragraphs, tables, notes, text boxes.
#pragma once

#include <string_view>

#include "fetchers/extract/words.h"
#include "fetchers/extract/writer.h"

namespace griffier::fetchers {

// Takes valid UTF-8 as antiword 0.37 prints it with "-w 0": a paragraph a line, the cells of a table between bars,
// notes and text boxes behind a line of dashes. Of what catdoc prints every line is a paragraph.
void write_printed_document(std::string_view output, const WordList& words, BlockWriter& writer);

}  // namespace griffier::fetchers
