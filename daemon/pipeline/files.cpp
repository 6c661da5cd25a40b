#include "daemon/pipeline/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "fetchers/descriptor.h"

namespace griffier::daemon {
namespace {

namespace fs = std::filesystem;
using fetchers::Descriptor;

std::string reason(int error) { return std::generic_category().message(error); }

void find_below(const fs::path& folder, std::vector<FoundFile>& found) {
  std::error_code error;
  std::vector<fs::path> pending{folder};
  const auto name_of = [&](const fs::path& path) { return path.lexically_relative(folder).generic_string(); };
  while (!pending.empty()) {
    const auto current = std::move(pending.back());
    pending.pop_back();
    fs::directory_iterator entries(current, error);
    if (error) {
      found.push_back({current, current == folder ? current.filename().string() : name_of(current),
                       "the folder cannot be read: " + error.message()});
      error.clear();
      continue;
    }
    for (; entries != fs::directory_iterator(); entries.increment(error)) {
      if (error) break;
      const auto& path = entries->path();
      if (path.filename().native().starts_with('.')) continue;
      std::error_code ignored;
      const bool link = entries->is_symlink(ignored);
      if (entries->is_directory(ignored) && !link) {
        pending.push_back(path);
      } else {
        const char* const why = entries->is_regular_file(ignored) ? ""
                                : !link                           ? "it is not a regular file"
                                : entries->exists(ignored)        ? "a link to a folder or device is not followed"
                                                                  : "the link leads nowhere";
        found.push_back({path, name_of(path), why});
      }
    }
    error.clear();
  }
}

}  // namespace

FileBytes read_file(const fs::path& file) {
  FileBytes result;
  // Not blocking: a named pipe put in the place of a file must not hold anything up.
  const Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (descriptor.get() < 0) {
    result.error = reason(errno);
    return result;
  }
  struct stat status {};
  if (::fstat(descriptor.get(), &status) != 0) {
    result.error = reason(errno);
    return result;
  }
  if (!S_ISREG(status.st_mode)) {
    result.error = "it is not a regular file";
    return result;
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size > kLargestFile) {
    result.error = fmt::format("it is too large: {} MiB, at most {} MiB are read", size >> 20, kLargestFile >> 20);
    return result;
  }
  result.bytes.resize(size);
  std::size_t had = 0;
  while (had < size) {
    const auto count = ::read(descriptor.get(), result.bytes.data() + had, size - had);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      result.error = reason(errno);
      result.bytes.clear();
      return result;
    }
    if (count == 0) break;  // it shrank meanwhile
    had += static_cast<std::size_t>(count);
  }
  result.bytes.resize(had);
  return result;
}

std::vector<FoundFile> find_files(const std::vector<fs::path>& paths) {
  std::vector<FoundFile> found;
  for (const auto& path : paths) {
    std::vector<FoundFile> here;
    std::error_code error;
    const auto status = fs::status(path, error);
    if (error || !fs::exists(status)) {
      here.push_back({path, path.filename().string(), error ? error.message() : "no such file or folder"});
    } else if (fs::is_directory(status)) {
      find_below(path, here);
    } else {
      here.push_back({path, path.filename().string(), ""});
    }
    std::sort(here.begin(), here.end(),
              [](const FoundFile& a, const FoundFile& b) { return a.path.native() < b.path.native(); });
    found.insert(found.end(), std::make_move_iterator(here.begin()), std::make_move_iterator(here.end()));
  }
  return found;
}

}  // namespace griffier::daemon
