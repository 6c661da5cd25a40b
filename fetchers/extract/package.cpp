#include "fetchers/extract/package.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <memory>
#include <new>

namespace griffier::fetchers {
namespace {

using Reason = ExtractError::Reason;

constexpr int kMostEntries = 10'000;
constexpr std::size_t kRatio = 200;                          // office XML packs some ten to forty times
constexpr std::size_t kFreeOfRatio = std::size_t{16} << 20;  // below this no ratio is judged

struct CloseArchive {
  void operator()(archive* handle) const { archive_read_free(handle); }
};
using Archive = std::unique_ptr<archive, CloseArchive>;

[[noreturn]] void fail(archive* handle) {
  const char* why = archive_error_string(handle);
  throw ExtractError(Reason::malformed,
                     std::string("the package is damaged: ") + (why == nullptr ? "it ends too early" : why));
}

std::string read_part(archive* handle, std::size_t limit) {
  std::string part;
  std::array<char, 64 << 10> buffer;
  while (true) {
    const la_ssize_t count = archive_read_data(handle, buffer.data(), buffer.size());
    if (count < 0) fail(handle);
    if (count == 0) return part;
    part.append(buffer.data(), static_cast<std::size_t>(count));
    if (part.size() > limit) {
      throw ExtractError(Reason::too_large, "the package expands to more than " + std::to_string(limit >> 20) + " MiB");
    }
  }
}

}  // namespace

std::map<std::string, std::string> read_package(std::string_view bytes, const std::vector<std::string>& wanted,
                                                const ExtractLimits& limits) {
  const Archive handle(archive_read_new());
  if (!handle) throw std::bad_alloc();
  archive_read_support_format_zip(handle.get());
  if (archive_read_open_memory(handle.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) fail(handle.get());
  std::map<std::string, std::string> parts;
  const std::size_t limit = std::min(limits.text_bytes, std::max(kFreeOfRatio, bytes.size() * kRatio));
  std::size_t total = 0;
  for (int entries = 0;; ++entries) {
    archive_entry* entry = nullptr;
    const int status = archive_read_next_header(handle.get(), &entry);
    if (status == ARCHIVE_EOF) break;
    if (status < ARCHIVE_WARN) fail(handle.get());
    if (entries >= kMostEntries) {
      throw ExtractError(Reason::too_large, "the package has more than " + std::to_string(kMostEntries) + " entries");
    }
    const char* name = archive_entry_pathname(entry);
    if (name == nullptr || std::find(wanted.begin(), wanted.end(), name) == wanted.end() || parts.contains(name))
      continue;
    if (archive_entry_is_data_encrypted(entry) != 0) {
      throw ExtractError(Reason::unsupported, "the package is encrypted");
    }
    std::string part_name = name;
    std::string part = read_part(handle.get(), limit - total);
    total += part.size();
    parts.emplace(std::move(part_name), std::move(part));
  }
  return parts;
}

}  // namespace griffier::fetchers
