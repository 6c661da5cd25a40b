#include "fetchers/http/address_guard.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>

namespace griffier::fetchers {
namespace {

using Bytes4 = std::array<std::uint8_t, 4>;
using Bytes16 = std::array<std::uint8_t, 16>;

struct Range {
  std::uint32_t network;
  int bits;
};

constexpr std::uint32_t v4(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
  return (a << 24U) | (b << 16U) | (c << 8U);
}

// IANA IPv4 Special-Purpose Address Registry, with multicast and the former class E.
constexpr std::array<Range, 16> kSpecial4{{
    {v4(0, 0, 0), 8},
    {v4(10, 0, 0), 8},
    {v4(100, 64, 0), 10},
    {v4(127, 0, 0), 8},
    {v4(169, 254, 0), 16},
    {v4(172, 16, 0), 12},
    {v4(192, 0, 0), 24},
    {v4(192, 0, 2), 24},
    {v4(192, 31, 196), 24},
    {v4(192, 88, 99), 24},
    {v4(192, 168, 0), 16},
    {v4(198, 18, 0), 15},
    {v4(198, 51, 100), 24},
    {v4(203, 0, 113), 24},
    {v4(224, 0, 0), 4},
    {v4(240, 0, 0), 4},
}};

bool is_global(const Bytes4& bytes) {
  const std::uint32_t address = v4(bytes[0], bytes[1], bytes[2]) | bytes[3];
  return std::none_of(kSpecial4.begin(), kSpecial4.end(), [address](const Range& range) {
    const std::uint32_t mask = ~std::uint32_t{0} << (32 - range.bits);
    return (address & mask) == range.network;
  });
}

bool starts_with(const Bytes16& bytes, std::initializer_list<std::uint8_t> prefix) {
  return std::equal(prefix.begin(), prefix.end(), bytes.begin());
}

Bytes4 embedded(const Bytes16& bytes, std::size_t at) {
  return {bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]};
}

bool is_global(const Bytes16& bytes) {
  if (starts_with(bytes, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff})) return is_global(embedded(bytes, 12));  // mapped
  if (starts_with(bytes, {0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0}))
    return is_global(embedded(bytes, 12));                                     // NAT64
  if (starts_with(bytes, {0x20, 0x02})) return is_global(embedded(bytes, 2));  // 6to4
  if ((bytes[0] & 0xe0U) != 0x20U) return false;                               // only 2000::/3 is global unicast
  if (starts_with(bytes, {0x20, 0x01}) && bytes[2] < 2) return false;         // 2001::/23: Teredo, ORCHID, benchmarking
  if (starts_with(bytes, {0x20, 0x01, 0x0d, 0xb8})) return false;             // documentation
  return !(bytes[0] == 0x3f && bytes[1] == 0xff && (bytes[2] & 0xf0U) == 0);  // 3fff::/20, documentation (RFC 9637)
}

template <class Bytes>
std::optional<Bytes> parse(int family, std::string_view text) {
  const std::string terminated(text);  // inet_pton wants a terminating zero
  Bytes bytes{};
  if (inet_pton(family, terminated.c_str(), bytes.data()) != 1) return std::nullopt;
  return bytes;
}

}  // namespace

bool is_global(const sockaddr& address, socklen_t length) {
  if (address.sa_family == AF_INET && length >= sizeof(sockaddr_in)) {
    sockaddr_in known{};
    std::memcpy(&known, &address, sizeof known);
    Bytes4 bytes{};
    std::memcpy(bytes.data(), &known.sin_addr, bytes.size());
    return is_global(bytes);
  }
  if (address.sa_family == AF_INET6 && length >= sizeof(sockaddr_in6)) {
    sockaddr_in6 known{};
    std::memcpy(&known, &address, sizeof known);
    Bytes16 bytes{};
    std::memcpy(bytes.data(), &known.sin6_addr, bytes.size());
    return is_global(bytes);
  }
  return false;
}

bool is_global(std::string_view address) {
  if (auto bytes = parse<Bytes4>(AF_INET, address)) return is_global(*bytes);
  if (auto bytes = parse<Bytes16>(AF_INET6, address)) return is_global(*bytes);
  return false;
}

bool is_address(std::string_view text) {
  return parse<Bytes4>(AF_INET, text).has_value() || parse<Bytes16>(AF_INET6, text).has_value();
}

std::string address_text(const sockaddr& address, socklen_t length) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (address.sa_family == AF_INET && length >= sizeof(sockaddr_in)) {
    sockaddr_in known{};
    std::memcpy(&known, &address, sizeof known);
    if (inet_ntop(AF_INET, &known.sin_addr, text.data(), text.size()) != nullptr) return text.data();
  }
  if (address.sa_family == AF_INET6 && length >= sizeof(sockaddr_in6)) {
    sockaddr_in6 known{};
    std::memcpy(&known, &address, sizeof known);
    if (inet_ntop(AF_INET6, &known.sin6_addr, text.data(), text.size()) != nullptr) return text.data();
  }
  return "?";
}

}  // namespace griffier::fetchers
