#include "fetchers/extract/docx_runs.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "fetchers/extract/docx_math.h"
#include "fetchers/extract/docx_wrappers.h"
#include "fetchers/extract/encoding.h"
#include "fetchers/extract/numbering.h"
#include "fetchers/extract/print.h"
#include "fetchers/extract/symbol_faces.h"
#include "fetchers/extract/xml_document.h"
#include "publications/ascii.h"

namespace griffier::fetchers {
namespace {

constexpr std::size_t kLongestMark = 16;  // bytes of a note's own mark

// Adds the text boxes of a drawing. Recurses as deep as the elements are nested, which XmlDocument has bounded.
void find_boxes(const pugi::xml_node& root, DocxParagraph& paragraph) {
  if (local_name(root) == "txbxContent") return paragraph.boxes.push_back(root);
  const bool either = local_name(root) == "AlternateContent";
  const std::size_t before = paragraph.boxes.size();
  for (const pugi::xml_node node : root.children()) {
    find_boxes(node, paragraph);
    if (either && paragraph.boxes.size() > before) return;
  }
}

// What a field of a form shows that has no result of its own: a box to tick, the entry that was chosen from a list.
std::string form_text(const pugi::xml_node& begin) {
  const pugi::xml_node form = child_named(begin, "ffData");
  if (const pugi::xml_node box = child_named(form, "checkBox")) {
    const pugi::xml_node checked = child_named(box, "checked");
    return is_on(checked ? checked : child_named(box, "default")) ? "☒" : "☐";
  }
  const pugi::xml_node list = child_named(form, "ddList");
  const pugi::xml_node chosen = child_named(list, "result");
  int left = word_attribute(chosen ? chosen : child_named(list, "default"), "val").as_int();
  for (const pugi::xml_node entry : list.children()) {
    if (local_name(entry) == "listEntry" && left-- == 0) return word_attribute(entry, "val").value();
  }
  return {};
}

std::string symbol_of(const pugi::xml_node& node) {
  const char* const code = word_attribute(node, "char").value();
  std::string letters;
  const auto point = static_cast<char32_t>(std::strtoul(code, nullptr, 16) & 0x1FFFFFU);
  append_utf8(letters, symbol_character(word_attribute(node, "font").value(), point));
  return letters;
}

struct CustomMark {
  std::string label;    // empty where what follows is no mark
  std::string rest;     // the text behind it
  pugi::xml_node last;  // that both are made of
};

bool has_letters(std::string_view text) { return std::any_of(text.begin(), text.end(), publications::ascii::is_alnum); }

// The mark that stands behind a note's reference, as far as the first piece that is no sign of it: what stands behind
// each of many references is read once. A sign with text behind it is a mark, a word of a sentence is not.
CustomMark custom_mark(const pugi::xml_node& reference) {
  CustomMark mark;
  std::string text;
  for (pugi::xml_node node = reference.next_sibling(); node; node = node.next_sibling()) {
    const std::string_view name = local_name(node);
    if (name != "t" && name != "sym") break;
    text += name == "sym" ? symbol_of(node) : std::string(node.child_value());
    mark.last = node;
  }
  const std::string_view shown = trim(text);
  const std::string_view word = shown.substr(0, shown.find_first_of(" \t\r\n"));
  if (word.empty() || word.size() > kLongestMark || (word.size() < shown.size() && has_letters(word))) return mark;
  mark.label = word;
  std::erase_if(mark.label, [](char c) { return c == '[' || c == ']'; });
  mark.rest = text.substr(static_cast<std::size_t>(word.data() - text.data()) + word.size());
  return mark;
}

// The text of a note without its mark, with which it begins.
std::string without_mark(std::string text, const std::string& mark) {
  text = fold(text);
  if (!text.starts_with(mark)) return text;
  const bool word = text.size() == mark.size() || text[mark.size()] == ' ';
  if (word || !has_letters(mark)) text.erase(0, mark.size());
  return text;
}

}  // namespace

DocxRuns::DocxRuns(const DocxStyles& styles, const DocxNotes& footnotes, const DocxNotes& endnotes)
    : styles_(styles), footnotes_(index_notes(footnotes)), endnotes_(index_notes(endnotes)) {}

DocxRuns::NoteKind DocxRuns::index_notes(const DocxNotes& notes) {
  NoteKind kind;
  kind.numbers = notes.numbers;
  kind.count = notes.numbers.start - 1;
  for (const pugi::xml_node note : notes.root.children()) {
    // Separators are notes too, by their type.
    const pugi::xml_attribute type = word_attribute(note, "type");
    if (type && std::string_view(type.value()) != "normal") continue;
    kind.notes[word_attribute(note, "id").value()].node = note;
  }
  return kind;
}

void DocxRuns::gather(const pugi::xml_node& parent, DocxParagraph& paragraph) {
  each_part(parent, [this, &paragraph](const pugi::xml_node& node) {
    const std::string_view name = local_name(node);
    if (name == "r") {
      gather_run(node, paragraph);
    } else if (name == "hyperlink" || name == "fldSimple" || name == "dir" || name == "bdo" || name == "rubyBase") {
      gather(node, paragraph);
    } else if (name == "oMath" || name == "oMathPara") {
      paragraph.text += equation_text(node);
    }
  });
}

bool DocxRuns::is_hidden(const pugi::xml_node& properties, const DocxParagraph& paragraph) const {
  if (const pugi::xml_node vanish = child_named(properties, "vanish")) return is_on(vanish);
  const pugi::xml_node style = child_named(properties, "rStyle");
  if (!style) return paragraph.hidden;
  return styles_.of(word_attribute(style, "val").value()).hidden.value_or(paragraph.hidden);
}

void DocxRuns::gather_run(const pugi::xml_node& run, DocxParagraph& paragraph) {
  const pugi::xml_node properties = child_named(run, "rPr");
  if (is_hidden(properties, paragraph)) return;
  const std::size_t before = paragraph.text.size();
  for (pugi::xml_node node = run.first_child(); node; node = node.next_sibling()) {
    const std::string_view name = local_name(node);
    const bool foot = name == "footnoteReference";
    if (!foot && name != "endnoteReference") {
      gather_piece(node, paragraph);
      continue;
    }
    if (fields_.in_code() || in_note_) continue;
    const pugi::xml_attribute follows = word_attribute(node, "customMarkFollows");
    const bool custom = follows && is_on_value(follows.value());
    const CustomMark mark = custom ? custom_mark(node) : CustomMark();
    add_mark(node, foot ? footnotes_ : endnotes_, mark.label, paragraph);
    if (mark.label.empty()) continue;
    paragraph.text += mark.rest;
    node = mark.last;
  }
  const std::size_t added = paragraph.text.size() - std::min(before, paragraph.text.size());
  paragraph.letters += added;
  if (is_on(child_named(properties, "b"))) paragraph.bold_letters += added;
}

void DocxRuns::gather_piece(const pugi::xml_node& node, DocxParagraph& paragraph) {
  const std::string_view name = local_name(node);
  if (name == "fldChar") {
    const std::string form = fields_.in_code() ? std::string() : form_text(node);
    return fields_.mark(word_attribute(node, "fldCharType").value(), paragraph.text, form);
  }
  if (name == "drawing" || name == "pict" || name == "object") return find_boxes(node, paragraph);
  if (name == "AlternateContent") return gather_alternatives(node, paragraph);
  if (name == "ruby") return gather(child_named(node, "rubyBase"), paragraph);
  std::string& text = fields_.in_code() ? fields_.code() : paragraph.text;
  if (name == "t") text += node.child_value();
  if (name == "tab" || name == "ptab") text += ' ';
  if (name == "noBreakHyphen") text += '-';
  if (name == "sym") text += symbol_of(node);
  if (name == "cr" || name == "br") text += '\n';
}

// The first form of which this reader knows anything: a drawing with a text box, or the sign that Word itself keeps in
// a newer element.
void DocxRuns::gather_alternatives(const pugi::xml_node& node, DocxParagraph& paragraph) {
  const std::size_t boxes = paragraph.boxes.size();
  const std::size_t letters = paragraph.text.size();
  const std::size_t code = fields_.code().size();
  for (const pugi::xml_node form : node.children()) {
    for (const pugi::xml_node piece : form.children()) gather_piece(piece, paragraph);
    if (paragraph.boxes.size() != boxes || paragraph.text.size() != letters || fields_.code().size() != code) return;
  }
}

// A note that is marked again has the label that it had: read once more, it would cost its length at every mark.
void DocxRuns::add_mark(const pugi::xml_node& node, NoteKind& kind, const std::string& custom,
                        DocxParagraph& paragraph) {
  const auto found = kind.notes.find(word_attribute(node, "id").value());
  if (found == kind.notes.end()) return;
  Note& note = found->second;
  if (note.label.empty()) {
    std::string text = text_of_note(note.node);
    if (!custom.empty()) {
      text = without_mark(std::move(text), custom);
      note.label = unused(custom);
    } else {
      note.label = format_number(++kind.count, kind.numbers.format);
      if (labels_.contains(note.label)) note.label = unused(format_number(kind.count, "lowerRoman"));
    }
    labels_.insert(note.label);
    notes_.emplace_back(note.label, std::move(text));
  }
  paragraph.text += "[^" + note.label + "]";
}

// Numbers behind those of all notes: a lower one is that of a note that comes yet.
std::string DocxRuns::unused(std::string label) {
  if (!labels_.contains(label)) return label;
  const auto notes = [](const NoteKind& kind) {
    return kind.notes.size() + static_cast<std::size_t>(kind.numbers.start);
  };
  last_spare_ = std::max(last_spare_, std::max(notes(footnotes_), notes(endnotes_)) - 1);
  do label = std::to_string(++last_spare_);
  while (labels_.contains(label));
  return label;
}

void DocxRuns::gather_note(const pugi::xml_node& node, std::string& text) {
  bool goes_on = false;
  each_paragraph(node, [this, &text, &goes_on](const pugi::xml_node& paragraph) {
    DocxParagraph own;
    own.hidden = styles_.hides(paragraph);
    gather(paragraph, own);
    end_paragraph(own);
    if (!goes_on) text += ' ';
    text += own.text;
    goes_on = end_was_deleted(paragraph);
    for (const pugi::xml_node& box : own.boxes) gather_note(box, text);
  });
}

std::string DocxRuns::text_of_note(const pugi::xml_node& node) {
  in_note_ = true;
  DocxFields outer = std::exchange(fields_, {});
  std::string text;
  gather_note(node, text);
  in_note_ = false;
  fields_ = std::move(outer);
  return text;
}

}  // namespace griffier::fetchers
