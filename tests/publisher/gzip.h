// Compression for the test publisher, honest and not.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace griffier::publisher {

// One gzip member (RFC 1952). Throws std::runtime_error when zlib fails (out of memory).
[[nodiscard]] std::string gzip(std::string_view bytes);
// A valid gzip member of about a thousandth of `decompressed` bytes, made without ever holding those.
[[nodiscard]] std::string gzip_bomb(std::size_t decompressed);

}  // namespace griffier::publisher
