// What is remembered of a folder between polls.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "fetchers/folder/folder.h"

namespace griffier::fetchers {

struct RememberedFile {
  FolderFile file;
  std::optional<std::chrono::sys_seconds> gone_since;
};

using FolderMemory = std::map<std::string, RememberedFile>;  // by path

// What isn't a memory is an empty one: every file is then new, and the record knows their addresses.
[[nodiscard]] FolderMemory read_folder_memory(std::string_view text);
[[nodiscard]] std::string write_folder_memory(const FolderMemory& memory);

}  // namespace griffier::fetchers
