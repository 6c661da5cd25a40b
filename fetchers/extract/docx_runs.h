// The running text of a DOCX: what the runs of a paragraph show, and the notes that they mark.
#pragma once

#include <map>
#include <pugixml.hpp>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fetchers/extract/docx_fields.h"
#include "fetchers/extract/docx_styles.h"

namespace griffier::fetchers {

// A paragraph while its runs are read.
struct DocxParagraph {
  std::string text;                   // lines of it parted by '\n'
  std::size_t letters = 0;            // outside field codes
  std::size_t bold_letters = 0;       //
  std::vector<pugi::xml_node> boxes;  // text boxes anchored in it
  bool hidden = false;                // by its style
};

// How the notes of a kind are numbered: a format of ECMA-376 17.18.59 and the first number.
struct NoteNumbers {
  std::string format;
  int start = 1;
};

// The notes of a kind: the root of word/footnotes.xml or word/endnotes.xml, an empty node for none.
struct DocxNotes {
  pugi::xml_node root;
  NoteNumbers numbers;
};

// The documents that the nodes belong to must outlive it.
class DocxRuns {
 public:
  DocxRuns(const DocxStyles& styles, const DocxNotes& footnotes, const DocxNotes& endnotes);

  // Adds what the runs below `parent` show; what is deleted, moved away or hidden is not shown, what is inserted is.
  void gather(const pugi::xml_node& parent, DocxParagraph& paragraph);
  // To be called behind the last run of a paragraph.
  void end_paragraph(DocxParagraph& paragraph) { fields_.end_paragraph(paragraph.text); }
  // The notes that were marked, by label and text, in the order of their marks.
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& notes() const { return notes_; }

 private:
  struct Note {
    pugi::xml_node node;
    std::string label;  // empty until it was read
  };
  struct NoteKind {
    std::map<std::string, Note> notes;
    NoteNumbers numbers;
    int count = 0;
  };

  static NoteKind index_notes(const DocxNotes& notes);
  void gather_run(const pugi::xml_node& run, DocxParagraph& paragraph);
  void gather_piece(const pugi::xml_node& node, DocxParagraph& paragraph);
  void gather_alternatives(const pugi::xml_node& node, DocxParagraph& paragraph);
  [[nodiscard]] bool is_hidden(const pugi::xml_node& properties, const DocxParagraph& paragraph) const;
  // Marks a note; `custom` is the mark that the writer chose, empty where notes are counted.
  void add_mark(const pugi::xml_node& node, NoteKind& kind, const std::string& custom, DocxParagraph& paragraph);
  // The label itself, or a number that no note has where another note has that label.
  [[nodiscard]] std::string unused(std::string label);
  [[nodiscard]] std::string text_of_note(const pugi::xml_node& node);
  // Adds the paragraphs of a note, or of a text box in one.
  void gather_note(const pugi::xml_node& node, std::string& text);

  const DocxStyles& styles_;
  NoteKind footnotes_;
  NoteKind endnotes_;
  DocxFields fields_;
  std::vector<std::pair<std::string, std::string>> notes_;
  std::set<std::string> labels_;
  std::size_t last_spare_ = 0;  // the number given last to a note whose mark another has
  bool in_note_ = false;
};

}  // namespace griffier::fetchers
