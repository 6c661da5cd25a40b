// Error and maintenance pages that call themselves 200.
#pragma once

#include <string>
#include <string_view>

namespace griffier::fetchers {

// What a page's title, headings or lack of text give away, in a few words; empty: nothing. `resembles_before`: its size
// is about that of what stood there, so that single words such as "onderhoud" in a title mean nothing.
[[nodiscard]] std::string page_disguise(std::string_view html, bool resembles_before);
// The same for a short plain text.
[[nodiscard]] std::string text_disguise(std::string_view text);
// What the path that redirects led to gives away: the front page, a login or an error page; empty: nothing. Paths as in
// WebAddress.
[[nodiscard]] std::string path_disguise(std::string_view asked_path, std::string_view final_path,
                                        std::string_view final_query);

}  // namespace griffier::fetchers
