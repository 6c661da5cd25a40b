// XML held to the limits of an extraction: parsed by pugixml, which neither expands entities of a DTD nor recurses.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "fetchers/extract/extract.h"

namespace griffier::fetchers {

// A document with the text that it was parsed in place from. Neither copied nor moved.
class XmlDocument {
 public:
  // Takes valid UTF-8. Throws ExtractError: malformed (with the line), too_large (elements nested deeper than
  // limits.depth, or more of them than any publication has).
  XmlDocument(std::string text, const ExtractLimits& limits);
  XmlDocument(const XmlDocument&) = delete;
  XmlDocument& operator=(const XmlDocument&) = delete;

  [[nodiscard]] pugi::xml_node root() const { return document_.document_element(); }

 private:
  std::string text_;
  pugi::xml_document document_;
};

// The element's name without its prefix.
[[nodiscard]] std::string_view local_name(const pugi::xml_node& node);
// The first bytes of an attribute's value, whole characters: what is copied at every use of a style must be short.
[[nodiscard]] std::string beginning(std::string_view value, std::size_t bytes);
// All text below the node, folded.
[[nodiscard]] std::string text_below(const pugi::xml_node& node);
// The same where only a little text counts, or whether there is any: of more than a few pages the beginning. What asks
// for it at every level of a nest must not read all of it each time.
[[nodiscard]] std::string beginning_below(const pugi::xml_node& node);
// The encoding that an XML declaration names, empty when it names none.
[[nodiscard]] std::string_view declared_encoding(std::string_view bytes);

}  // namespace griffier::fetchers
