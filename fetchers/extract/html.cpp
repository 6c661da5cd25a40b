#include "fetchers/extract/html.h"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

#include "fetchers/extract/encoding.h"
#include "fetchers/extract/html_notes.h"
#include "fetchers/extract/html_page.h"
#include "fetchers/extract/html_tables.h"
#include "fetchers/extract/html_tree.h"
#include "fetchers/extract/print.h"
#include "fetchers/extract/readers.h"
#include "fetchers/extract/selector.h"
#include "fetchers/extract/table_grid.h"
#include "fetchers/extract/writer.h"
#include "publications/ascii.h"

namespace griffier::fetchers {
namespace {

using publications::BlockKind;
using Nodes = std::unordered_set<const GumboNode*>;

constexpr int kDeeper = 4;  // pages nest deeper than publications do

// A note without the signs behind it that lead back to its mark.
std::string_view without_way_back(std::string_view note) {
  for (const std::string_view back : {"↩", "↑", "^", "\xEF\xB8\x8E"}) {
    while (note.ends_with(back)) {
      note.remove_suffix(back.size());
      while (note.ends_with(' ')) note.remove_suffix(1);
    }
  }
  return note;
}

class HtmlReader {
 public:
  HtmlReader(BlockWriter& writer, const GumboNode& root, const Nodes& dropped, int depth)
      : writer_(writer), notes_(root), tables_(root), dropped_(dropped), depth_limit_(depth) {}

  // `chosen` says that the configuration named the element: then only what is silent and what it dropped goes.
  void read(const GumboNode& node, bool chosen) {
    chosen_ = chosen;
    if (chosen) {
      walk(node, 0);
    } else {
      walk_children(node, 0);
    }
    flush();
  }
  void finish() {
    for (const auto& [label, text] : footnotes_) writer_.add(BlockKind::footnote, text, 0, label);
  }

 private:
  struct Style {
    BlockKind kind = BlockKind::paragraph;
    int level = 0;
  };

  void walk_children(const GumboNode& node, int depth) {
    if (depth > depth_limit_) {
      throw ExtractError(ExtractError::Reason::too_large,
                         "its elements are nested deeper than " + std::to_string(depth_limit_));
    }
    const GumboVector& children = children_of(node);
    for (unsigned child = 0; child < children.length; ++child) walk(child_at(children, child), depth + 1);
  }

  void walk(const GumboNode& node, int depth) {
    if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA) {
      buffer_ += node.v.text.text;
      return;
    }
    if (!is_element(node) || dropped_.contains(&node) || is_silent(node)) return;
    if (!chosen_ && is_site_part(node, true)) return;
    if (take_note(node, depth) || take_mark(node)) return;
    switch (shape_of(node.v.element.tag)) {
      case HtmlShape::inline_text:
        // The office and the name of a signature are lines of their own.
        if (has_class(node, {"functie", "naam"})) return walk_block(node, style_, depth);
        return walk_children(node, depth);
      case HtmlShape::line_break:
        return take_break();
      case HtmlShape::heading:
        return walk_block(node, {BlockKind::heading, 1 + heading_level(node)}, depth);
      case HtmlShape::quote:
        return walk_block(node, {BlockKind::quote, 0}, depth);
      case HtmlShape::list:
        return walk_list(node, depth);
      case HtmlShape::item:
        return walk_item(node, depth);
      case HtmlShape::row:
        return take_row(node, depth);
      case HtmlShape::block:
        return walk_block(node, style_.kind == BlockKind::heading ? Style{} : style_, depth);
    }
  }

  static int heading_level(const GumboNode& node) {
    return static_cast<int>(node.v.element.tag) - static_cast<int>(GUMBO_TAG_H1);
  }

  void walk_block(const GumboNode& node, Style style, int depth) {
    flush();
    // A publication's own title may be a paragraph by its class.
    const bool title =
        node.v.element.tag == GUMBO_TAG_P && has_class(node, {"staatscourant_kop", "_p_single-kop-titel"});
    const Style outer = std::exchange(style_, title ? Style{BlockKind::heading, 1} : style);
    walk_children(node, depth);
    flush();
    style_ = outer;
  }

  void walk_list(const GumboNode& node, int depth) {
    flush();
    const bool ordered = node.v.element.tag == GUMBO_TAG_OL;
    int number = 0;
    const std::string_view start = attribute_of(node, "start");
    for (const char c : start.substr(0, 6)) {
      if (publications::ascii::is_digit(c)) number = number * 10 + (c - '0');
    }
    const auto outer = std::exchange(counter_, ordered ? std::max(1, number) : 0);
    const std::string_view outer_type = std::exchange(type_, attribute_of(node, "type"));
    ++list_depth_;
    walk_children(node, depth);
    flush();
    --list_depth_;
    counter_ = outer;
    type_ = outer_type;
  }

