// Addresses as publishers write them: made valid, made absolute, made comparable, and made into names.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace griffier::fetchers {

// The reference as it stands in `base`, absolute (RFC 3986 section 5.2), white space around it dropped and what may not
// stand in an address percent-encoded: publishers link to "nota van toelichting.pdf". Empty when it is no address, or
// one that is not http or https.
[[nodiscard]] std::string resolve_address(std::string_view base, std::string_view reference);

// The same document without what only says how one came there: no fragment, no utm_*, fbclid and the like; scheme and
// host in lower case. Other parameters keep their order. An address that can't be read comes back as it is.
[[nodiscard]] std::string watched_address(std::string_view address);

// Equal for two addresses of the same document: as watched_address, with http as https, without default port, without
// "www.", with sorted parameters. A key for comparison, not to be fetched.
[[nodiscard]] std::string address_key(std::string_view address);

// A readable name for an address: the words of its path ("/onderwerpen/nareis/brief.html" is
// "onderwerpen-nareis-brief"), at most 80 bytes of a-z, 0-9 and '-'; "index" for none.
[[nodiscard]] std::string slug_of(std::string_view address);
// A slug of any text, at most `most` bytes; may be empty.
[[nodiscard]] std::string slug_of_text(std::string_view text, std::size_t most);
// The first eight hexadecimal digits of its SHA-256.
[[nodiscard]] std::string short_hash(std::string_view text);
// The last part of the path with its percent-encoding undone, "brief.pdf"; empty for none.
[[nodiscard]] std::string file_name_of(std::string_view address);

// Names for many addresses, unique among them and the same whatever their order: those whose slugs collide all get a
// short hash of their address.
[[nodiscard]] std::map<std::string, std::string> unique_slugs(const std::vector<std::string>& addresses);

}  // namespace griffier::fetchers
