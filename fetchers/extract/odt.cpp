#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "fetchers/extract/docx_styles.h"
#include "fetchers/extract/encoding.h"
#include "fetchers/extract/hyphen.h"
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

constexpr std::size_t kMostHidden = 10'000;  // styles; each takes more memory than its bytes in the file

class OdtReader {
 public:
  OdtReader(BlockWriter& writer, OdtNumbers& numbers) : writer_(writer), numbers_(numbers) {}

  // Takes the names of the styles whose text is not shown.
  void note_hidden_styles(const pugi::xml_node& root) {
    for (const pugi::xml_node group : root.children()) {
      for (const pugi::xml_node style : group.children()) {
        const pugi::xml_node look = child_named(style, "text-properties");
        if (hidden_styles_.size() < kMostHidden && std::string_view(look.attribute("text:display").value()) == "none")
          hidden_styles_.insert(OdtNumbers::style_name(style.attribute("style:name")));
      }
    }
  }

  void run(const pugi::xml_node& text) {
    read_blocks(text);
    for (const auto& [label, note] : notes_) writer_.add(BlockKind::footnote, note, 0, label);
  }

 private:
  void read_blocks(const pugi::xml_node& parent) {
    for (const pugi::xml_node node : parent.children()) {
      const std::string_view name = local_name(node);
      if (is_hidden(node)) continue;
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
      } else if (name == "section" || name == "index-body" || name == "text-box" || is_frame(name) ||
                 name == "table-of-content" || name == "index-title" || name == "bibliography" ||
                 name.ends_with("-index")) {
        read_blocks(node);
      }
    }
  }

  // A frame or a drawing, which may hold text of its own.
  static bool is_frame(std::string_view name) {
    return name == "frame" || name == "custom-shape" || name == "rect" || name == "ellipse" || name == "g";
  }

  // The text of a paragraph with its lines parted by '\n'; frames in it are read behind it.
  void gather(const pugi::xml_node& parent, std::string& text) {
    for (const pugi::xml_node node : parent.children()) {
      if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
        text += fold_kept(node.value());
        continue;
      }
      const std::string_view name = local_name(node);
      if (name == "s" || name == "tab") text += ' ';
      if (name == "line-break") text += '\n';
      if (name == "note") take_note(node, text);
      if (is_frame(name) || name == "text-box") frames_.push_back(node);
      const bool skipped = name == "note" || name == "annotation" || is_frame(name) || name == "text-box" ||
                           name == "tracked-changes" || name == "script" || name == "ruby-text" || name == "number" ||
                           is_hidden(node);
      if (!skipped) gather(node, text);
    }
  }

  [[nodiscard]] bool is_hidden(const pugi::xml_node& node) const {
    const std::string_view name = local_name(node);
    const std::string_view display = node.attribute("text:display").value();
    if (name == "section" && display == "none") return true;
    if (name == "section" && display == "condition")
      return std::string_view(node.attribute("text:is-hidden").value()) == "true";
    const pugi::xml_attribute style = node.attribute("text:style-name");
    if (style && !hidden_styles_.empty() && hidden_styles_.contains(OdtNumbers::style_name(style))) return true;
    return (name == "hidden-text" || name == "hidden-paragraph") &&
           std::string_view(node.attribute("text:is-hidden").value()) == "true";
  }

  // Line ends in the file are spaces: only text:line-break is one for a reader.
  static std::string fold_kept(std::string_view text) {
    std::string result(text);
    std::replace(result.begin(), result.end(), '\n', ' ');
    return result;
  }

  void take_note(const pugi::xml_node& node, std::string& text) {
    std::string label = text_below(child_named(node, "note-citation"));
    if (label.empty()) label = std::to_string(notes_.size() + 1);
    std::string note;
    for (const pugi::xml_node part : child_named(node, "note-body").children()) {
      note += ' ';
      note += text_below(part);
    }
    text += "[^" + label + "]";
    notes_.emplace_back(std::move(label), std::move(note));
  }

  void read_frames() {
    const std::vector<pugi::xml_node> frames = std::exchange(frames_, {});
    for (const pugi::xml_node& frame : frames) read_blocks(frame);
  }

  void read_paragraph(const pugi::xml_node& node) {
    std::string text;
    gather(node, text);
    write_lines(text);
    read_frames();
  }

  void write_lines(std::string_view text) {
    OfficeLook look;
    look.level = std::max(0, depth_ - 1);
    write_office_paragraph(text, std::exchange(label_, {}), look, writer_);
  }

  void read_heading(const pugi::xml_node& node) {
    std::string text;
    gather(node, text);
    const std::string folded = fold(text);
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
      const bool nested_only = local_name(item.first_child()) == "list";
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

  void read_table(const pugi::xml_node& table) {
    std::vector<pugi::xml_node> rows;
    for (const pugi::xml_node node : table.children()) {
      if (local_name(node) == "table-row") rows.push_back(node);
      const bool group = local_name(node) == "table-header-rows" || local_name(node) == "table-rows" ||
                         local_name(node) == "table-row-group";
      if (!group) continue;
      for (const pugi::xml_node row : node.children()) {
        if (local_name(row) == "table-row") rows.push_back(row);
      }
    }
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
    TableGrid grid;
    grid.begin_row();
    for (const pugi::xml_node cell : row.children()) {
      const bool covered = local_name(cell) == "covered-table-cell";
      if (!covered && local_name(cell) != "table-cell") continue;
      std::string text;
      for (const pugi::xml_node part : cell.children()) {
        text += ' ';
        if (!covered) gather(part, text);
      }
      text = fold(text);
      const std::size_t alike = span_of(cell.attribute("table:number-columns-repeated").value());
      for (std::size_t at = 0; at < std::min(alike, text.size() < 200 ? kMostAlike : 1); ++at) grid.add_cell(text, {});
    }
    return grid.end_row();
  }

  BlockWriter& writer_;
  OdtNumbers& numbers_;
  std::set<std::string> hidden_styles_;
  std::vector<pugi::xml_node> frames_;
  std::vector<std::pair<std::string, std::string>> notes_;
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
  OdtReader reader(writer, numbers);
  if (styles != nullptr) reader.note_hidden_styles(styles->root());
  reader.note_hidden_styles(content->root());
  reader.run(child_named(child_named(content->root(), "body"), "text"));
  require_text(extraction, "the ODT holds no text");
}

}  // namespace griffier::fetchers
