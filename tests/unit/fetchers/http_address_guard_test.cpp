#include "fetchers/http/address_guard.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

#include "fetchers/http/url.h"

namespace griffier::fetchers {
namespace {

TEST(AddressGuard, LetsThroughWhatIsReachableOverTheInternet) {
  for (const char* address :
       {"1.1.1.1",     "9.255.255.255",  "11.0.0.0",         "100.63.255.255",   "100.128.0.0",  "126.255.255.255",
        "128.0.0.0",   "169.253.1.1",    "172.15.255.255",   "172.32.0.0",       "192.0.1.1",    "192.167.255.255",
        "192.169.0.0", "198.17.255.255", "198.20.0.0",       "223.255.255.255",  "2a00:1450::1", "2001:4860:4860::8888",
        "2600::1",     "::ffff:1.1.1.1", "64:ff9b::101:101", "2002:0101:0101::1"})
    EXPECT_TRUE(is_global(address)) << address;
}

TEST(AddressGuard, RefusesEverySpecialRangeAndWhatEmbedsIt) {
  for (const char* address : {"0.0.0.0",
                              "0.1.2.3",
                              "10.0.0.1",
                              "10.255.255.255",
                              "100.64.0.1",
                              "100.127.255.255",
                              "127.0.0.1",
                              "127.255.255.254",
                              "169.254.169.254",
                              "172.16.0.1",
                              "172.31.255.255",
                              "192.0.0.8",
                              "192.0.2.1",
                              "192.88.99.1",
                              "192.168.0.1",
                              "198.18.0.1",
                              "198.19.255.255",
                              "198.51.100.7",
                              "203.0.113.9",
                              "224.0.0.1",
                              "239.1.1.1",
                              "240.0.0.1",
                              "255.255.255.255",
                              "::",
                              "::1",
                              "::127.0.0.1",
                              "::1.1.1.1",
                              "::ffff:127.0.0.1",
                              "::ffff:10.0.0.1",
                              "::ffff:169.254.169.254",
                              "64:ff9b::7f00:1",
                              "64:ff9b::a9fe:a9fe",
                              "64:ff9b:1::1",
                              "2002:7f00:0001::1",
                              "2002:0a00:0001::",
                              "2001::1",
                              "2001:10::1",
                              "2001:20::1",
                              "2001:db8::1",
                              "3fff::1",
                              "3fff:fff::1",
                              "100::1",
                              "fc00::1",
                              "fd12:3456::1",
                              "fe80::1",
                              "febf::1",
                              "fec0::1",
                              "ff02::1",
                              "5f00::1",
                              "4000::1"})
    EXPECT_FALSE(is_global(address)) << address;
}

TEST(AddressGuard, RefusesWhatIsNoAddress) {
  for (const char* text : {"", "example.org", "127.1", "0x7f.0.0.1", "1.1.1.1.1", "[::1]", "fe80::1%eth0"}) {
    EXPECT_FALSE(is_global(text)) << text;
    EXPECT_FALSE(is_address(text)) << text;
  }
}

TEST(AddressGuard, ReadsSocketAddresses) {
  sockaddr_storage storage{};
  storage.ss_family = AF_UNIX;
  const auto& generic = *static_cast<const sockaddr*>(static_cast<const void*>(&storage));
  EXPECT_FALSE(is_global(generic, sizeof storage));
  EXPECT_EQ(address_text(generic, sizeof storage), "?");

  auto& four = *static_cast<sockaddr_in*>(static_cast<void*>(&storage));
  four.sin_family = AF_INET;
  inet_pton(AF_INET, "8.8.8.8", &four.sin_addr);
  EXPECT_TRUE(is_global(generic, sizeof(sockaddr_in)));
  EXPECT_FALSE(is_global(generic, 4)) << "cut short";
  EXPECT_EQ(address_text(generic, sizeof(sockaddr_in)), "8.8.8.8");

  auto& six = *static_cast<sockaddr_in6*>(static_cast<void*>(&storage));
  six.sin6_family = AF_INET6;
  inet_pton(AF_INET6, "::ffff:192.168.1.1", &six.sin6_addr);
  EXPECT_FALSE(is_global(generic, sizeof(sockaddr_in6)));
  EXPECT_EQ(address_text(generic, sizeof(sockaddr_in6)), "::ffff:192.168.1.1");
}

TEST(WebAddress, IsReadAsLibcurlReadsIt) {
  const auto address = parse_web_address("HTTPS://User:pw@Example.ORG:8443/a/b?c=d#e");
  ASSERT_TRUE(address);
  EXPECT_EQ(address->scheme, "https");
  EXPECT_EQ(address->name, "example.org");
  EXPECT_EQ(address->host, "example.org:8443");
  EXPECT_EQ(address->path, "/a/b");
  EXPECT_EQ(address->query, "c=d");
  EXPECT_EQ(parse_web_address("https://example.org:443")->host, "example.org");
  EXPECT_EQ(parse_web_address("https://example.org")->path, "/");
  EXPECT_EQ(parse_web_address("http://[::1]:80/")->name, "::1");
  EXPECT_EQ(parse_web_address("http://2130706433/")->name, "127.0.0.1") << "numbers are addresses too";
  EXPECT_EQ(parse_web_address("ftp://example.org/")->scheme, "ftp");
  for (const std::string url : {"", "example.org", "/path", "http://", "http://a b/", "http://example.org:99999/",
                                "http://example.org/\r\nX: y"})
    EXPECT_FALSE(parse_web_address(url)) << url;
  EXPECT_FALSE(parse_web_address(std::string("http://example.org/\0x", 21)));
  EXPECT_EQ(presentable("https://user:secret@example.org/a#b"), "https://example.org/a");
}

}  // namespace
}  // namespace griffier::fetchers