  void walk_item(const GumboNode& node, int depth) {
    flush();
    label_ = counter_ > 0 ? number_label(counter_++) : "–";
    item_starts_ = true;
    walk_block(node, {BlockKind::list_item, std::max(0, list_depth_ - 1)}, depth);
    label_.clear();
    item_starts_ = false;
  }

  [[nodiscard]] std::string number_label(int number) const {
    if ((type_ == "a" || type_ == "A") && number <= 26) return {static_cast<char>(type_[0] + number - 1), '.'};
    return std::to_string(number) + ".";
  }

  // A row with a table in it is the page's layout: what its cells hold stands one after the other.
  void take_row(const GumboNode& node, int depth) {
    if (in_cell_ || tables_.frames(node)) return walk_block(node, style_, depth);
    flush();
    if (grid_of_ != node.parent) begin_part(node);
    grid_.begin_row();
    const GumboVector& children = children_of(node);
    for (unsigned child = 0; child < children.length; ++child) {
      const GumboNode& cell = child_at(children, child);
      if (!is_element(cell) || dropped_.contains(&cell)) continue;
      std::string outer = std::exchange(buffer_, {});
      in_cell_ = true;
      walk_children(cell, depth);
      in_cell_ = false;
      grid_.add_cell(fold(buffer_), {span_of(attribute_of(cell, "colspan")), span_of(attribute_of(cell, "rowspan"))});
      buffer_ = std::move(outer);
    }
    writer_.add(BlockKind::table_row, grid_.end_row());
  }

  // The rows of another part of a table, or of another table.
  void begin_part(const GumboNode& row) {
    grid_ = {};
    grid_of_ = row.parent;
    const GumboNode* table = table_of(row);
    if (std::exchange(table_, table) != table) writer_.begin_table();
  }

  // Short lines with breaks between them are an address; in running text a break is a space.
  void take_break() {
    if (in_cell_ || style_.kind != BlockKind::paragraph || buffer_.size() > 100) {
      buffer_ += ' ';
    } else {
      flush();
    }
  }

  bool take_mark(const GumboNode& node) {
    const GumboTag tag = node.v.element.tag;
    const std::string_view target = attribute_of(node, "href");
    const bool link = tag == GUMBO_TAG_A && target.starts_with('#') && notes_.is_target(target.substr(1));
    const bool number = has_class(node, {"nootnum", "noot-nr", "footnote-ref", "nootref"});
    if (!link && !number) return false;
    const auto mark = mark_of(short_text_below(node).value_or(std::string()));
    if (!mark) return false;
    if (in_note_) buffer_ += *mark + ' ';  // the note's own number, which take_note() looks for
    if (!in_note_) buffer_ += "[^" + *mark + "]";
    return true;
  }

  bool take_note(const GumboNode& node, int depth) {
    if (in_note_) return false;
    const std::string* label = notes_.label_of(node);
    const bool classed = has_class(node, {"noot", "voet", "voetnoot", "footnote"}) &&
                         shape_of(node.v.element.tag) != HtmlShape::inline_text;
    if (label == nullptr && !classed) return false;
    std::string outer = std::exchange(buffer_, {});
    const bool cell = std::exchange(in_cell_, true);
    in_note_ = true;
    walk_children(node, depth);
    in_note_ = false;
    in_cell_ = cell;
    std::string text = fold(std::exchange(buffer_, std::move(outer)));
    std::string found = label == nullptr ? std::string() : *label;
    const std::string first = text.substr(0, std::min(text.find(' '), text.size()));
    const auto mark =
        mark_of(first.ends_with('.') ? std::string_view(first).substr(0, first.size() - 1) : std::string_view(first));
    if (mark && (found.empty() || *mark == found)) {
      found = *mark;
      text.erase(0, std::min(text.size(), first.size() + 1));
    }
    text.resize(without_way_back(text).size());
    if (found.empty()) {
      buffer_ += ' ' + text;
      return true;
    }
    footnotes_.emplace_back(found, text);
    return true;
  }

  void flush() {
    if (in_cell_) {
      buffer_ += ' ';
      return;
    }
    if (is_blank(buffer_)) return buffer_.clear();
    const std::string text = fold(buffer_);
    buffer_.clear();
    if (style_.kind == BlockKind::list_item) return write_item(text);
    if (!chosen_ && is_publication_line(text)) return;
    if (style_.kind == BlockKind::heading) {
      if (const auto question = question_heading(text)) return writer_.add(*question, text);
      return writer_.add(BlockKind::heading, text, style_.level);
    }
    if (style_.kind == BlockKind::paragraph) return writer_.add_printed(text);
    writer_.add(style_.kind, text, style_.level);
  }

