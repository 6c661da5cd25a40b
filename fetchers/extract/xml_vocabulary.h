// The element names of official publications, from the vocabularies of 1995 to today, by what they are for a reader.
#pragma once

#include <string_view>

namespace griffier::fetchers {

enum class XmlRole {
  block,          // a paragraph, or something that holds blocks: unknown elements are that too
  inline_text,    // part of the text around it
  heading,        // tussenkop, kop, title
  division,       // deepens the headings in it
  question,       // vraag: its nr is the heading of a question
  answer,         // antwoord
  number,         // nr, li.nr, lidnr: the label of what follows
  list,           // lijst
  list_item,      // li
  table_row,      // row
  footnote,       // noot
  footnote_mark,  // nootref: the mark of a note given elsewhere
  speaker,        // spreker
  quote,          // citaat
  line_break,     // br
  skip,           // metadata, pictures, layout
};

[[nodiscard]] XmlRole xml_role(std::string_view local_name);

}  // namespace griffier::fetchers
