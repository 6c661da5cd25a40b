// A zip package made of the fuzzed parts, so that mutation reaches the XML inside.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace griffier::fuzz {

// The parts that `input` is divided into by bytes of value 0xFF, under these names, stored without compression. An
// input that is a package itself is taken as it is.
inline std::string package_of(std::string_view input, const std::vector<const char*>& names) {
  if (input.starts_with("PK")) return std::string(input);
  std::string out(input.size() + 4096, '\0');
  std::size_t used = 0;
  archive* const zip = archive_write_new();
  archive_write_set_format_zip(zip);
  archive_write_zip_set_compression_store(zip);
  archive_write_set_bytes_in_last_block(zip, 1);
  archive_write_open_memory(zip, out.data(), out.size(), &used);
  for (const char* name : names) {
    const auto end = std::min(input.find('\xFF'), input.size());
    archive_entry* const entry = archive_entry_new();
    archive_entry_set_pathname(entry, name);
    archive_entry_set_size(entry, static_cast<la_int64_t>(end));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(zip, entry);
    archive_write_data(zip, input.data(), end);
    archive_entry_free(entry);
    if (end == input.size()) break;
    input.remove_prefix(end + 1);
  }
  archive_write_close(zip);
  archive_write_free(zip);
  out.resize(used);
  return out;
}

}  // namespace griffier::fuzz
