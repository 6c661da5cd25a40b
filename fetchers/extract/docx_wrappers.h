// Elements of a DOCX that merely wrap others: content controls, changes, markup of other programs, alternatives.
#pragma once

#include <pugixml.hpp>
#include <string_view>

#include "fetchers/extract/docx_styles.h"
#include "fetchers/extract/xml_document.h"

namespace griffier::fetchers {

// The element whose children stand in the place of `node`: an insertion, what a content control holds, the first of
// several forms of the same that holds anything. An empty node when `node` wraps nothing. What is deleted or was moved
// away is no wrapper.
[[nodiscard]] inline pugi::xml_node inside_wrapper(const pugi::xml_node& node) {
  const std::string_view name = local_name(node);
  if (name == "ins" || name == "moveTo" || name == "customXml" || name == "smartTag") return node;
  if (name == "sdt") return child_named(node, "sdtContent");
  if (name != "AlternateContent") return {};
  for (const pugi::xml_node form : node.children()) {
    if (form.first_child()) return form;
  }
  return node.first_child();
}

// Whether the end of a paragraph was deleted or moved away: the next one goes on in it.
[[nodiscard]] inline bool end_was_deleted(const pugi::xml_node& paragraph) {
  const pugi::xml_node mark = child_named(child_named(paragraph, "pPr"), "rPr");
  return child_named(mark, "del") || child_named(mark, "moveFrom");
}

// Calls `take` with the children of `parent` in their order, looking through what wraps them. Recurses as deep as the
// elements are nested, which XmlDocument has bounded.
template <typename Take>
void each_part(const pugi::xml_node& parent, const Take& take) {
  for (const pugi::xml_node node : parent.children()) {
    if (const pugi::xml_node inside = inside_wrapper(node)) {
      each_part(inside, take);
    } else {
      take(node);
    }
  }
}

// The same for the paragraphs of a note or a cell, those of tables in it among them.
template <typename Take>
void each_paragraph(const pugi::xml_node& parent, const Take& take) {
  each_part(parent, [&take](const pugi::xml_node& node) {
    const std::string_view name = local_name(node);
    if (name == "p") return take(node);
    if (name == "tbl" || name == "tr" || name == "tc") each_paragraph(node, take);
  });
}

}  // namespace griffier::fetchers
