#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "fetchers/extract/docx_styles.h"
#include "fetchers/extract/encoding.h"
#include "fetchers/extract/hyphen.h"
#include "fetchers/extract/numbering.h"
#include "fetchers/extract/office_text.h"
#include "fetchers/extract/package.h"
#include "fetchers/extract/print.h"
#include "fetchers/extract/readers.h"
#include "fetchers/extract/table_grid.h"
#include "fetchers/extract/writer.h"
#include "fetchers/extract/xml_document.h"
#include "publications/instant.h"

namespace griffier::fetchers {
namespace {

using publications::BlockKind;

using Parts = std::map<std::string, std::string>;

// A part as XML; none when the package lacks it.
std::unique_ptr<XmlDocument> parse_part(Parts& parts, const std::string& name, const ExtractLimits& limits) {
  const auto found = parts.find(name);
  if (found == parts.end()) return nullptr;
  return std::make_unique<XmlDocument>(decode(found->second, declared_encoding(found->second)).text, limits);
}

pugi::xml_node root_of(const std::unique_ptr<XmlDocument>& document) {
  return document == nullptr ? pugi::xml_node() : document->root();
}

// A paragraph while its runs are read.
struct Paragraph {
  std::string text;                   // lines of it parted by '\n'
  std::size_t letters = 0;            // outside field codes
  std::size_t bold_letters = 0;       //
  std::vector<pugi::xml_node> boxes;  // text boxes anchored in it
};

class DocxReader {
 public:
  DocxReader(BlockWriter& writer, const DocxStyles& styles, Numbering& numbering, const pugi::xml_node& footnotes,
             const pugi::xml_node& endnotes)
      : writer_(writer), styles_(styles), numbering_(numbering) {
    index_notes(footnotes, footnotes_);
    index_notes(endnotes, endnotes_);
  }

  void run(const pugi::xml_node& body) {
    read_blocks(body);
    if (!is_blank(joined_.text)) write({}, joined_);
    for (const auto& [label, text] : notes_) writer_.add(BlockKind::footnote, text, 0, label);
  }

 private:
  struct Note {
    pugi::xml_node node;
    std::string label;  // empty until it was read
  };
  using NoteIndex = std::map<std::string, Note>;

  static void index_notes(const pugi::xml_node& root, NoteIndex& index) {
    for (const pugi::xml_node note : root.children()) {
      // Separators are notes too, by their type.
      if (!note.attribute("w:type") || std::string_view(note.attribute("w:type").value()) == "normal") {
        index[note.attribute("w:id").value()].node = note;
      }
    }
  }

  // Paragraphs and tables, and what wraps them: content controls, changes, markup of other programs.
  void read_blocks(const pugi::xml_node& parent) {
    for (const pugi::xml_node node : parent.children()) {
      const std::string_view name = local_name(node);
      if (name == "p") {
        read_paragraph(node);
      } else if (name == "tbl") {
        read_table(node);
      } else if (name == "sdt" || name == "sdtContent" || name == "ins" || name == "moveTo" || name == "customXml" ||
                 name == "smartTag") {
        read_blocks(node);
      } else if (name == "AlternateContent") {
        read_blocks(child_named(node, "Choice"));
      }
    }
  }

  void read_paragraph(const pugi::xml_node& node) {
    Paragraph paragraph = std::exchange(joined_, {});
    gather(node, paragraph);
    end_fields(paragraph);
    const pugi::xml_node mark = child_named(child_named(node, "pPr"), "rPr");
    if (child_named(mark, "del") || child_named(mark, "moveFrom")) {  // its end was deleted: the next goes on in it
      joined_ = std::move(paragraph);
      return;
    }
    write(node, paragraph);
    for (const pugi::xml_node& box : paragraph.boxes) read_blocks(box);
  }

  void gather(const pugi::xml_node& parent, Paragraph& paragraph) {
    for (const pugi::xml_node node : parent.children()) {
      const std::string_view name = local_name(node);
      if (name == "r") {
        gather_run(node, paragraph);
      } else if (name == "hyperlink" || name == "ins" || name == "moveTo" || name == "smartTag" || name == "sdt" ||
                 name == "sdtContent" || name == "fldSimple" || name == "customXml" || name == "dir" || name == "bdo") {
        gather(node, paragraph);
      } else if (name == "AlternateContent") {
        gather(child_named(node, "Choice"), paragraph);
      }
    }
  }

