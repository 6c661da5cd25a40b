// The text of a publication as blocks: what every rendition (XML, HTML, PDF, DOCX, plain text) is reduced to, and what
// is compared, archived (as Markdown, see markdown.h), searched and read for facts.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace griffier::publications {

enum class BlockKind : std::uint8_t {
  heading,    // level 1..6
  paragraph,  //
  list_item,  // label as printed ("–", "1.", "a)"), level = nesting depth from 0
  quote,      // a quoted passage set apart
  table_row,  // cells separated by '\t'; level 1 = begins another table than the row just before it is of
  question,   // the printed heading of a question, "Vraag 3, 4 en 5"
  answer,     // the printed heading of an answer, "Antwoord 2 t/m 6"
  footnote,   // label = its mark; stands after the blocks that refer to it
};

struct Block {
  BlockKind kind = BlockKind::paragraph;
  int level = 0;      // headings: 1..6; list items: nesting depth; table rows: 0 or 1; otherwise 0
  std::string label;  // list items and footnotes
  std::string text;   // UTF-8, one line, white space folded, trimmed; a footnote's mark in running text is "[^1]"

  bool operator==(const Block&) const = default;
};

// The blocks of one publication in reading order. A value: copy, compare and move it freely.
struct Text {
  std::vector<Block> blocks;

  bool operator==(const Text&) const = default;
};

}  // namespace griffier::publications
