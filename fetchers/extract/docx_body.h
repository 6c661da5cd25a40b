// The blocks of a DOCX: its paragraphs, lists and tables (ECMA-376 part 1, 17).
#pragma once

#include <pugixml.hpp>
#include <vector>

#include "fetchers/extract/docx_runs.h"
#include "fetchers/extract/docx_styles.h"
#include "fetchers/extract/numbering.h"
#include "fetchers/extract/table_grid.h"
#include "fetchers/extract/writer.h"

namespace griffier::fetchers {

// Reads one part of the package: the letter, or the head of its pages. Everything that it is made with must outlive it.
class DocxBody {
 public:
  DocxBody(BlockWriter& writer, const DocxStyles& styles, Numbering& numbering, DocxRuns& runs)
      : writer_(writer), styles_(styles), numbering_(numbering), runs_(runs) {}

  // Writes what stands in w:body (or w:hdr), then the notes that are marked in it.
  void read(const pugi::xml_node& body);
  // Whether it holds a part in another format (w:altChunk), which is not read.
  [[nodiscard]] bool has_foreign_part() const { return has_foreign_part_; }

 private:
  using Cells = std::vector<pugi::xml_node>;

  void read_blocks(const pugi::xml_node& parent);
  // The blocks of a cell or a text box: no paragraph in it goes on outside of it.
  void read_apart(const pugi::xml_node& parent);
  void read_paragraph(const pugi::xml_node& node);
  void write(const pugi::xml_node& node, const DocxParagraph& paragraph);
  void write_joined();
  [[nodiscard]] ParagraphStyle style_of(const pugi::xml_node& paragraph) const;
  [[nodiscard]] std::string next_label(const ParagraphStyle& style);
  void read_table(const pugi::xml_node& table);
  void write_row(const pugi::xml_node& row, const Cells& cells, TableGrid& grid);
  void gather_cell(const pugi::xml_node& cell, DocxParagraph& whole);

  BlockWriter& writer_;
  const DocxStyles& styles_;
  Numbering& numbering_;
  DocxRuns& runs_;
  DocxParagraph joined_;  // whose end was deleted
  bool has_foreign_part_ = false;
};

}  // namespace griffier::fetchers