  void gather_run(const pugi::xml_node& run, Paragraph& paragraph) {
    const pugi::xml_node properties = child_named(run, "rPr");
    if (is_on(child_named(properties, "vanish"))) return;
    const std::size_t before = paragraph.text.size();
    for (const pugi::xml_node node : run.children()) gather_piece(node, paragraph);
    const std::size_t added = paragraph.text.size() - before;
    paragraph.letters += added;
    if (is_on(child_named(properties, "b"))) paragraph.bold_letters += added;
  }

  void gather_piece(const pugi::xml_node& node, Paragraph& paragraph) {
    const std::string_view name = local_name(node);
    if (name == "fldChar") return note_field(node.attribute("w:fldCharType").value(), paragraph);
    if (name == "drawing" || name == "pict" || name == "object") return find_boxes(node, paragraph);
    if (name == "AlternateContent") return find_boxes(child_named(node, "Choice"), paragraph);
    std::string& text = is_in_code() ? code_ : paragraph.text;
    if (name == "t") text += node.child_value();
    if (name == "tab" || name == "ptab") text += ' ';
    if (name == "noBreakHyphen") text += '-';
    if (name == "sym") text += "•";
    const std::string_view kind = name == "br" ? node.attribute("w:type").value() : "";
    if (name == "cr" || (name == "br" && kind != "page" && kind != "column")) text += '\n';
    if (is_in_code()) return;
    if (name == "footnoteReference") add_mark(node, footnotes_, false, paragraph);
    if (name == "endnoteReference") add_mark(node, endnotes_, true, paragraph);
  }

  // Fields nest: code between begin and separate, result between separate and end.
  struct Field {
    bool in_code = true;
    std::size_t result_at = 0;
  };

  [[nodiscard]] bool is_in_code() const {
    return std::any_of(fields_.begin(), fields_.end(), [](const Field& field) { return field.in_code; });
  }

  // A field whose code goes on at the end of the paragraph was never ended, or its end was deleted: what stood behind
  // its beginning is text. Results may go on over paragraphs; nothing of them needs to be known there.
  void end_fields(Paragraph& paragraph) {
    if (is_in_code()) paragraph.text += code_;
    code_.clear();
    fields_.clear();
  }

  // Whether the last field stands in the code of another.
  [[nodiscard]] bool is_code_of_outer() const {
    return std::any_of(fields_.begin(), fields_.end() - 1, [](const Field& field) { return field.in_code; });
  }

  void note_field(std::string_view kind, Paragraph& paragraph) {
    if (kind == "begin" && fields_.size() < 64) fields_.push_back({true, 0});
    if (fields_.empty()) return;
    if (kind != "begin" && !is_code_of_outer()) code_.clear();
    if (kind == "separate") fields_.back() = {false, paragraph.text.size()};
    if (kind != "end") return;
    // A field of a template that lost its property shows an error instead of its result.
    const Field field = fields_.back();
    fields_.pop_back();
    if (field.in_code || field.result_at > paragraph.text.size()) return;
    const std::string_view result = std::string_view(paragraph.text).substr(field.result_at);
    if (result.starts_with("Fout!") || result.starts_with("Error!")) paragraph.text.resize(field.result_at);
  }

  void find_boxes(const pugi::xml_node& root, Paragraph& paragraph) {
    std::vector<pugi::xml_node> stack{root};
    while (!stack.empty()) {
      const pugi::xml_node node = stack.back();
      stack.pop_back();
      if (local_name(node) == "txbxContent") {
        paragraph.boxes.push_back(node);
        continue;
      }
      if (local_name(node) == "Fallback") continue;
      std::vector<pugi::xml_node> children(node.begin(), node.end());
      stack.insert(stack.end(), children.rbegin(), children.rend());
    }
  }

  // A note that is marked again has the label that it had: read once more, it would cost its length at every mark.
  void add_mark(const pugi::xml_node& node, NoteIndex& index, bool end, Paragraph& paragraph) {
    const auto found = index.find(node.attribute("w:id").value());
    if (found == index.end() || in_note_) return;
    Note& note = found->second;
    if (note.label.empty()) {
      const int number = end ? ++endnote_count_ : ++footnote_count_;
      note.label = end ? format_number(number, "lowerRoman") : std::to_string(number);
      notes_.emplace_back(note.label, text_of_note(note.node));
    }
    paragraph.text += "[^" + note.label + "]";
  }

  std::string text_of_note(const pugi::xml_node& node) {
    in_note_ = true;
    const std::vector<Field> outer = std::exchange(fields_, {});
    std::string text;
    for (const pugi::xml_node part : node.children()) {
      if (local_name(part) != "p") continue;
      Paragraph own;
      gather(part, own);
      end_fields(own);
      text += ' ' + own.text;
    }
    in_note_ = false;
    fields_ = outer;
    return text;
  }

