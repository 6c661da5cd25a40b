// Compressing test bodies.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <stdexcept>
#include <string>
#include <string_view>

namespace griffier::fetchers::testing {

inline std::string gzip(std::string_view text) {
  std::string packed(text.size() + 1'024, '\0');
  std::size_t used = 0;
  archive* writer = archive_write_new();
  archive_entry* entry = archive_entry_new();
  archive_entry_set_pathname(entry, "body");
  archive_entry_set_filetype(entry, AE_IFREG);
  const bool written = archive_write_add_filter_gzip(writer) == ARCHIVE_OK &&
                       archive_write_set_format_raw(writer) == ARCHIVE_OK &&
                       archive_write_set_bytes_in_last_block(writer, 1) == ARCHIVE_OK &&
                       archive_write_open_memory(writer, packed.data(), packed.size(), &used) == ARCHIVE_OK &&
                       archive_write_header(writer, entry) == ARCHIVE_OK &&
                       archive_write_data(writer, text.data(), text.size()) == static_cast<la_ssize_t>(text.size()) &&
                       archive_write_close(writer) == ARCHIVE_OK;
  archive_entry_free(entry);
  archive_write_free(writer);
  if (!written) throw std::runtime_error("libarchive can't compress");
  packed.resize(used);
  return packed;
}

}  // namespace griffier::fetchers::testing
