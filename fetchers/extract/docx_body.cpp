#include "fetchers/extract/docx_body.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "fetchers/extract/docx_wrappers.h"
#include "fetchers/extract/office_text.h"
#include "fetchers/extract/print.h"
#include "fetchers/extract/xml_document.h"

namespace griffier::fetchers {
namespace {

using publications::BlockKind;
using Cells = std::vector<pugi::xml_node>;

struct Row {
  pugi::xml_node node;
  Cells cells;
};

std::size_t span_in(const pugi::xml_node& properties, const char* name) {
  return span_of(word_attribute(child_named(properties, name), "val").value());
}

// Rows and cells that were deleted or are hidden are not shown.
std::vector<Row> rows_of(const pugi::xml_node& table) {
  std::vector<Row> rows;
  each_part(table, [&rows](const pugi::xml_node& row) {
    const pugi::xml_node properties = child_named(row, "trPr");
    if (local_name(row) != "tr" || child_named(properties, "del") || is_on(child_named(properties, "hidden"))) return;
    Cells cells;
    each_part(row, [&cells](const pugi::xml_node& cell) {
      const bool deleted = static_cast<bool>(child_named(child_named(cell, "tcPr"), "cellDel"));
      if (local_name(cell) == "tc" && !deleted) cells.push_back(cell);
    });
    rows.push_back({row, std::move(cells)});
  });
  return rows;
}

// One filled cell with more than a label in it is a paragraph beside empty space.
bool is_text_row(const Cells& cells) {
  std::size_t filled = 0;
  std::size_t letters = 0;
  for (const pugi::xml_node& cell : cells) {
    const std::size_t size = beginning_below(cell).size();
    if (size > 0) ++filled;
    letters += size;
  }
  return filled == 1 && letters > 120;
}

bool is_layout(const pugi::xml_node& cell) {
  std::size_t paragraphs = 0;
  std::size_t letters = 0;
  bool nested = false;
  each_part(cell, [&](const pugi::xml_node& node) {
    if (local_name(node) == "tbl") nested = true;
    if (nested || local_name(node) != "p") return;
    const std::size_t size = beginning_below(node).size();
    letters += size;
    if (size > 0) ++paragraphs;
  });
  return nested || paragraphs > 4 || letters > 800;
}

// A table that frames paragraphs is the page's layout.
bool is_layout(const std::vector<Row>& rows) {
  const bool frames = std::any_of(rows.begin(), rows.end(), [](const Row& row) {
    return std::any_of(row.cells.begin(), row.cells.end(), [](const auto& cell) { return is_layout(cell); });
  });
  if (frames) return true;
  return std::all_of(rows.begin(), rows.end(), [](const Row& row) {
    return std::count_if(row.cells.begin(), row.cells.end(),
                         [](const auto& cell) { return !beginning_below(cell).empty(); }) < 2;
  });
}

}  // namespace

void DocxBody::read(const pugi::xml_node& body) {
  read_apart(body);
  for (const auto& [label, text] : runs_.notes()) writer_.add(BlockKind::footnote, text, 0, label);
}

void DocxBody::read_blocks(const pugi::xml_node& parent) {
  each_part(parent, [this](const pugi::xml_node& node) {
    const std::string_view name = local_name(node);
    if (name == "p") read_paragraph(node);
    if (name == "tbl") read_table(node);
    if (name == "altChunk") has_foreign_part_ = true;
  });
}

void DocxBody::read_apart(const pugi::xml_node& parent) {
  read_blocks(parent);
  write_joined();
}

void DocxBody::read_paragraph(const pugi::xml_node& node) {
  DocxParagraph paragraph = std::exchange(joined_, {});
  paragraph.hidden = styles_.hides(node);
  runs_.gather(node, paragraph);
  runs_.end_paragraph(paragraph);
  if (end_was_deleted(node)) {
    joined_ = std::move(paragraph);
    return;
  }
  write(node, paragraph);
  for (const pugi::xml_node& box : paragraph.boxes) read_apart(box);
}

void DocxBody::write_joined() {
  const DocxParagraph joined = std::exchange(joined_, {});
  if (!is_blank(joined.text)) write({}, joined);
  for (const pugi::xml_node& box : joined.boxes) read_apart(box);
}

ParagraphStyle DocxBody::style_of(const pugi::xml_node& paragraph) const {
  const pugi::xml_node properties = child_named(paragraph, "pPr");
  ParagraphStyle style = styles_.of(word_attribute(child_named(properties, "pStyle"), "val").value());
  if (const pugi::xml_node list = child_named(properties, "numPr")) {
    const pugi::xml_node id = child_named(list, "numId");
    if (id) style.list = word_attribute(id, "val").value();
    if (const pugi::xml_node level = child_named(list, "ilvl")) style.level = word_attribute(level, "val").as_int();
  }
  const pugi::xml_node outline = child_named(properties, "outlineLvl");
  const int level = word_attribute(outline, "val").as_int(9);
  if (outline && level >= 0 && level < 9) style.heading = std::min(6, level + 1);
  return style;
}

std::string DocxBody::next_label(const ParagraphStyle& style) {
  return style.list.empty() || style.list == "0" ? std::string() : numbering_.next_label(style.list, style.level);
}

void DocxBody::write(const pugi::xml_node& node, const DocxParagraph& paragraph) {
  const ParagraphStyle style = style_of(node);
  const std::string label = next_label(style);  // an empty item has its number too
  if (is_blank(paragraph.text)) return;
  OfficeLook look;
  look.heading = style.heading;
  look.level = style.level;
  look.quote = style.quote;
  look.bold = paragraph.letters > 0 && (paragraph.bold_letters * 10 >= paragraph.letters * 9 || style.bold);
  write_office_paragraph(paragraph.text, label, look, writer_);
}

void DocxBody::read_table(const pugi::xml_node& table) {
  write_joined();
  const std::vector<Row> rows = rows_of(table);
  const bool layout = is_layout(rows);
  TableGrid grid;
  writer_.begin_table();
  for (const Row& row : rows) {
    if (layout || is_text_row(row.cells)) {
      for (const pugi::xml_node& cell : row.cells) read_apart(cell);
    } else {
      write_row(row.node, row.cells, grid);
    }
  }
}

// The paragraphs of a cell one behind the other, with the numbers and signs that they have.
void DocxBody::gather_cell(const pugi::xml_node& cell, DocxParagraph& whole) {
  bool goes_on = false;
  each_paragraph(cell, [this, &whole, &goes_on](const pugi::xml_node& node) {
    const std::string label = next_label(style_of(node));
    whole.hidden = styles_.hides(node);
    if (!goes_on) whole.text += ' ' + (whole.hidden ? std::string() : label) + ' ';
    runs_.gather(node, whole);
    runs_.end_paragraph(whole);
    goes_on = end_was_deleted(node);
  });
}

// Cells that are merged downwards stand in every row, the lower ones empty.
void DocxBody::write_row(const pugi::xml_node& row, const Cells& cells, TableGrid& grid) {
  if (cells.empty()) return;
  std::vector<pugi::xml_node> boxes;
  grid.begin_row();
  const pugi::xml_node properties = child_named(row, "trPr");
  const std::size_t before = child_named(properties, "gridBefore") ? span_in(properties, "gridBefore") : 0;
  for (const pugi::xml_node& cell : cells) {
    DocxParagraph whole;
    gather_cell(cell, whole);
    grid.add_cell(fold(whole.text), {span_in(child_named(cell, "tcPr"), "gridSpan"), 1}, before);
    boxes.insert(boxes.end(), whole.boxes.begin(), whole.boxes.end());
  }
  writer_.add(BlockKind::table_row, grid.end_row());
  for (const pugi::xml_node& box : boxes) read_apart(box);
}

}  // namespace griffier::fetchers
