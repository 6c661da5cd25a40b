#include "daemon/alerts/public_address.h"

#include <netinet/in.h>

#include <array>
#include <cstdint>
#include <cstring>

namespace griffier::daemon {
namespace {

struct Block {
  std::uint32_t prefix;
  int bits;
};
constexpr std::array<Block, 15> kNotPublic{{
    {0x00000000, 8},   // this network
    {0x0A000000, 8},   // private
    {0x64400000, 10},  // shared, RFC 6598
    {0x7F000000, 8},   // loopback
    {0xA9FE0000, 16},  // link-local
    {0xAC100000, 12},  // private
    {0xC0000000, 24},  // protocol assignments
    {0xC0000200, 24},  // documentation
    {0xC0586300, 24},  // former 6to4 relays
    {0xC0A80000, 16},  // private
    {0xC6120000, 15},  // benchmarks
    {0xC6336400, 24},  // documentation
    {0xCB007100, 24},  // documentation
    {0xE0000000, 4},   // multicast
    {0xF0000000, 4},   // reserved, broadcast
}};

bool is_public_v4(std::uint32_t host) {
  for (const auto& block : kNotPublic)
    if (((host ^ block.prefix) >> (32 - block.bits)) == 0) return false;
  return true;
}

std::uint32_t word(const std::uint8_t* bytes) {
  return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 | bytes[3];
}

bool is_public_v6(const std::uint8_t* b) {
  constexpr std::array<std::uint8_t, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  constexpr std::array<std::uint8_t, 12> kTranslated{0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0};
  if (std::memcmp(b, kMapped.data(), kMapped.size()) == 0 ||
      std::memcmp(b, kTranslated.data(), kTranslated.size()) == 0)
    return is_public_v4(word(b + 12));
  if ((b[0] & 0xE0U) != 0x20) return false;  // only 2000::/3 is handed out
  const auto head = word(b);
  if (head >> 16 == 0x2002) return is_public_v4(word(b + 2));  // 6to4
  if (head == 0x20010DB8) return false;                        // documentation
  return head >> 9 != 0x20010000U >> 9;                        // 2001::/23: Teredo, benchmarks, ORCHID
}

}  // namespace

bool is_public_address(const sockaddr& address) noexcept {
  if (address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    return is_public_v4(ntohl(v4.sin_addr.s_addr));
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &address, sizeof v6);
    return is_public_v6(static_cast<const std::uint8_t*>(v6.sin6_addr.s6_addr));
  }
  return false;
}

}  // namespace griffier::daemon
