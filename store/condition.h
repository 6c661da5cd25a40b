// What can be told of a state directory before its parts are opened.
#pragma once

#include <exception>
#include <filesystem>

namespace griffier::store {

// Whether a database holds nothing at all: no bytes, or no version and no tables, as a crash at the very start, a disk
// that was full or a copy that went wrong leaves it. A file that is absent isn't blank. Throws DamagedError when the
// file is no database, std::system_error when it can't be opened. With `recover`, which the writer alone may say, a
// journal that a crash left while the file was made is rolled back first; without it such a file can't be read.
[[nodiscard]] bool is_blank(const std::filesystem::path& database, bool recover = false);

// Whether there is an archive at all: a repository without its HEAD or its objects has lost more than can be made
// again. Throws std::system_error when permissions hide the answer.
[[nodiscard]] bool archive_is_there(const std::filesystem::path& archive);

// Throws AccessError naming the first file or directory below `state_dir` that this user may not read. What is gone
// while it looks is passed over.
void require_readable(const std::filesystem::path& state_dir);

// Whether an error says that this user may not do it, rather than that something is wrong with the record.
[[nodiscard]] bool is_access_problem(const std::exception& error);

}  // namespace griffier::store
