// What kind of thing an answer is, by what it says it is and by its first bytes.
#pragma once

#include <string>
#include <string_view>

namespace griffier::fetchers {

enum class Media { unknown, html, xml, json, pdf, zip, text, image, other };

// "text/html" of "Text/HTML; charset=utf-8".
[[nodiscard]] std::string media_type_of(std::string_view content_type);
// `unknown` for an empty type and for application/octet-stream and its like, which say nothing.
[[nodiscard]] Media declared_media(std::string_view media_type);
// By the first bytes alone; `unknown` when they don't tell. XHTML is html, whatever it begins with.
[[nodiscard]] Media sniffed_media(std::string_view body);
// By the end of an address's path: ".pdf", ".xml". `unknown` for pages.
[[nodiscard]] Media expected_media(std::string_view path);

}  // namespace griffier::fetchers
