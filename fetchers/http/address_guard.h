// Which addresses a request may connect to: those that are reachable over the internet.
#pragma once

#include <sys/socket.h>

#include <string>
#include <string_view>

namespace griffier::fetchers {

// False for private, loopback, link-local, shared (CGNAT), multicast, documentation, benchmarking and reserved
// addresses, for IPv6 addresses that embed such an IPv4 address (mapped, NAT64, 6to4), and for families other than IPv4
// and IPv6. Sources: the IANA special-purpose address registries, RFC 6890, RFC 6052, RFC 3056. Any thread.
[[nodiscard]] bool is_global(const sockaddr& address, socklen_t length);
// The same for an address as text, without brackets or zone. False for what is no address.
[[nodiscard]] bool is_global(std::string_view address);
[[nodiscard]] bool is_address(std::string_view text);
// "192.0.2.1", "2001:db8::1"; "?" for other families.
[[nodiscard]] std::string address_text(const sockaddr& address, socklen_t length);

}  // namespace griffier::fetchers
