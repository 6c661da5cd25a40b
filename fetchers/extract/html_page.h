// What of an HTML page is its content and what is the site around it.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "fetchers/extract/html_tree.h"

namespace griffier::fetchers {

// The element that holds what a reader comes for: the text of an official publication, main, the only article, an
// element named content; else the body.
[[nodiscard]] const GumboNode& main_content(const GumboNode& root);

// Whether the element belongs to the site for certain: navigation, forms, scripts, what is hidden, and what has both
// the name of a bar and nothing but links. `inside` says that it lies within the main content, where headers and
// footers belong to an article.
[[nodiscard]] bool is_site_part(const GumboNode& node, bool inside);
// Whether it never has text for a reader, whatever a selector says: scripts, styles, forms' fields.
[[nodiscard]] bool is_silent(const GumboNode& node);

// Whether the text says for the site when the page was put there, "Gepubliceerd op 3 mei 2024", and nothing else.
[[nodiscard]] bool is_publication_line(std::string_view text);

// "title", "document_id", "date" and what else the head says.
void read_page_facts(const GumboNode& root, std::map<std::string, std::string>& facts);

}  // namespace griffier::fetchers
