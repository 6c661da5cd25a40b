#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "fetchers/extract/encoding.h"
#include "fetchers/extract/print.h"
#include "fetchers/extract/readers.h"
#include "fetchers/extract/writer.h"
#include "fetchers/extract/xml_document.h"
#include "fetchers/extract/xml_facts.h"
#include "fetchers/extract/xml_table.h"
#include "fetchers/extract/xml_vocabulary.h"
#include "publications/ascii.h"

namespace griffier::fetchers {
namespace {

using publications::BlockKind;

bool has_ancestor_in_head(const pugi::xml_node& node) {
  const std::string_view parent = local_name(node.parent());
  return parent == "kop" || parent == "title" || parent == "titel" || parent == "tussenkop" || parent == "agendapunt";
}

// The text of elements as it is printed. Files that were indented have line ends between the elements of a sentence:
// "(", the fractie and ")" on lines of their own.
std::string as_printed(std::string_view text) {
  std::string folded = fold(text);
  if (text.find('\n') == std::string_view::npos) return folded;
  std::string out;
  out.reserve(folded.size());
  for (std::size_t at = 0; at < folded.size(); ++at) {
    const char next = at + 1 < folded.size() ? folded[at + 1] : ' ';
    const bool closes =
        std::string_view(").,;:?!]").find(next) != std::string_view::npos &&
        (at + 2 >= folded.size() || std::string_view(" ).,;:?![").find(folded[at + 2]) != std::string_view::npos);
    const bool opened = !out.empty() && (out.back() == '(' || out.back() == '[');
    if (folded[at] == ' ' && (closes || opened)) continue;
    out += folded[at];
  }
  return out;
}

// Walks the tree and writes blocks. Text gathers in one buffer until an element that begins or ends a block. The depth
// of recursion is that of the document, which XmlDocument has checked.
class XmlReader {
 public:
  XmlReader(BlockWriter& writer, std::map<std::string, std::string>& facts) : writer_(writer), facts_(facts) {}

  void run(const pugi::xml_node& root) {
    walk_children(root);
    flush();
    for (const auto& [label, text] : notes_) writer_.add(BlockKind::footnote, text, 0, label);
  }

 private:
  struct Style {
    BlockKind kind = BlockKind::paragraph;
    int level = 0;
  };

  void walk_children(const pugi::xml_node& node) {
    for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
      if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
        buffer_ += child.value();
      } else if (child.type() == pugi::node_element) {
        walk(child);
      }
    }
  }

  void walk(const pugi::xml_node& node) {
    switch (xml_role(local_name(node))) {
      case XmlRole::skip:
        return;
      case XmlRole::line_break:
        buffer_ += ' ';
        return;
      case XmlRole::inline_text:
        if (is_asking_ && is_number_of_question(node)) return take_number(node);
        return walk_inline(node);
      case XmlRole::footnote:
        return take_note(node);
      case XmlRole::footnote_mark:
        return take_mark(node);
      case XmlRole::number:
        return take_number(node);
      case XmlRole::table_row:
        return take_row(node);
      case XmlRole::speaker:
        return walk_block(node, style_);
      case XmlRole::quote:
        return walk_block(node, {BlockKind::quote, 0});
      case XmlRole::heading:
        return take_heading(node);
      case XmlRole::division:
        return walk_division(node);
      case XmlRole::question:
        return walk_question(node, BlockKind::question);
      case XmlRole::answer:
        return walk_question(node, BlockKind::answer);
      case XmlRole::list:
        return walk_list(node);
      case XmlRole::list_item:
        return walk_item(node);
      case XmlRole::block:
        return walk_other(node);
    }
  }

  void walk_inline(const pugi::xml_node& node) {
    // Parts of a name or number stand apart in print though nothing parts them in the file.
    const std::string_view name = local_name(node);
    const std::string_view parent = local_name(node.parent());
    const bool part = name == "achternaam" || name == "voorvoegsels" || name == "begrotingshoofdstuk" ||
                      name == "toevoeging" || parent == "kop" || name == "nummer" || parent == "onderw" ||
                      name == "ltrlabel";
    if (name == "naam" && (parent == "ondertekening" || parent == "onderw")) return walk_block(node, style_);
    if (part && !buffer_.empty()) buffer_ += ' ';
    if (name == "extref") note_target(node, facts_);
    walk_children(node);
    if (part) buffer_ += ' ';
  }

  void walk_block(const pugi::xml_node& node, Style style) {
    flush();
    const Style outer = std::exchange(style_, style);
    walk_children(node);
    flush();
    style_ = outer;
  }

  void walk_other(const pugi::xml_node& node) {
    const std::string_view name = local_name(node);
    if (is_phrase(node)) return walk_children(node);
    const std::string_view what = name == "tekstregel" ? node.attribute("inhoud").value() : "";
    // The chamber's number is an ornament, the series is printed nowhere.
    if (what == "kamernummer" || what == "documenttype") return;
    if (name == "inhoudsindicatie" || name == "uitspraak" || name == "conclusie") label_.clear();
    walk_block(node, style_.kind == BlockKind::heading ? Style{} : style_);
  }

