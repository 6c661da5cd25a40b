#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "fetchers/extract/docx_styles.h"
#include "fetchers/extract/encoding.h"
#include "fetchers/extract/hyphen.h"
#include "fetchers/extract/odt_hidden.h"
#include "fetchers/extract/odt_math.h"
#include "fetchers/extract/odt_numbers.h"
#include "fetchers/extract/office_text.h"
#include "fetchers/extract/package.h"
#include "fetchers/extract/print.h"
#include "fetchers/extract/readers.h"
#include "fetchers/extract/table_grid.h"
#include "fetchers/extract/writer.h"
#include "fetchers/extract/xml_document.h"

namespace griffier::fetchers {
namespace {

using publications::BlockKind;

class OdtReader {
 public:
  OdtReader(BlockWriter& writer, OdtNumbers& numbers, const OdtHidden& hidden, OdtEquations& equations)
      : writer_(writer), numbers_(numbers), hidden_(hidden), equations_(equations) {}

  void run(const pugi::xml_node& text) {
    whole_ = text;
    read_blocks(text);
    for (const auto& [label, note] : notes_) writer_.add(BlockKind::footnote, note, 0, label);
  }

 private:
  void read_blocks(const pugi::xml_node& parent) {
    for (const pugi::xml_node node : parent.children()) {
      const std::string_view name = local_name(node);
      if (OdtHidden::by_itself(node)) continue;
      if (name == "p") {
        read_paragraph(node);
      } else if (name == "h") {
        read_heading(node);
      } else if (name == "list") {
        read_list(node);
      } else if (name == "numbered-paragraph") {
        read_numbered(node);
      } else if (name == "table") {
        read_table(node);
      } else if (name == "section" || name == "index-body" || name == "text-box" || name == "a" || is_frame(node) ||
                 name == "table-of-content" || name == "index-title" || name == "bibliography" ||
                 name.ends_with("-index")) {
        if (const std::string equation = equations_.take(node); !equation.empty()) write_lines(equation);
        read_blocks(node);
      }
    }
  }

  // A frame or a drawing, which may hold text of its own.
  static bool is_frame(const pugi::xml_node& node) {
    static constexpr std::array<std::string_view, 14> kDrawings{
        "frame", "custom-shape",    "rect",   "ellipse",   "g",       "line",    "polyline",
        "path",  "regular-polygon", "circle", "connector", "caption", "polygon", "measure"};
    const std::string_view full = node.name();
    return full.starts_with("draw:") && std::count(kDrawings.begin(), kDrawings.end(), local_name(node)) > 0;
  }

  // Adds the text of a paragraph with its lines parted by '\n'; frames in it are read behind it.
  void gather_paragraph(const pugi::xml_node& paragraph, std::string& text) {
    if (!OdtHidden::by_field(paragraph)) gather(paragraph, hidden_.by_style(paragraph).value_or(false), text);
  }

  // `hidden` by the style around it, until one within says otherwise.
  void gather(const pugi::xml_node& parent, bool hidden, std::string& text) {
    for (const pugi::xml_node node : parent.children()) {
      if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
        if (!hidden) text += fold_kept(node.value());
        continue;
      }
      const std::string_view name = local_name(node);
      const bool frame = is_frame(node) || name == "text-box";
      if (!hidden) {
        if (name == "s" || name == "tab") text += ' ';
        if (name == "line-break") text += '\n';
        if (name == "note") take_note(node, text);
        if (frame) put_aside(node, text);
      }
      const bool skipped = frame || name == "note" || name == "annotation" || name == "tracked-changes" ||
                           name == "script" || name == "ruby-text" || name == "number" || OdtHidden::by_itself(node);
      if (!skipped) gather(node, hidden_.by_style(node).value_or(hidden), text);
    }
  }

  // An equation is part of the sentence; other frames are read behind it.
  void put_aside(const pugi::xml_node& frame, std::string& text) {
    text += equations_.take(frame);
    frames_.push_back(frame);
  }

  // Adds the paragraphs of a note or a cell, one behind the other, whatever they stand in.
  void gather_blocks(const pugi::xml_node& parent, std::string& text) {
    for (const pugi::xml_node node : parent.children()) {
      const std::string_view name = local_name(node);
      if (OdtHidden::by_itself(node) || name == "annotation" || name == "tracked-changes" || name == "number" ||
          name.ends_with("-source")) {
        continue;
      }
      if (name == "p" || name == "h") {
        text += ' ';
        gather_paragraph(node, text);
      } else if (is_frame(node) || name == "text-box") {
        put_aside(node, text);
      } else if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
        text += fold_kept(node.value());
      } else {
        gather_blocks(node, text);
      }
    }
  }

  // Line ends in the file are spaces: only text:line-break is one for a reader.
  static std::string fold_kept(std::string_view text) {
    std::string result(text);
    std::replace(result.begin(), result.end(), '\n', ' ');
    return result;
  }