  void write(const pugi::xml_node& node, const Paragraph& paragraph) {
    const pugi::xml_node properties = child_named(node, "pPr");
    ParagraphStyle style = styles_.of(child_named(properties, "pStyle").attribute("w:val").value());
    if (const pugi::xml_node list = child_named(properties, "numPr")) {
      const pugi::xml_node id = child_named(list, "numId");
      if (id) style.list = id.attribute("w:val").value();
      if (const pugi::xml_node level = child_named(list, "ilvl")) style.level = level.attribute("w:val").as_int();
    }
    const pugi::xml_node outline = child_named(properties, "outlineLvl");
    if (outline && outline.attribute("w:val").as_int(9) < 9) style.heading = outline.attribute("w:val").as_int() + 1;
    if (is_blank(paragraph.text)) return;
    const std::string label =
        style.list.empty() || style.list == "0" ? "" : numbering_.next_label(style.list, style.level);
    OfficeLook look;
    look.heading = style.heading;
    look.level = style.level;
    look.quote = style.quote;
    look.bold = paragraph.letters > 0 && (paragraph.bold_letters * 10 >= paragraph.letters * 9 || style.bold);
    write_office_paragraph(paragraph.text, label, look, writer_);
  }

  // A table that frames paragraphs is the page's layout: its cells are read as text.
  void read_table(const pugi::xml_node& table) {
    std::vector<std::vector<pugi::xml_node>> rows;
    bool layout = false;
    for (const pugi::xml_node row : table.children()) {
      if (local_name(row) != "tr") continue;
      if (child_named(child_named(row, "trPr"), "del")) continue;
      std::vector<pugi::xml_node> cells;
      collect_cells(row, cells);
      for (const pugi::xml_node& cell : cells) layout = layout || is_layout(cell);
      rows.push_back(std::move(cells));
    }
    const bool single = std::all_of(rows.begin(), rows.end(), [](const auto& cells) {
      return std::count_if(cells.begin(), cells.end(),
                           [](const auto& cell) { return !beginning_below(cell).empty(); }) < 2;
    });
    TableGrid grid;
    writer_.begin_table();
    for (const auto& cells : rows) {
      if (layout || single || is_text_row(cells)) {
        for (const pugi::xml_node& cell : cells) read_blocks(cell);
      } else {
        write_row(cells, grid);
      }
    }
  }

  static std::size_t span_in(const pugi::xml_node& properties, const char* name) {
    return span_of(child_named(properties, name).attribute("w:val").value());
  }

  // One filled cell with more than a label in it is a paragraph beside empty space.
  static bool is_text_row(const std::vector<pugi::xml_node>& cells) {
    std::size_t filled = 0;
    std::size_t letters = 0;
    for (const pugi::xml_node& cell : cells) {
      const std::size_t size = beginning_below(cell).size();
      if (size > 0) ++filled;
      letters += size;
    }
    return filled == 1 && letters > 120;
  }

  static void collect_cells(const pugi::xml_node& row, std::vector<pugi::xml_node>& cells) {
    for (const pugi::xml_node node : row.children()) {
      if (local_name(node) == "tc") cells.push_back(node);
      if (local_name(node) != "sdt") continue;
      for (const pugi::xml_node inner : child_named(node, "sdtContent").children()) {
        if (local_name(inner) == "tc") cells.push_back(inner);
      }
    }
  }

  static bool is_layout(const pugi::xml_node& cell) {
    std::size_t paragraphs = 0;
    std::size_t letters = 0;
    for (const pugi::xml_node node : cell.children()) {
      if (local_name(node) == "tbl") return true;
      if (local_name(node) != "p") continue;
      const std::size_t size = beginning_below(node).size();
      letters += size;
      if (size > 0) ++paragraphs;
    }
    return paragraphs > 4 || letters > 800;
  }

  // Cells that are merged downwards stand in every row, the lower ones empty.
  void write_row(const std::vector<pugi::xml_node>& cells, TableGrid& grid) {
    if (cells.empty()) return;
    std::vector<pugi::xml_node> boxes;
    grid.begin_row();
    const pugi::xml_node row = cells.front().parent();
    const pugi::xml_node properties = child_named(row, "trPr");
    const std::size_t before = child_named(properties, "gridBefore") ? span_in(properties, "gridBefore") : 0;
    for (const pugi::xml_node& cell : cells) {
      Paragraph whole;
      for (const pugi::xml_node node : cell.children()) {
        if (local_name(node) != "p" && local_name(node) != "sdt") continue;
        whole.text += ' ';
        gather(node, whole);
        end_fields(whole);
      }
      grid.add_cell(fold(whole.text), {span_in(child_named(cell, "tcPr"), "gridSpan"), 1}, before);
      boxes.insert(boxes.end(), whole.boxes.begin(), whole.boxes.end());
    }
    writer_.add(BlockKind::table_row, grid.end_row());
    for (const pugi::xml_node& box : boxes) read_blocks(box);
  }