  // An element of another vocabulary within a sentence: it holds words alone, and words stand before or behind it.
  static bool is_phrase(const pugi::xml_node& node) {
    const std::string_view parent = local_name(node.parent());
    if (parent != "al" && parent != "para" && parent != "p") return false;
    const auto is_words = [](const pugi::xml_node& part) {
      return part.type() == pugi::node_pcdata && !is_blank(part.value());
    };
    const bool words_alone = node.first_child() && !node.first_child().next_sibling() && is_words(node.first_child());
    return words_alone && (is_words(node.previous_sibling()) || is_words(node.next_sibling()));
  }

  void walk_division(const pugi::xml_node& node) {
    ++division_;
    walk_block(node, {});
    --division_;
  }

  void take_heading(const pugi::xml_node& node) {
    if (has_ancestor_in_head(node) && local_name(node.parent()) != "agendapunt") {
      if (!buffer_.empty()) buffer_ += ' ';
      walk_children(node);
      buffer_ += ' ';
      return;
    }
    const std::string_view name = local_name(node);
    int level = std::min(6, 2 + division_);
    if (name == "tussenkop" || name == "tuskop") level = std::min(6, level + 1 + italic(node));
    if (name == "item-titel") level = 1;
    if (name == "titel" && local_name(node.parent()) == "stuk") level = 1;
    label_.clear();
    walk_block(node, {BlockKind::heading, level});
  }

  static int italic(const pugi::xml_node& node) {
    const std::string_view look =
        node.attribute("kopopmaak") ? node.attribute("kopopmaak").value() : node.attribute("letat").value();
    return look == "cur" || look == "rom" || look == "ondlijn" ? 1 : 0;
  }

  // The number inside is the printed heading; without one the element alone says what it is.
  void walk_question(const pugi::xml_node& node, BlockKind kind) {
    flush();
    const auto outer = std::exchange(asking_, kind);
    const bool was_asking = std::exchange(is_asking_, true);
    if (!has_heading(node)) writer_.add(kind, kind == BlockKind::question ? "Vraag" : "Antwoord");
    walk_block(node, {});
    asking_ = outer;
    is_asking_ = was_asking;
  }

  // In the files of before 2009: "<vraag><nummer>1</nummer>".
  static bool is_number_of_question(const pugi::xml_node& node) {
    if (local_name(node) != "nummer") return false;
    const std::string_view parent = local_name(node.parent());
    return parent == "vraag" || parent == "antwoord";
  }

  // The number as an element of its own, or as the first words: "<vraag><al>Vraag 1</al>".
  static bool has_heading(const pugi::xml_node& node) {
    for (const pugi::xml_node child : node.children()) {
      if (xml_role(local_name(child)) == XmlRole::number || is_number_of_question(child)) return true;
    }
    const std::string words = text_below(node.first_child());
    return words.empty() || question_heading(words) || publications::ascii::is_digit(words.front());
  }

  void take_number(const pugi::xml_node& node) {
    const std::string text = text_below(node);
    const std::string_view parent = local_name(node.parent());
    if (text.empty()) return;
    if (has_ancestor_in_head(node) && parent != "agendapunt") {
      if (!buffer_.empty()) buffer_ += ' ';
      buffer_ += text + ' ';
      return;
    }
    if (parent == "agendapunt") return;  // the number within the file, printed nowhere
    flush();
    if (is_asking_ && (parent == "vraag" || parent == "antwoord")) {
      const bool bare = publications::ascii::is_digit(text.front());
      const std::string word = asking_ == BlockKind::question ? "Vraag " : "Antwoord ";
      writer_.add(asking_, bare ? word + text : text);
      return;
    }
    label_ = text;
  }

  void walk_list(const pugi::xml_node& node) {
    flush();
    const Style outer = style_;
    const int depth = list_depth_++;
    const std::string_view type = node.attribute("type").value();
    const auto marker =
        std::exchange(marker_, type == "ndash" || type.empty() || local_name(node) == "itemizedlist" ? "–" : "");
    style_ = {BlockKind::list_item, depth};
    walk_children(node);
    flush();
    marker_ = marker;
    list_depth_ = depth;
    style_ = outer;
  }

  void walk_item(const pugi::xml_node& node) {
    flush();
    label_ = marker_;
    walk_block(node, {BlockKind::list_item, std::max(0, list_depth_ - 1)});
    label_.clear();
  }

  void take_row(const pugi::xml_node& node) {
    flush();
    if (table_.begin_row(node)) writer_.begin_table();
    for (pugi::xml_node entry : node.children()) {
      if (entry.type() == pugi::node_element) table_.add_entry(entry, cell(entry));
    }
    writer_.add(BlockKind::table_row, table_.end_row());
  }