  static std::string mark_in(const pugi::xml_node& citation) {
    std::string mark = text_below(citation);
    std::erase_if(mark, [](char c) { return c == '[' || c == ']'; });
    return mark;
  }

  void take_note(const pugi::xml_node& node, std::string& text) {
    std::string label = mark_in(child_named(node, "note-citation"));
    if (label.empty()) label = std::to_string(notes_.size() + 1);
    if (!labels_.insert(label).second) label = next_free_label();
    std::string note;
    gather_blocks(child_named(node, "note-body"), note);
    text += "[^" + label + "]";
    notes_.emplace_back(std::move(label), std::move(note));
  }

  // A number that no note of the file has, for one whose mark another has.
  std::string next_free_label() {
    if (!knows_citations_) note_citations(whole_);
    knows_citations_ = true;
    do ++last_free_;
    while (cited_.contains(std::to_string(last_free_)) || !labels_.insert(std::to_string(last_free_)).second);
    return std::to_string(last_free_);
  }

  void note_citations(const pugi::xml_node& parent) {
    for (const pugi::xml_node node : parent.children()) {
      if (local_name(node) == "note-citation") cited_.insert(mark_in(node));
      note_citations(node);
    }
  }

  void read_frames() {
    const std::vector<pugi::xml_node> frames = std::exchange(frames_, {});
    for (const pugi::xml_node& frame : frames) read_blocks(frame);
  }

  [[nodiscard]] bool is_hidden(const pugi::xml_node& paragraph) const {
    return hidden_.by_style(paragraph).value_or(false) || OdtHidden::by_field(paragraph);
  }

  void read_paragraph(const pugi::xml_node& node) {
    std::string text;
    gather_paragraph(node, text);
    const bool hidden = is_blank(text) && is_hidden(node);
    if (!hidden) write_lines(text);  // what is hidden takes no number of its list
    read_frames();
  }

  void write_lines(std::string_view text) {
    OfficeLook look;
    look.level = std::max(0, depth_ - 1);
    write_office_paragraph(text, std::exchange(label_, {}), look, writer_);
  }

  void read_heading(const pugi::xml_node& node) {
    std::string text;
    gather_paragraph(node, text);
    const std::string folded = fold(text);
    if (folded.empty() && is_hidden(node)) return read_frames();
    std::string label = std::exchange(label_, {});
    if (depth_ == 0) label = numbers_.heading_label(node);
    if (const std::string given = given_number(node); !given.empty()) label = given;
    if (label == "•") label.clear();  // of a list whose style the file lacks
    if (folded.empty()) return read_frames();
    if (const auto heading = question_heading(folded)) {
      writer_.add(*heading, folded);
    } else {
      const int level = std::clamp(node.attribute("text:outline-level").as_int(1), 1, 6);
      writer_.add(BlockKind::heading, label.empty() ? folded : label + ' ' + folded, level);
    }
    read_frames();
  }

  static pugi::xml_node first_element(const pugi::xml_node& parent) {
    return parent.find_child([](const pugi::xml_node& node) { return node.type() == pugi::node_element; });
  }

  // The number that the file gives for those who don't count themselves.
  static std::string given_number(const pugi::xml_node& node) { return text_below(child_named(node, "number")); }

  void read_list(const pugi::xml_node& node) {
    const std::string outer = style_name_;
    std::string name = OdtNumbers::style_name(node.attribute("text:style-name"));
    if (name.empty() && outer.empty()) name = numbers_.list_style_of(child_named(child_named(node, "list-item"), "p"));
    if (!name.empty()) style_name_ = name;
    const std::size_t level = level_of(depth_);
    const bool goes_on = node.attribute("text:continue-numbering").as_bool() || node.attribute("text:continue-list");
    numbers_.begin_list(style_name_, level, goes_on);
    ++depth_;
    for (const pugi::xml_node item : node.children()) {
      const bool header = local_name(item) == "list-header";
      if (local_name(item) != "list-item" && !header) continue;
      const bool nested_only = local_name(first_element(item)) == "list";
      if (!header && !nested_only) {
        label_ = numbers_.item_label(style_name_, level, item);
        if (const std::string given = given_number(item); !given.empty()) label_ = given;
      }
      read_blocks(item);
      label_.clear();
    }
    --depth_;
    style_name_ = outer;
  }

  // An item that stands on its own, with the list and the level that it belongs to.
  void read_numbered(const pugi::xml_node& node) {
    const std::size_t level = level_of(node.attribute("text:level").as_int(1) - 1);
    label_ = numbers_.item_label(OdtNumbers::style_name(node.attribute("text:style-name")), level, node);
    const int outer = std::exchange(depth_, static_cast<int>(level) + 1);
    read_blocks(node);
    depth_ = outer;
    label_.clear();
  }

  static std::size_t level_of(int depth) {
    return static_cast<std::size_t>(std::clamp(depth, 0, static_cast<int>(OdtNumbers::kLevels) - 1));
  }

