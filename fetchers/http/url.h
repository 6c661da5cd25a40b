// Web addresses as libcurl reads them, so that what is checked here is what it will connect to.
#pragma once

#include <optional>
#include <string>

namespace griffier::fetchers {

struct WebAddress {
  std::string scheme;  // lower case
  std::string name;    // lower case, without brackets
  std::string host;    // `name` with ":port" when the port isn't the scheme's own: what the limiter goes by
  std::string path;    // "/" at least
  std::string query;   // without "?"; empty: none
};

// nullopt for what is no absolute address with a host, and for addresses with control characters. Any scheme.
[[nodiscard]] std::optional<WebAddress> parse_web_address(const std::string& url);
[[nodiscard]] bool is_loopback_name(const std::string& name);  // "localhost", 127.0.0.0/8, "::1"
// Without user, password and fragment, for messages.
[[nodiscard]] std::string presentable(const std::string& url);

}  // namespace griffier::fetchers
