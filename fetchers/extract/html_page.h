// What of an HTML page is its content and what is the site around it.
#pragma once

#include <map>
#include <string>

#include "fetchers/extract/html_tree.h"

namespace griffier::fetchers {

// The element that holds what a reader comes for: the text of an official publication, main, the only article, an
// element named content; else the body.
[[nodiscard]] const GumboNode& main_content(const GumboNode& root);

// Whether the element belongs to the site: navigation, bars, forms, footers, scripts, what is hidden. `inside` says
// that it lies within the main content, where headers and footers belong to an article.
[[nodiscard]] bool is_site_part(const GumboNode& node, bool inside);
// Whether it never has text for a reader, whatever a selector says: scripts, styles, forms' fields.
[[nodiscard]] bool is_silent(const GumboNode& node);

// "title", "document_id", "date" and what else the head says.
void read_page_facts(const GumboNode& root, std::map<std::string, std::string>& facts);

}  // namespace griffier::fetchers
