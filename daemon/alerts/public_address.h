// Which addresses are out in the world: a web hook must not be a way into the network that the daemon runs in.
#pragma once

#include <sys/socket.h>

namespace griffier::daemon {

// False for loopback, private, link-local, shared (CGNAT), documentation, benchmark, multicast and reserved addresses,
// for IPv6 that embeds such an IPv4 address, and for families other than IPv4 and IPv6. Sources: the IANA
// special-purpose registries, RFC 6890, RFC 6598, RFC 6052, RFC 3056.
[[nodiscard]] bool is_public_address(const sockaddr& address) noexcept;

}  // namespace griffier::daemon
