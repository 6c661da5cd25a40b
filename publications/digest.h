// SHA-256, by which bytes, texts and events are named throughout.
#pragma once

#include <string>
#include <string_view>

namespace griffier::publications {

// 64 lower-case hexadecimal digits. Throws std::runtime_error when OpenSSL fails (out of memory).
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace griffier::publications