  BlockWriter& writer_;
  const DocxStyles& styles_;
  Numbering& numbering_;
  NoteIndex footnotes_;
  NoteIndex endnotes_;
  std::vector<Field> fields_;
  std::string code_;  // what stands in the code of fields that are open
  Paragraph joined_;  // whose end was deleted
  std::vector<std::pair<std::string, std::string>> notes_;
  int footnote_count_ = 0;
  int endnote_count_ = 0;
  bool in_note_ = false;
};

void read_core_facts(const pugi::xml_node& root, std::map<std::string, std::string>& facts) {
  static constexpr std::pair<std::string_view, const char*> kFields[] = {
      {"title", "title"}, {"creator", "creator"}, {"created", "created"}, {"modified", "modified"}};
  for (const pugi::xml_node node : root.children()) {
    for (const auto& [name, fact] : kFields) {
      const std::string value = local_name(node) == name ? text_below(node) : "";
      if (!value.empty()) facts.emplace(fact, value);
    }
  }
}

// The day and the reference of a letter whose template prints them in the head of its pages alone.
void note_letterhead(const publications::Text& head, std::map<std::string, std::string>& facts) {
  for (std::size_t at = 0; at < head.blocks.size(); ++at) {
    const std::string& text = head.blocks[at].text;
    for (const std::string_view label : {"datum", "ons kenmerk", "onze referentie", "kenmerk"}) {
      if (!to_lower(text.substr(0, label.size())).starts_with(label)) continue;
      std::string_view value = trim(std::string_view(text).substr(label.size()));
      if (value.starts_with(':')) value = trim(value.substr(1));
      if (value.empty() && at + 1 < head.blocks.size()) value = head.blocks[at + 1].text;
      const auto day = publications::parse_dutch_date(value);
      if (label == "datum" && day) facts.emplace("date", publications::iso_date(*day));
      const bool reference = value.size() >= 4 && value.size() <= 40 && value.find(' ') == std::string_view::npos &&
                             value.find_first_of("0123456789") != std::string_view::npos;
      if (label != "datum" && reference) facts.emplace("kenmerk", std::string(value));
      break;
    }
  }
}

}  // namespace

void read_docx(std::string_view bytes, const ExtractLimits& limits, Extraction& extraction) {
  static constexpr std::array kHeads{"word/header1.xml", "word/header2.xml", "word/header3.xml", "word/header4.xml"};
  std::vector<std::string> names{"word/document.xml",  "word/styles.xml",   "word/numbering.xml",
                                 "word/footnotes.xml", "word/endnotes.xml", "docProps/core.xml"};
  names.insert(names.end(), kHeads.begin(), kHeads.end());
  Parts parts = read_package(bytes, names, limits);
  const auto document = parse_part(parts, "word/document.xml", limits);
  if (document == nullptr) {
    throw ExtractError(ExtractError::Reason::malformed, "it is no DOCX: the package has no word/document.xml");
  }
  const auto styles_part = parse_part(parts, "word/styles.xml", limits);
  const auto numbering_part = parse_part(parts, "word/numbering.xml", limits);
  const auto footnotes = parse_part(parts, "word/footnotes.xml", limits);
  const auto endnotes = parse_part(parts, "word/endnotes.xml", limits);
  const auto core = parse_part(parts, "docProps/core.xml", limits);
  read_core_facts(root_of(core), extraction.facts);
  const DocxStyles styles(root_of(styles_part));
  Numbering numbering(root_of(numbering_part));
  BlockWriter writer(extraction, limits);
  DocxReader(writer, styles, numbering, root_of(footnotes), root_of(endnotes))
      .run(child_named(document->root(), "body"));
  for (const char* const name : kHeads) {
    try {
      const auto part = parse_part(parts, name, limits);
      if (part == nullptr) continue;
      Extraction head;
      BlockWriter head_writer(head, limits);
      Numbering none(root_of(numbering_part));
      DocxReader(head_writer, styles, none, {}, {}).run(part->root());
      note_letterhead(head.text, extraction.facts);
    } catch (const ExtractError&) {
      extraction.warnings.emplace_back(std::string(name) + " can't be read");  // the letter can
    }
  }
  require_text(extraction, "the DOCX holds no text");
}

}  // namespace griffier::fetchers