  static void gather_rows(const pugi::xml_node& parent, std::vector<pugi::xml_node>& rows) {
    for (const pugi::xml_node node : parent.children()) {
      const std::string_view name = local_name(node);
      if (name == "table-row") rows.push_back(node);
      if (name == "table-header-rows" || name == "table-rows" || name == "table-row-group") gather_rows(node, rows);
    }
  }

  void read_table(const pugi::xml_node& table) {
    std::vector<pugi::xml_node> rows;
    gather_rows(table, rows);
    writer_.begin_table();
    for (const pugi::xml_node& row : rows) read_row(row);
    writer_.begin_table();  // of a table around this one
  }

  void read_row(const pugi::xml_node& row) {
    std::vector<pugi::xml_node> cells;
    bool layout = false;
    for (const pugi::xml_node cell : row.children()) {
      if (local_name(cell) != "table-cell") continue;
      cells.push_back(cell);
      const auto paragraphs = std::distance(cell.begin(), cell.end());
      layout = layout || child_named(cell, "table") || child_named(cell, "list") || paragraphs > 6;
    }
    if (layout || cells.size() < 2) {
      for (const pugi::xml_node& cell : cells) read_blocks(cell);
      return;
    }
    writer_.add(BlockKind::table_row, text_of_row(row));
    read_frames();
  }

  // A cell that another reaches over is an element too, without text; cells that are alike may be one element.
  std::string text_of_row(const pugi::xml_node& row) {
    constexpr std::size_t kMostAlike = 100;
    constexpr std::size_t kMostRepeated = 1000;  // bytes that one element may become
    std::size_t more = kMostAlike;               // cells than the row has elements
    TableGrid grid;
    grid.begin_row();
    for (const pugi::xml_node cell : row.children()) {
      const bool covered = local_name(cell) == "covered-table-cell";
      if (!covered && local_name(cell) != "table-cell") continue;
      std::string text;
      if (!covered) gather_blocks(cell, text);
      text = fold(text);
      const std::size_t most = std::clamp<std::size_t>(kMostRepeated / (text.size() + 1), 1, more + 1);
      const std::size_t alike = span_of(cell.attribute("table:number-columns-repeated").value());
      const std::size_t count = std::clamp<std::size_t>(alike, 1, most);
      for (std::size_t at = 0; at < count; ++at) grid.add_cell(text, {});
      more -= count - 1;
    }
    return grid.end_row();
  }

  BlockWriter& writer_;
  OdtNumbers& numbers_;
  const OdtHidden& hidden_;
  OdtEquations& equations_;
  pugi::xml_node whole_;
  std::vector<pugi::xml_node> frames_;
  std::vector<std::pair<std::string, std::string>> notes_;
  std::set<std::string> labels_;  // of the notes so far
  std::set<std::string> cited_;   // of all notes, once two had the same
  bool knows_citations_ = false;
  int last_free_ = 0;  // the number given last to a note whose mark another has
  std::string style_name_;
  std::string label_;
  int depth_ = 0;
};

std::unique_ptr<XmlDocument> parse(const std::map<std::string, std::string>& parts, const char* name,
                                   const ExtractLimits& limits) {
  const auto found = parts.find(name);
  if (found == parts.end()) return nullptr;
  return std::make_unique<XmlDocument>(decode(found->second, declared_encoding(found->second)).text, limits);
}

void read_meta(const pugi::xml_node& root, std::map<std::string, std::string>& facts) {
  for (const pugi::xml_node field : child_named(root, "meta").children()) {
    const std::string_view name = local_name(field);
    if (name != "title" && name != "creator") continue;
    const std::string value = text_below(field);
    if (!value.empty()) facts.emplace(std::string(name), value);
  }
}

}  // namespace

void read_odt(std::string_view bytes, const ExtractLimits& limits, Extraction& extraction) {
  const auto parts = read_package(bytes, {"content.xml", "styles.xml", "meta.xml"}, limits);
  const auto content = parse(parts, "content.xml", limits);
  if (content == nullptr) {
    throw ExtractError(ExtractError::Reason::malformed, "it is no ODT: the package has no content.xml");
  }
  const auto styles = parse(parts, "styles.xml", limits);
  const auto meta = parse(parts, "meta.xml", limits);
  if (meta != nullptr) read_meta(meta->root(), extraction.facts);
  BlockWriter writer(extraction, limits);
  OdtNumbers numbers;
  if (styles != nullptr) numbers.note_styles(styles->root());
  numbers.note_styles(content->root());
  const OdtHidden hidden(styles == nullptr ? pugi::xml_node() : styles->root(), content->root());
  OdtEquations equations(bytes, content->root(), limits, extraction.warnings);
  OdtReader reader(writer, numbers, hidden, equations);
  reader.run(child_named(child_named(content->root(), "body"), "text"));
  require_text(extraction, "the ODT holds no text");
}

}  // namespace griffier::fetchers