  // The printed number of an item may be text of its own: <li><span>a.</span><p>…</p></li>.
  void write_item(const std::string& text) {
    const auto printed = list_label(text + " x");
    if (item_starts_ && printed && printed->text_at > text.size()) {
      label_ = printed->label;
      return;
    }
    const auto inside = item_starts_ ? list_label(text) : std::nullopt;
    if (inside) {
      writer_.add(BlockKind::list_item, std::string_view(text).substr(inside->text_at), style_.level, inside->label);
    } else {
      writer_.add(BlockKind::list_item, text, style_.level, label_);
    }
    label_.clear();
    item_starts_ = false;
  }

  BlockWriter& writer_;
  PageNotes notes_;
  PageTables tables_;
  const Nodes& dropped_;
  int depth_limit_;
  bool chosen_ = false;
  std::string buffer_;
  Style style_;
  std::string label_;
  std::string_view type_;
  int counter_ = 0;
  int list_depth_ = 0;
  bool item_starts_ = false;
  bool in_cell_ = false;
  TableGrid grid_;
  const GumboNode* grid_of_ = nullptr;  // the part of a table whose rows it has
  const GumboNode* table_ = nullptr;
  bool in_note_ = false;
  std::vector<std::pair<std::string, std::string>> footnotes_;
};

// The selected elements in the order of the page, without those inside another.
std::vector<const GumboNode*> outermost(const GumboNode& root, const Nodes& kept) {
  std::vector<const GumboNode*> result;
  std::vector<const GumboNode*> stack{&root};
  while (!stack.empty()) {
    const GumboNode& node = *stack.back();
    stack.pop_back();
    if (kept.contains(&node)) {
      result.push_back(&node);
      continue;
    }
    const GumboVector& children = children_of(node);
    for (unsigned child = children.length; child > 0; --child) stack.push_back(&child_at(children, child - 1));
  }
  return result;
}

}  // namespace

void read_html(std::string_view bytes, const ExtractLimits& limits, Extraction& extraction) {
  Decoded decoded = decode(bytes, meta_charset(bytes));
  extraction.warnings = std::move(decoded.warnings);
  const HtmlTree tree(std::move(decoded.text), limits);
  read_page_facts(tree.root(), extraction.facts);
  BlockWriter writer(extraction, limits);
  const Nodes none;
  const GumboNode& content = main_content(tree.root());
  Nodes site;
  if (content.v.element.tag == GUMBO_TAG_BODY) {
    // Without a main element the whole body is read, and its own header and footer are the site's.
    std::vector<const GumboNode*> stack{&content};
    while (!stack.empty()) {
      const GumboNode& node = *stack.back();
      stack.pop_back();
      if (!is_element(node)) continue;
      if (&node != &content && is_site_part(node, false)) {
        site.insert(&node);
        continue;
      }
      if (node.v.element.tag == GUMBO_TAG_ARTICLE) continue;
      const GumboVector& children = children_of(node);
      for (unsigned child = 0; child < children.length; ++child) stack.push_back(&child_at(children, child));
    }
  }
  HtmlReader reader(writer, tree.root(), site, limits.depth * kDeeper);
  reader.read(content, false);
  reader.finish();
  require_text(extraction, "the page holds no text");
}

publications::Text html_select(std::string_view bytes, const std::vector<std::string>& keep,
                               const std::vector<std::string>& drop, const ExtractLimits& limits) {
  std::vector<Selector> kept;
  std::vector<Selector> dropped;
  for (const std::string& selector : keep) kept.emplace_back(selector);
  for (const std::string& selector : drop) dropped.emplace_back(selector);
  const HtmlTree tree(decode(bytes, meta_charset(bytes)).text, limits);
  Nodes kept_nodes;
  Nodes dropped_nodes;
  for (const Selector& selector : kept) selector.find(tree.root(), kept_nodes);
  for (const Selector& selector : dropped) selector.find(tree.root(), dropped_nodes);
  Extraction extraction;
  BlockWriter writer(extraction, limits);
  HtmlReader reader(writer, tree.root(), dropped_nodes, limits.depth * kDeeper);
  if (keep.empty()) {
    reader.read(main_content(tree.root()), false);
  } else {
    for (const GumboNode* node : outermost(tree.root(), kept_nodes)) {
      if (!dropped_nodes.contains(node)) reader.read(*node, true);
    }
  }
  reader.finish();
  return std::move(extraction.text);
}

void check_selector(std::string_view selector) { (void)Selector(selector); }

}  // namespace griffier::fetchers