  // All text of a cell, its paragraphs parted by spaces, its notes taken out.
  std::string cell(const pugi::xml_node& node) {
    std::string outer = std::exchange(buffer_, {});
    gather(node);
    std::string text = as_printed(buffer_);
    buffer_ = std::move(outer);
    return text;
  }

  void gather(const pugi::xml_node& node) {
    for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
      if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) buffer_ += child.value();
      if (child.type() != pugi::node_element) continue;
      const XmlRole role = xml_role(local_name(child));
      if (role == XmlRole::footnote) {
        take_note(child);
      } else if (role == XmlRole::footnote_mark) {
        take_mark(child);
      } else if (role != XmlRole::skip) {
        const bool block = role != XmlRole::inline_text;
        if (block) buffer_ += ' ';
        if (!block && local_name(child) == "extref") note_target(child, facts_);
        gather(child);
        if (block) buffer_ += ' ';
      }
    }
  }

  void take_note(const pugi::xml_node& node) {
    std::string label;
    std::string text;
    std::string outer = std::exchange(buffer_, {});
    for (pugi::xml_node child : node.children()) {
      const std::string_view name = local_name(child);
      if (name == "noot.nr" || name == "nr" || name == "label") {
        label = text_below(child);
      } else {
        buffer_ += ' ';
        if (child.type() == pugi::node_element) {
          gather(child);
        } else {
          buffer_ += child.value();
        }
      }
    }
    text = as_printed(buffer_);
    buffer_ = std::move(outer);
    while (!label.empty() && (label.back() == ')' || label.back() == '.')) label.pop_back();
    if (label.empty())
      label = node.attribute("label") ? node.attribute("label").value() : std::to_string(notes_.size() + 1);
    buffer_ += "[^" + label + "]";
    notes_.emplace_back(std::move(label), std::move(text));
  }

  void take_mark(const pugi::xml_node& node) {
    const std::string text = text_below(node);
    if (!text.empty()) buffer_ += "[^" + text + "]";
  }

  void flush() {
    if (is_blank(buffer_)) return buffer_.clear();
    const std::string text = as_printed(std::exchange(buffer_, {}));
    if (style_.kind == BlockKind::heading) {
      writer_.add(BlockKind::heading, text, style_.level);
    } else if (style_.kind == BlockKind::paragraph && !label_.empty()) {
      writer_.add(BlockKind::list_item, text, 0, std::exchange(label_, {}));
    } else if (style_.kind == BlockKind::paragraph) {
      writer_.add_printed(text);
    } else {
      writer_.add(style_.kind, text, style_.level, std::exchange(label_, {}));
    }
  }

  BlockWriter& writer_;
  std::map<std::string, std::string>& facts_;
  std::string buffer_;
  std::string label_;
  std::string marker_;
  XmlTable table_;
  Style style_;
  int division_ = 0;
  int list_depth_ = 0;
  BlockKind asking_ = BlockKind::question;
  bool is_asking_ = false;
  std::vector<std::pair<std::string, std::string>> notes_;
};

// A record about a publication: its title is all the text that it has for a reader.
void write_record(const Extraction& extraction, BlockWriter& writer) {
  for (const char* fact : {"title", "document_title", "document_id", "sender", "kenmerk", "available", "date"}) {
    const auto found = extraction.facts.find(fact);
    if (found == extraction.facts.end()) continue;
    const bool title = writer.empty();
    writer.add(title ? BlockKind::heading : BlockKind::paragraph, found->second, title ? 1 : 0);
  }
}

// A byte order mark that was read as Windows-1252 and written again tells that all of the file was.
std::string without_stray_mark(std::string text, std::vector<std::string>& warnings) {
  static constexpr std::string_view kStray = "\xC3\xAF\xC2\xBB\xC2\xBF";
  if (!text.starts_with(kStray)) return text;
  std::string once = undo_double_encoding(text);
  if (once.starts_with("\xEF\xBB\xBF")) {
    warnings.emplace_back("the text was encoded as UTF-8 twice, which is undone");
    return once.substr(3);
  }
  return text.substr(kStray.size());
}

}  // namespace

void read_official_xml(std::string_view bytes, const ExtractLimits& limits, Extraction& extraction) {
  Decoded decoded = decode(bytes, declared_encoding(bytes));
  extraction.warnings = std::move(decoded.warnings);
  const XmlDocument document(without_stray_mark(std::move(decoded.text), extraction.warnings), limits);
  const pugi::xml_node root = document.root();
  read_xml_facts(root, extraction.facts);
  BlockWriter writer(extraction, limits);
  if (is_metadata_record(root)) {
    write_record(extraction, writer);
  } else {
    XmlReader(writer, extraction.facts).run(root);
    // A judgment of which only the record is public.
    if (writer.empty()) write_record(extraction, writer);
  }
  require_text(extraction, "the XML holds no text");
}

}  // namespace griffier::fetchers
