#include <algorithm>
#include <memory>
#include <utility>

#include "fetchers/extract/docx_body.h"
#include "fetchers/extract/docx_parts.h"
#include "fetchers/extract/docx_runs.h"
#include "fetchers/extract/docx_styles.h"
#include "fetchers/extract/encoding.h"
#include "fetchers/extract/numbering.h"
#include "fetchers/extract/print.h"
#include "fetchers/extract/readers.h"
#include "fetchers/extract/writer.h"
#include "fetchers/extract/xml_document.h"
#include "publications/instant.h"

namespace griffier::fetchers {
namespace {

pugi::xml_node root_of(const std::unique_ptr<XmlDocument>& document) {
  return document == nullptr ? pugi::xml_node() : document->root();
}

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

// How notes of a kind ("footnotePr") are numbered: as the document says, else as its last section does.
NoteNumbers note_numbers(const pugi::xml_node& settings, const pugi::xml_node& body, std::string_view kind,
                         const char* usual) {
  NoteNumbers numbers{usual, 1};
  for (const pugi::xml_node& place : {settings, child_named(body, "sectPr")}) {
    const pugi::xml_node properties = child_named(place, kind);
    if (const auto format = child_named(properties, "numFmt")) {
      numbers.format = beginning(word_attribute(format, "val").value(), 64);
    }
    if (const auto start = child_named(properties, "numStart")) {
      numbers.start = std::clamp(word_attribute(start, "val").as_int(1), 1, 100'000);
    }
  }
  return numbers;
}

// What only the head of the pages says. A letter whose heads are damaged can still be read.
void read_heads(const DocxParts& parts, const DocxStyles& styles, const pugi::xml_node& numbering,
                const ExtractLimits& limits, Extraction& extraction) {
  for (const char* const name : {"header1.xml", "header2.xml", "header3.xml", "header4.xml"}) {
    try {
      const auto part = parts.parse(name);
      if (part == nullptr) continue;
      Extraction head;
      BlockWriter writer(head, limits);
      Numbering own(numbering);
      DocxRuns runs(styles, {}, {});
      DocxBody(writer, styles, own, runs).read(part->root());
      note_letterhead(head.text, extraction.facts);
    } catch (const ExtractError&) {
      extraction.warnings.emplace_back("word/" + std::string(name) + " can't be read");
    }
  }
}

}  // namespace

void read_docx(std::string_view bytes, const ExtractLimits& limits, Extraction& extraction) {
  const DocxParts parts(bytes, limits);
  const auto document = parts.parse("document.xml");
  const auto styles_part = parts.parse("styles.xml");
  const auto numbering_part = parts.parse("numbering.xml");
  const auto settings = parts.parse("settings.xml");
  const auto footnotes = parts.parse("footnotes.xml");
  const auto endnotes = parts.parse("endnotes.xml");
  const auto core = parts.parse("core.xml");
  read_core_facts(root_of(core), extraction.facts);
  const pugi::xml_node body = child_named(document->root(), "body");
  const DocxStyles styles(root_of(styles_part));
  Numbering numbering(root_of(numbering_part));
  DocxRuns runs(styles, {root_of(footnotes), note_numbers(root_of(settings), body, "footnotePr", "decimal")},
                {root_of(endnotes), note_numbers(root_of(settings), body, "endnotePr", "lowerRoman")});
  BlockWriter writer(extraction, limits);
  DocxBody reader(writer, styles, numbering, runs);
  reader.read(body);
  read_heads(parts, styles, root_of(numbering_part), limits, extraction);
  if (reader.has_foreign_part()) {
    extraction.warnings.emplace_back(
        "a part of it is a file of another format (altChunk), which is not read: text may be missing");
  }
  require_text(extraction, "the DOCX holds no text");
}

}  // namespace griffier::fetchers
