// A folder as a site.
#pragma once

#include <optional>
#include <string>

#include "tests/publisher/site.h"

namespace griffier::publisher {

// The file that a request names below `root`, with an ETag of its content and the time of its last change; a folder's
// index.html; nullopt: nothing there, or a path with "..".
[[nodiscard]] std::optional<Step> from_root(const std::string& root, const Asked& asked);

// The media type by a name's extension; application/octet-stream if it says nothing.
[[nodiscard]] std::string_view media_type_of(std::string_view name);

// A whole file. Throws std::runtime_error when it can't be read.
[[nodiscard]] std::string read_whole(const std::string& path);

}  // namespace griffier::publisher
